/** Frauds in which the victims themselves pay: by day, with their own password, from their own devices. */
import { hourMs, minuteMs } from '#platform/time'
import type { Diary } from './generator.ts'
import { drawTime } from './genuine.ts'
import { findMule, passOn } from './mules.ts'
import { typeAsTold } from './names.ts'
import { ownSession } from './origins.ts'

/** A person is talked into paying someone new far more than usual: a flat, a love, an investment, which nobody ever had. */
export const scam = (diary: Diary, day: number): void => {
  const { draw, customers, dens } = diary.world
  const victim = draw.pick(customers)
  let atMs = drawTime(diary.world, victim, day)
  const mule = findMule(diary.world, draw.pick(dens), victim, atMs)
  const typed = typeAsTold(draw, mule.account.name, victim.name)
  for (let count = draw.pick([1, 1, 1, 2, 2, 3]); count > 0; count--) {
    const wanted = victim.usual * draw.logBetween(4, 50)
    const amount = Math.min(wanted, victim.balance * draw.between(0.3, 0.97))
    const context = ownSession(diary.world, victim, atMs)
    diary.plan({ kind: 'send', payer: victim, payee: mule.account, amount, atMs, context, typed, scenario: 'scam' })
    if (draw.chance(0.5)) passOn(diary, mule, draw.pick(customers), amount, atMs, 'scam')
    atMs += draw.logBetween(0.1, 30) * hourMs
  }
}

/** A caller from "the bank" has the victim raise the limit and move the money to a safe account, in parts, within the hour. */
export const moveToSafety = (diary: Diary, day: number): void => {
  const { draw, customers, dens } = diary.world
  const victim = draw.pick(customers)
  let atMs = drawTime(diary.world, victim, day)
  const mule = findMule(diary.world, draw.pick(dens), victim, atMs)
  const context = ownSession(diary.world, victim, atMs)
  const typed = draw.chance(0.6) ? victim.name : typeAsTold(draw, mule.account.name, victim.name)
  if (draw.chance(0.6)) victim.limitMs = atMs - draw.logBetween(1, 30) * minuteMs
  let left = victim.balance
  for (let count = draw.whole(1, 5); count > 0; count--) {
    const amount = left * draw.between(0.25, 0.8)
    left -= amount
    diary.plan({ kind: 'send', payer: victim, payee: mule.account, amount, atMs, context, typed, scenario: 'social' })
    passOn(diary, mule, draw.pick(customers), amount, atMs, 'social')
    atMs += draw.logBetween(1, 20) * minuteMs
  }
}
