/** How fraud comes about: each campaign starts on some day and goes on in its own manner. */
import { dayMs, hourMs, minuteMs } from '#platform/time'
import { ringOfMules, takeOver } from './frauds-of-accounts.ts'
import { moveToSafety, scam } from './frauds-of-persuasion.ts'
import type { Diary } from './generator.ts'
import { denPurchase } from './origins.ts'
import { type Customer, timeOf, type World } from './world.ts'

/** A terminal copies cards for days or weeks: amounts are ordinary, only the place tells. */
const compromiseTerminal = ({ world }: Diary, day: number) => {
  const { draw } = world
  // A shop that nobody goes to is not worth it: drawn through a customer, busy ones come more often.
  const shop = draw.pick(draw.pick(world.customers).shops)
  shop.compromise = { untilMs: timeOf(world, day) + draw.between(8, 42) * dayMs, share: draw.between(0.5, 1) }
}

/** A stolen card pays several times the usual amounts for days, between its owner's payments. */
const stealCard = ({ world }: Diary, day: number) => {
  const { draw, dens } = world
  const untilMs = timeOf(world, day) + draw.between(2, 21) * dayMs
  const low = draw.between(2, 6)
  draw.pick(world.customers).theft = {
    untilMs,
    share: draw.between(0.15, 0.7),
    factor: [low, low * draw.between(1, 1.8)],
    den: draw.pick(dens),
  }
}

const cardsOf = ({ draw, customers }: World): Customer[] =>
  Array.from({ length: Math.round(draw.logBetween(1, 25)) }, () => draw.pick(customers))

/** One program tries many cards with small payments at a shop or two on the net; those that work are emptied. */
const testCards = (diary: Diary, day: number) => {
  const { draw, shops, dens } = diary.world
  const den = draw.pick(dens)
  const online = shops.filter(({ isOnline }) => isOnline)
  const [trying, spending] = [draw.pick(online), [draw.pick(online), draw.pick(online)]]
  const startMs = timeOf(diary.world, day) + draw.between(0, 24) * hourMs
  const paceMs = draw.logBetween(0.05, 6) * minuteMs
  for (const [index, payer] of cardsOf(diary.world).entries()) {
    let atMs = startMs + index * paceMs
    const pay = (factor: number, payee = trying) => {
      const context = denPurchase(diary.world, den, payee)
      diary.plan({ kind: 'card', payer, payee, amount: payer.usual * factor, atMs, context, scenario: 'card-test' })
    }
    for (let count = draw.whole(1, 5); count > 0; count--) {
      pay(draw.logBetween(0.01, 0.2))
      atMs += draw.logBetween(0.2, 10) * minuteMs
    }
    if (draw.chance(0.5)) continue
    for (let count = draw.whole(1, 4); count > 0; count--) {
      atMs += draw.logBetween(1, 90) * minuteMs
      pay(draw.logBetween(2, 15), draw.pick(spending))
    }
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
  start(manner.campaigns.cardTest, testCards)
  start(manner.campaigns.takeover, takeOver)
  start(manner.campaigns.mules, ringOfMules)
  start(manner.campaigns.scam, scam)
  start(manner.campaigns.social, moveToSafety)
}
