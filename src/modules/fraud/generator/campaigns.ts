/** How fraud comes about: each campaign starts on some day and goes on in its own manner. */
import { dayMs, hourMs, minuteMs } from '#platform/time'
import type { Diary, Scenario } from './generator.ts'
import { drawTime } from './genuine.ts'
import type { Account, Customer, World } from './world.ts'

const timeOf = ({ startMs }: World, day: number): number => startMs + day * dayMs

/** A terminal copies cards for days or weeks: amounts are ordinary, only the place tells. */
const compromiseTerminal = ({ world }: Diary, day: number) => {
  const { draw } = world
  // A shop that nobody goes to is not worth it: drawn through a customer, busy ones come more often.
  const shop = draw.pick(draw.pick(world.customers).shops)
  shop.compromise = { untilMs: timeOf(world, day) + draw.between(8, 42) * dayMs, share: draw.between(0.5, 1) }
}

/** A stolen card pays several times the usual amounts for days, between its owner's payments. */
const stealCard = ({ world }: Diary, day: number) => {
  const { draw } = world
  const untilMs = timeOf(world, day) + draw.between(2, 21) * dayMs
  const low = draw.between(2, 6)
  draw.pick(world.customers).theft = {
    untilMs,
    share: draw.between(0.15, 0.7),
    factor: [low, low * draw.between(1, 1.8)],
  }
}

/** Small payments show that a card works, then it is emptied. */
const testCard = (diary: Diary, day: number) => {
  const { draw, customers, shops } = diary.world
  const payer = draw.pick(customers)
  let atMs = timeOf(diary.world, day) + draw.between(0, 24) * hourMs
  const pay = (factor: number) =>
    diary.plan({
      kind: 'card',
      payer,
      payee: draw.pick(shops),
      amount: payer.usual * factor,
      atMs,
      scenario: 'card-test',
    })
  for (let count = draw.whole(3, 12); count > 0; count--) {
    pay(draw.logBetween(0.01, 0.2))
    atMs += draw.logBetween(0.2, 10) * minuteMs
  }
  for (let count = draw.whole(1, 5); count > 0; count--) {
    atMs += draw.logBetween(1, 90) * minuteMs
    pay(draw.logBetween(2, 15))
  }
}

/** An account that takes in stolen money: young as a rule, sometimes an old one that was bought, with or without a past. */
const findMule = ({ draw, customers, newId, manner }: World, atMs: number): Account => {
  if (draw.chance(0.35)) return draw.pick(customers)
  const ageDays = draw.chance(0.3) ? draw.logBetween(90, 2_000) : draw.logBetween(0.5, 90)
  return { id: newId(), openedMs: atMs - ageDays * dayMs, credentialMs: Number.NaN, balance: manner.scale }
}

/** Most of the money leaves the mule soon after it came. */
const passOn = (diary: Diary, mule: Account, to: Account, amount: number, atMs: number, scenario: Scenario) => {
  const { draw } = diary.world
  if (!draw.chance(0.7)) return
  const later = atMs + draw.logBetween(2, 600) * minuteMs
  const isCash = draw.chance(0.25)
  const payee = isCash ? null : to
  const kind = isCash ? 'withdrawal' : 'send'
  diary.plan({ kind, payer: mule, payee, amount: amount * draw.between(0.7, 1), atMs: later, scenario })
}

/** A program sends many small payments in minutes, each of which alone would look like nothing. */
const drain = (diary: Diary, victim: Customer, mule: Account, startMs: number) => {
  const { draw } = diary.world
  const count = draw.whole(10, 60)
  const part = draw.logBetween(0.05, 1)
  const paceMs = draw.logBetween(0.001, 2) * minuteMs
  for (let index = 0; index < count; index++) {
    const amount = Math.min(victim.usual * part * draw.between(0.5, 1.5), victim.balance / count)
    const atMs = startMs + index * paceMs
    diary.plan({ kind: 'send', payer: victim, payee: mule, amount, atMs, scenario: 'takeover' })
  }
}

