/** What people do on an ordinary day, and what they do seldom that looks like fraud and is none. */
import { dayMs, hourMs, minuteMs } from '#platform/time'
import { unknownContext } from '../attempt.ts'
import type { Diary } from './generator.ts'
import { typeHonestly } from './names.ts'
import { denPurchase, ownPurchase, ownSession } from './origins.ts'
import { type Account, type Customer, drawAmount, join, openAccount, type Shop, type World } from './world.ts'

/** A time of a customer's day, in ms since 1970. */
export const drawTime = ({ draw, startMs }: World, { hour, hourSpread }: Customer, day: number): number => {
  const at = (hour + hourSpread * draw.normal() + 48) % 24
  return startMs + day * dayMs + Math.floor(at * hourMs)
}

/** Favorite shops come more often; while traveling, none of them. */
const drawShop = ({ draw, shops }: World, customer: Customer, atMs: number): Shop => {
  if (atMs < customer.travelUntilMs || draw.chance(customer.wanders)) return draw.pick(shops)
  return customer.shops[Math.floor(customer.shops.length * draw.between(0, 1) ** customer.favors)]
}

/** A card payment, as it would be without thieves; theft and compromise make some of them fraud. */
export const payByCard = (diary: Diary, customer: Customer, atMs: number) => {
  const { world } = diary
  const { draw } = world
  const shop = drawShop(world, customer, atMs)
  const amount = drawAmount(world, customer.usual, customer.deviation)
  const context = ownPurchase(world, customer, shop, atMs)
  const payment = { kind: 'card' as const, payer: customer, payee: shop, amount, atMs, context }
  const { huge, hugest, hidden } = world.manner.campaigns
  if (draw.chance(huge / 1_000))
    return diary.plan({ ...payment, amount: world.rarely * draw.logBetween(1, hugest), scenario: 'huge' })
  if (amount > world.rarely && draw.chance(hidden)) return diary.plan({ ...payment, scenario: 'huge' })
  const { theft } = customer
  if (theft && atMs < theft.untilMs && draw.chance(theft.share))
    return diary.plan({
      ...payment,
      amount: amount * draw.between(...theft.factor),
      context: denPurchase(world, theft.den, shop),
      scenario: 'stolen-card',
    })
  const { compromise } = shop
  const isTaken = compromise && atMs < compromise.untilMs && draw.chance(compromise.share)
  diary.plan({ ...payment, scenario: isTaken ? 'terminal' : 'genuine' })
}

/** Someone new to pay: another customer, or an account that lay quiet until now. */
const meetSomeone = (world: World): Account =>
  world.draw.chance(0.4) ? openAccount(world, world.manner.scale) : world.draw.pick(world.customers)

/** A name is typed for somebody new; whom one paid before is picked from a list. */
const typedFor = ({ draw }: World, payee: Account, isNew: boolean): string | undefined =>
  isNew ? typeHonestly(draw, payee.name) : undefined

const send = (diary: Diary, customer: Customer, day: number) => {
  const { draw } = diary.world
  const atMs = drawTime(diary.world, customer, day)
  const isNew = draw.chance(0.06)
  const payee = isNew ? meetSomeone(diary.world) : draw.pick(customer.friends)
  if (isNew) customer.friends.push(payee)
  const amount = drawAmount(diary.world, customer.usual * 2, 0.8)
  const typed = typedFor(diary.world, payee, isNew)
  const context = ownSession(diary.world, customer, atMs)
  diary.plan({ kind: 'send', payer: customer, payee, amount, atMs, context, typed, scenario: 'genuine' })
}

/** Several payments in one sitting, as people pay their bills: in minutes, mostly to payees they know, of any size. */
const settleBills = (diary: Diary, customer: Customer, startMs: number) => {
  const { draw } = diary.world
  let atMs = startMs
  const context = ownSession(diary.world, customer, atMs)
  for (let count = draw.whole(2, 8); count > 0; count--) {
    const isNew = draw.chance(0.03)
    const payee = isNew ? meetSomeone(diary.world) : draw.pick(customer.friends)
    const typed = typedFor(diary.world, payee, isNew)
    const wanted = drawAmount(diary.world, customer.usual * 2, 0.9)
    const amount = Math.min(wanted, customer.balance * draw.between(0.1, 0.3))
    diary.plan({ kind: 'send', payer: customer, payee, amount, atMs, context, typed, scenario: 'genuine' })
    atMs += draw.logBetween(0.2, 25) * minuteMs
  }
}

