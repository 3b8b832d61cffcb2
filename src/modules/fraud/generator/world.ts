/** Who lives in a generated world: customers with habits, shops, payees; and the manner of the whole world. */
import type { CurrencyCode } from '#platform/money'
import { dayMs } from '#platform/time'
import { createDraw, type Draw } from './draw.ts'
import { nameOf } from './names.ts'
import {
  createDen,
  createHabitat,
  createIds,
  createTowns,
  type Den,
  drawSpot,
  type Habitat,
  type Ids,
  type Town,
} from './origins.ts'

/** What one world has in common. Worlds differ, so that a model cannot learn one of them by heart. */
export interface Manner {
  readonly currency: CurrencyCode
  /** Minor units of a middling card payment. */
  readonly scale: number
  /** How far customers' usual amounts lie apart, and a customer's own amounts (as a share of the usual one). */
  readonly spread: number
  readonly evenSpread: boolean
  readonly bellShaped: boolean
  /** Only cards. */
  readonly cardsOnly: boolean
  /** Every report takes so many days; null where it varies. */
  readonly fixedDelayDays: number | null
  readonly unreported: number
  /** Frauds of which a bank that already watches lets so many not settle. */
  readonly stopped: number
  /** What a payment tells of where it comes from. */
  readonly tells: Tells
  /** How many campaigns of each kind start a day for a thousand customers. */
  readonly campaigns: Campaigns
}

export interface Tells {
  /** Devices and networks. */
  readonly sessions: boolean
  readonly places: boolean
  readonly categories: boolean
  /** Typed names, typing, sign-ins, changes of limits and phones. */
  readonly people: boolean
}

export interface Campaigns {
  readonly terminal: number
  readonly stolenCard: number
  readonly cardTest: number
  readonly takeover: number
  readonly mules: number
  readonly scam: number
  /** People who are talked into moving their money to safety. */
  readonly social: number
  /** Very large single payments, for a thousand payments; and how far at most beyond what anyone pays. */
  readonly huge: number
  readonly hugest: number
  /** The share of ordinary looking payments beyond what anyone pays that are fraud all the same. */
  readonly hidden: number
}

export interface Account {
  readonly id: string
  readonly name: string
  openedMs: number
  credentialMs: number
  limitMs: number
  phoneMs: number
  balance: number
}

export interface Customer extends Account {
  readonly habitat: Habitat
  readonly usual: number
  readonly deviation: number
  readonly cardsADay: number
  readonly sendsADay: number
  readonly cashADay: number
  readonly shops: Shop[]
  readonly wanders: number
  readonly favors: number
  readonly friends: Account[]
  readonly hour: number
  readonly hourSpread: number
  readonly rent: { readonly payee: Account; readonly amount: number; readonly day: number } | null
  readonly salary: { readonly payer: Account; readonly amount: number; readonly day: number } | null
  /** Set while a thief has the card. */
  theft: {
    readonly untilMs: number
    readonly share: number
    readonly factor: readonly [number, number]
    readonly den: Den
  } | null
  /** Set while traveling: more payments, at shops that are not the usual ones. */
  travelUntilMs: number
}

export interface Shop extends Account {
  readonly category: string
  readonly isOnline: boolean
  /** Where it stands; of a shop on the net, null. */
  readonly place: string | null
  compromise: { readonly untilMs: number; readonly share: number } | null
}

export interface World {
  readonly draw: Draw
  readonly manner: Manner
  readonly startMs: number
  readonly customers: Customer[]
  readonly shops: Shop[]
  readonly landlords: Account[]
  readonly employers: Account[]
  /** An amount that hardly anyone ever pays by card: one payment in two thousand is larger. */
  readonly rarely: number
  readonly newId: () => string
  readonly ids: Ids
  readonly towns: readonly Town[]
  readonly dens: readonly Den[]
}

const categories = 'food fuel travel clothes health home sport games jewels electronics toys books pets cafe'.split(' ')

const drawManner = (draw: Draw, cardsOnly: boolean): Manner => {
  const rate = (typical: number) => typical * draw.logBetween(0.6, 1.6)
  return {
    currency: draw.pick(['INR', 'EUR', 'USD', 'JPY', 'KWD'] as const),
    scale: draw.logBetween(1_000, 50_000),
    spread: draw.between(0.4, 0.9),
    evenSpread: draw.chance(0.5),
    bellShaped: draw.chance(0.5),
    cardsOnly,
    fixedDelayDays: draw.chance(0.6) ? draw.whole(5, 9) : null,
    unreported: draw.between(0, 0.08),
    stopped: draw.between(0, 0.8),
    tells: {
      sessions: draw.chance(cardsOnly ? 0.4 : 0.9),
      places: draw.chance(0.4),
      categories: draw.chance(0.5),
      people: !cardsOnly && draw.chance(0.7),
    },
    campaigns: {
      terminal: rate(cardsOnly ? 0.6 : 0.4),
      stolenCard: rate(cardsOnly ? 0.7 : 0.5),
      cardTest: rate(0.03),
      takeover: cardsOnly ? 0 : rate(0.35),
      mules: cardsOnly ? 0 : rate(0.06),
      scam: cardsOnly ? 0 : rate(0.7),
      social: cardsOnly ? 0 : rate(0.3),
      huge: rate(0.6),
      hugest: draw.logBetween(1.2, 5),
      hidden: draw.between(0.3, 1),
    },
  }
}

/** An account of whom nothing else is known. */
export const newAccount = (
  { draw, newId }: Pick<World, 'draw' | 'newId'>,
  given: Pick<Account, 'openedMs' | 'credentialMs' | 'balance'>,
): Account => ({
  id: newId(),
  name: nameOf(draw.whole(0, 2_499)),
  limitMs: Number.NaN,
  phoneMs: Number.NaN,
  ...given,
})

