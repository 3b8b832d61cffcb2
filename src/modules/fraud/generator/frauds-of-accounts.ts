/** Frauds of those who have somebody else's account, or many of their own. */
import { hourMs, minuteMs } from '#platform/time'
import type { Diary, Plan } from './generator.ts'
import { drawTime } from './genuine.ts'
import { findMule, passOn } from './mules.ts'
import { denSession, ownSession } from './origins.ts'
import { type Customer, timeOf } from './world.ts'

type Theft = Omit<Plan, 'amount' | 'atMs' | 'payee'>

/** A program sends many small payments in minutes, each of which alone would look like nothing. */
const drain = ({ world, plan }: Diary, victim: Customer, theft: Theft, payee: Plan['payee'], startMs: number) => {
  const { draw } = world
  const count = draw.whole(10, 60)
  const part = draw.logBetween(0.05, 1)
  const paceMs = draw.logBetween(0.001, 2) * minuteMs
  for (let index = 0; index < count; index++) {
    const amount = Math.min(victim.usual * part * draw.between(0.5, 1.5), victim.balance / count)
    plan({ ...theft, payee, amount, atMs: startMs + index * paceMs })
  }
}

/** What a thief changes first, so that the owner hears of nothing and more can leave at once. */
const prepare = ({ world: { draw } }: Diary, victim: Customer, atMs: number) => {
  const before = () => atMs - draw.logBetween(0.02, 48) * hourMs
  if (draw.chance(0.75)) victim.credentialMs = before()
  if (draw.chance(0.35)) victim.phoneMs = before()
  if (draw.chance(0.35)) victim.limitMs = before()
}

/** Somebody else signs in, from a device and mostly a network that the owner never used, and empties the account in a burst. */
export const takeOver = (diary: Diary, day: number): void => {
  const { draw, customers, dens } = diary.world
  const [victim, den] = [draw.pick(customers), draw.pick(dens)]
  const isNight = draw.chance(0.5)
  let atMs = isNight ? timeOf(diary.world, day) + draw.between(0, 6) * hourMs : drawTime(diary.world, victim, day)
  prepare(diary, victim, atMs)
  const mules = [findMule(diary.world, den, victim, atMs), findMule(diary.world, den, victim, atMs)]
  // Now and then the thief sits in the owner's own machine.
  const isRemote = draw.chance(0.12)
  const context = isRemote ? ownSession(diary.world, victim, atMs) : denSession(diary.world, den, victim)
  const theft = { kind: 'send', payer: victim, context, isForeign: true, scenario: 'takeover' } as const
  if (draw.chance(0.2)) {
    drain(diary, victim, theft, mules[0].account, atMs)
    return
  }
  let left = victim.balance
  for (let count = draw.whole(1, 8); count > 0; count--) {
    const mule = draw.pick(mules)
    const amount = left * draw.between(0.1, 0.9)
    left -= amount
    const typed = draw.chance(0.8) ? mule.account.name : undefined
    diary.plan({ ...theft, payee: mule.account, amount, atMs, typed })
    passOn(diary, mule, (mules[0] === mule ? mules[1] : mules[0]).account, amount, atMs, 'takeover')
    atMs += draw.logBetween(0.1, 40) * minuteMs
  }
}

/** Many victims pay into a few young accounts, which one gang holds and which pass it on. */
export const ringOfMules = (diary: Diary, day: number): void => {
  const { draw, customers, dens } = diary.world
  const den = draw.pick(dens)
  const startMs = timeOf(diary.world, day) + draw.between(0, 20) * hourMs
  const victims = Array.from({ length: draw.whole(4, 25) }, () => draw.pick(customers))
  const mules = Array.from({ length: draw.whole(1, 3) }, () => findMule(diary.world, den, victims[0], startMs))
  const collector = findMule(diary.world, den, victims[0], startMs)
  const spanMs = draw.logBetween(1, 96) * hourMs
  for (const payer of victims) {
    const mule = draw.pick(mules)
    const atMs = startMs + draw.between(0, spanMs)
    const amount = Math.min(payer.usual * draw.logBetween(1, 20), payer.balance * 0.9)
    const context = ownSession(diary.world, payer, atMs)
    const typed = draw.chance(0.5) ? mule.account.name : collector.account.name
    diary.plan({ kind: 'send', payer, payee: mule.account, amount, atMs, context, typed, scenario: 'mules' })
    passOn(diary, mule, collector.account, amount, atMs, 'mules')
  }
}