/** A car, a deposit for a flat: rare, large, to someone new, and all right. Life goes on after it. */
const buyBig = (diary: Diary, customer: Customer, day: number) => {
  const { draw, landlords } = diary.world
  const payee = draw.chance(0.4) ? draw.pick(landlords) : meetSomeone(diary.world)
  const amount = Math.min(customer.usual * draw.logBetween(5, 40), customer.balance * draw.between(0.3, 0.95))
  const atMs = drawTime(diary.world, customer, day)
  const typed = typedFor(diary.world, payee, true)
  const context = ownSession(diary.world, customer, atMs)
  // Some raise their limit for it first.
  if (draw.chance(0.3)) customer.limitMs = atMs - draw.logBetween(0.02, 48) * hourMs
  diary.plan({ kind: 'send', payer: customer, payee, amount, atMs, context, typed, scenario: 'genuine' })
  if (draw.chance(0.5)) settleBills(diary, customer, atMs + draw.logBetween(1, 600) * minuteMs)
}

/** Friends collect for a present: many new payers in an hour, small amounts. */
const collect = (diary: Diary, customer: Customer, day: number) => {
  const { draw, customers } = diary.world
  const atMs = drawTime(diary.world, customer, day)
  for (let count = draw.whole(3, 15); count > 0; count--) {
    const payer = draw.pick(customers)
    const amount = payer.usual * draw.between(0.3, 2)
    const thenMs = atMs + draw.between(0, 8 * hourMs)
    const typed = typedFor(diary.world, customer, true)
    const context = ownSession(diary.world, payer, thenMs)
    diary.plan({ kind: 'send', payer, payee: customer, amount, atMs: thenMs, context, typed, scenario: 'genuine' })
  }
}

const monthly = (diary: Diary, customer: Customer, day: number) => {
  const dayOfMonth = new Date(diary.world.startMs + day * dayMs).getUTCDate()
  const atMs = diary.world.startMs + day * dayMs + Math.floor(diary.world.draw.between(5, 11) * hourMs)
  const { rent, salary } = customer
  const byItself = { kind: 'send', atMs, context: unknownContext, scenario: 'genuine' } as const
  if (rent?.day === dayOfMonth) diary.plan({ ...byItself, payer: customer, payee: rent.payee, amount: rent.amount })
  if (salary?.day === dayOfMonth)
    diary.plan({ ...byItself, payer: salary.payer, payee: customer, amount: salary.amount })
}

const seldom = (diary: Diary, customer: Customer, day: number) => {
  const { draw, startMs } = diary.world
  if (draw.chance(1 / 90)) {
    customer.travelUntilMs = startMs + (day + draw.between(2, 10)) * dayMs
    customer.habitat.trip = { town: draw.pick(diary.world.towns), network: diary.world.ids.network() }
  }
  if (diary.world.manner.cardsOnly) return
  if (draw.chance(1 / 150)) customer.credentialMs = drawTime(diary.world, customer, day)
  if (draw.chance(1 / 400)) customer.limitMs = drawTime(diary.world, customer, day)
  if (draw.chance(1 / 900)) customer.phoneMs = drawTime(diary.world, customer, day)
  if (draw.chance(1 / 1_000)) buyBig(diary, customer, day)
  if (draw.chance(1 / 25)) settleBills(diary, customer, drawTime(diary.world, customer, day))
  if (draw.chance(1 / 500)) collect(diary, customer, day)
}

const takeCash = (diary: Diary, customer: Customer, day: number) => {
  const amount = drawAmount(diary.world, customer.usual * 3, 0.5)
  const atMs = drawTime(diary.world, customer, day)
  const context = ownSession(diary.world, customer, atMs)
  diary.plan({ kind: 'withdrawal', payer: customer, payee: null, amount, atMs, context, scenario: 'genuine' })
}

const liveDay = (diary: Diary, customer: Customer, day: number) => {
  const { draw, startMs, manner } = diary.world
  const isTraveling = startMs + day * dayMs < customer.travelUntilMs
  for (let count = draw.poisson(customer.cardsADay * (isTraveling ? 1.7 : 1)); count > 0; count--) {
    const atMs = drawTime(diary.world, customer, day)
    payByCard(diary, customer, atMs)
    // Now and then the same person pays twice in a row.
    if (draw.chance(0.04)) payByCard(diary, customer, atMs + draw.between(0.5, 8) * minuteMs)
  }
  seldom(diary, customer, day)
  if (manner.cardsOnly) return
  for (let count = draw.poisson(customer.sendsADay); count > 0; count--) send(diary, customer, day)
  if (draw.chance(customer.cashADay)) takeCash(diary, customer, day)
  monthly(diary, customer, day)
}

/** Plans the genuine payments of a day, and those card payments that thieves make in their manner. */
export const addGenuine = (diary: Diary, day: number): void => {
  const { world } = diary
  const joining = world.draw.poisson(world.customers.length / 700)
  if (!world.manner.cardsOnly) for (let count = 0; count < joining; count++) join(world, world.startMs + day * dayMs)
  for (const customer of world.customers) liveDay(diary, customer, day)
}