export const openAccount = (world: Pick<World, 'draw' | 'newId' | 'startMs'>, balance: number): Account => {
  const openedMs = world.startMs - world.draw.logBetween(5, 4_000) * dayMs
  const credentialMs = world.draw.chance(0.6) ? Number.NaN : world.startMs - world.draw.logBetween(1, 700) * dayMs
  return newAccount(world, { openedMs, credentialMs, balance })
}

const drawUsual = ({ draw, manner }: Pick<World, 'draw' | 'manner'>): number =>
  manner.scale * (manner.evenSpread ? draw.between(0.1, 2) : draw.logNormal(1, manner.spread))

const drawShops = ({ draw, shops, manner }: World): Shop[] => {
  const count = Math.round(manner.cardsOnly ? draw.logBetween(4, 200) : draw.logBetween(3, 60))
  return Array.from({ length: count }, () => draw.pick(shops))
}

const addCustomer = (world: World): Customer => {
  const { draw, manner } = world
  const usual = drawUsual(world)
  const account = openAccount(world, usual * draw.logBetween(8, 400))
  const customer: Customer = {
    ...account,
    habitat: createHabitat(world),
    usual,
    deviation: draw.between(0.2, 0.65),
    cardsADay: manner.cardsOnly ? draw.between(0.05, 4) : draw.logBetween(0.2, 3),
    sendsADay: manner.cardsOnly ? 0 : draw.logBetween(0.05, 0.8),
    cashADay: manner.cardsOnly ? 0 : draw.between(0, 0.12),
    shops: drawShops(world),
    wanders: draw.between(0, 0.15),
    favors: manner.cardsOnly ? 1 : draw.between(1, 3),
    friends: [],
    hour: draw.between(10, 19),
    hourSpread: draw.between(2, 6),
    rent: null,
    salary: null,
    theft: null,
    travelUntilMs: 0,
  }
  world.customers.push(customer)
  return customer
}

const settle = (world: World, customer: Customer): Customer => {
  const { draw, customers, landlords, employers } = world
  for (let count = draw.whole(2, 12); count > 0; count--) customer.friends.push(draw.pick(customers))
  const rent = draw.chance(0.6)
    ? { payee: draw.pick(landlords), amount: customer.usual * draw.between(6, 25), day: draw.whole(1, 5) }
    : null
  const salary = draw.chance(0.8)
    ? { payer: draw.pick(employers), amount: customer.usual * draw.between(40, 120), day: draw.whole(25, 28) }
    : null
  return Object.assign(customer, { rent, salary })
}

/** One customer's card amount in minor units, at least one. */
export const drawAmount = (
  { draw, manner }: Pick<World, 'draw' | 'manner'>,
  usual: number,
  deviation: number,
): number => {
  const amount = manner.bellShaped ? usual * (1 + deviation * draw.normal()) : draw.logNormal(usual, deviation)
  return Math.max(1, Math.round(amount > 0 ? amount : usual * draw.between(0, 2)))
}

const findRarely = (world: World): number => {
  const amounts = Array.from({ length: 20_000 }, () => {
    const { usual, deviation } = world.draw.pick(world.customers)
    return drawAmount(world, usual, deviation)
  }).sort((left, right) => left - right)
  return amounts[19_990]
}

/** The beginning of a day. */
export const timeOf = ({ startMs }: World, day: number): number => startMs + day * dayMs

export interface WorldOptions {
  readonly seed: number
  readonly customers: number
  readonly startMs: number
  readonly cardsOnly: boolean
  /** Everything is told, in one currency, and nothing is stopped: for a file of payments. */
  readonly isPlain?: boolean
}

const plain = {
  currency: 'EUR',
  scale: 3_000,
  stopped: 0,
  tells: { sessions: true, places: true, categories: true, people: true },
} as const

const openShop = (world: Pick<World, 'draw' | 'newId' | 'startMs' | 'towns'>): Shop => {
  const { draw, towns } = world
  const isOnline = draw.chance(0.3)
  return {
    ...openAccount(world, Number.MAX_SAFE_INTEGER),
    category: draw.pick(categories),
    isOnline,
    place: isOnline ? null : drawSpot(draw, draw.pick(towns)),
    compromise: null,
  }
}

/** Makes a world. The same options make the same one. */
export const createWorld = ({ seed, customers, startMs, cardsOnly, isPlain = false }: WorldOptions): World => {
  const draw = createDraw(seed)
  let opened = 0
  const newId = () => `${seed}-${++opened}`
  const manner = { ...drawManner(draw, cardsOnly), ...(isPlain ? plain : {}) }
  const ids = createIds(seed)
  const towns = createTowns(draw, ids, Math.ceil(customers / 200))
  const dens = Array.from({ length: Math.ceil(customers / 150) }, () => createDen(draw, ids, towns))
  const base = { draw, manner, startMs, newId, ids, towns, dens }
  const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)
  const several = (count: number) => times(count, () => openAccount(base, Number.MAX_SAFE_INTEGER))
  const shops = times(Math.round(customers * draw.between(1, 2.5)), () => openShop(base))
  const landlords = several(Math.ceil(customers / 25))
  const employers = several(Math.ceil(customers / 40))
  const world: World = { ...base, customers: [], shops, landlords, employers, rarely: 0 }
  for (let count = 0; count < customers; count++) addCustomer(world)
  if (!world.manner.cardsOnly) for (const customer of world.customers) settle(world, customer)
  return { ...world, rarely: findRarely(world) }
}

/** Someone new joins: an ordinary young account. */
export const join = (world: World, atMs: number): Customer => {
  const customer = settle(world, addCustomer(world))
  customer.openedMs = atMs
  customer.credentialMs = Number.NaN
  return customer
}