/** Somebody else signs in, as a rule after changing the password, and empties the account in a burst. */
const takeOver = (diary: Diary, day: number) => {
  const { draw, customers } = diary.world
  const victim = draw.pick(customers)
  const isNight = draw.chance(0.5)
  let atMs = isNight ? timeOf(diary.world, day) + draw.between(0, 6) * hourMs : drawTime(diary.world, victim, day)
  if (draw.chance(0.75)) victim.credentialMs = atMs - draw.logBetween(0.02, 48) * hourMs
  const mules = [findMule(diary.world, atMs), findMule(diary.world, atMs)]
  if (draw.chance(0.2)) return drain(diary, victim, mules[0], atMs)
  let left = victim.balance
  for (let count = draw.whole(1, 8); count > 0; count--) {
    const mule = draw.pick(mules)
    const amount = left * draw.between(0.1, 0.9)
    left -= amount
    diary.plan({ kind: 'send', payer: victim, payee: mule, amount, atMs, scenario: 'takeover' })
    passOn(diary, mule, mules[0] === mule ? mules[1] : mules[0], amount, atMs, 'takeover')
    atMs += draw.logBetween(0.1, 40) * minuteMs
  }
}

const customersOf = ({ draw, customers }: World, count: number): Customer[] =>
  Array.from({ length: count }, () => draw.pick(customers))

/** Many victims pay into a few young accounts, which pass it on. */
const ringOfMules = (diary: Diary, day: number) => {
  const { draw } = diary.world
  const startMs = timeOf(diary.world, day) + draw.between(0, 20) * hourMs
  const mules = Array.from({ length: draw.whole(1, 3) }, () => findMule(diary.world, startMs))
  const collector = findMule(diary.world, startMs)
  const spanMs = draw.logBetween(1, 96) * hourMs
  for (const victim of customersOf(diary.world, draw.whole(4, 25))) {
    const mule = draw.pick(mules)
    const atMs = startMs + draw.between(0, spanMs)
    const amount = Math.min(victim.usual * draw.logBetween(1, 20), victim.balance * 0.9)
    diary.plan({ kind: 'send', payer: victim, payee: mule, amount, atMs, scenario: 'mules' })
    passOn(diary, mule, collector, amount, atMs, 'mules')
  }
}

/** A person is talked into paying someone new far more than usual, by day and with the own password. */
const scam = (diary: Diary, day: number) => {
  const { draw, customers } = diary.world
  const victim = draw.pick(customers)
  let atMs = drawTime(diary.world, victim, day)
  const payee = findMule(diary.world, atMs)
  for (let count = draw.pick([1, 1, 1, 2, 2, 3]); count > 0; count--) {
    const wanted = victim.usual * draw.logBetween(4, 50)
    const amount = Math.min(wanted, victim.balance * draw.between(0.3, 0.97))
    diary.plan({ kind: 'send', payer: victim, payee, amount, atMs, scenario: 'scam' })
    if (draw.chance(0.5)) passOn(diary, payee, draw.pick(customers), amount, atMs, 'scam')
    atMs += draw.logBetween(0.1, 30) * hourMs
  }
}

/** Starts the day's campaigns. */
export const startCampaigns = (diary: Diary, day: number): void => {
  const { draw, manner, customers } = diary.world
  const start = (rate: number, campaign: (diary: Diary, day: number) => void) => {
    for (let count = draw.poisson((rate * customers.length) / 1_000); count > 0; count--) campaign(diary, day)
  }
  start(manner.campaigns.terminal, compromiseTerminal)
  start(manner.campaigns.stolenCard, stealCard)
  start(manner.campaigns.cardTest, testCard)
  start(manner.campaigns.takeover, takeOver)
  start(manner.campaigns.mules, ringOfMules)
  start(manner.campaigns.scam, scam)
}
