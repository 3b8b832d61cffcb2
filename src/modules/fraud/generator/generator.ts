/** A seeded stream of payments, genuine and fraudulent, day after day. Only a day is in memory at a time. */
import { dayMs, minuteMs } from '#platform/time'
import { type Context, type Facts, type Movement, unknownFacts } from '../attempt.ts'
import { nameDistance } from '../features/sources/name-distance.ts'
import { startCampaigns } from './campaigns.ts'
import { addGenuine } from './genuine.ts'
import { type Account, createWorld, type World, type WorldOptions } from './world.ts'

export type Scenario =
  | 'genuine'
  | 'terminal'
  | 'stolen-card'
  | 'card-test'
  | 'takeover'
  | 'mules'
  | 'scam'
  | 'social'
  | 'huge'

export interface Payment {
  readonly movement: Movement
  readonly facts: Facts
  readonly scenario: Scenario
  /** When it became known to be fraud; NaN where it is genuine, or never became known. */
  readonly knownMs: number
  /** A fraud that was tried and did not settle. */
  readonly isStopped: boolean
  /** When the payer signed in for it, if that is told. */
  readonly signedInMs: number
}

/** Where a world's payments are put down until their day comes. */
export interface Diary {
  readonly world: World
  /** Plans a payment; what an account has not got is not paid. */
  plan(plan: Plan): void
}

export interface Plan {
  readonly kind: Movement['kind']
  readonly payer: Account
  readonly payee: Account | null
  readonly amount: number
  readonly atMs: number
  readonly scenario: Scenario
  readonly context: Context
  /** The name that was typed; omitted where none was. */
  readonly typed?: string
  /** Somebody else's fingers typed the password. */
  readonly isForeign?: boolean
}

/** In deviations: one's own hand is seldom two away, a stranger's often. */
const drawTyping = ({ draw }: World, isForeign: boolean): number => draw.logNormal(isForeign ? 2.2 : 0.7, 0.5)

const factsOf = (world: World, { payer, payee, typed, kind, isForeign = false }: Plan): Facts => {
  const accounts = {
    ...unknownFacts,
    payerOpenedMs: payer.openedMs,
    payeeOpenedMs: payee?.openedMs ?? Number.NaN,
    credentialChangedMs: payer.credentialMs,
    available: payer.balance,
  }
  if (!world.manner.tells.people) return accounts
  return {
    ...accounts,
    limitChangedMs: payer.limitMs,
    phoneChangedMs: payer.phoneMs,
    nameDistance: payee && typed !== undefined ? nameDistance(typed, payee.name) : Number.NaN,
    typingDistance: kind === 'card' ? Number.NaN : drawTyping(world, isForeign),
  }
}

/** What the world tells of where a payment comes from. */
const told = ({ manner: { tells } }: World, { device, network, place, category }: Context): Context => ({
  device: tells.sessions ? device : null,
  network: tells.sessions ? network : null,
  place: tells.places ? place : null,
  category: tells.categories ? category : null,
})

const drawSignIn = ({ draw, manner }: World, { kind, atMs }: Plan): number =>
  manner.tells.people && kind !== 'card' ? atMs - draw.logBetween(0.3, 25) * minuteMs : Number.NaN

const knownMs = ({ draw, manner }: World, { scenario, atMs }: Plan): number => {
  if (scenario === 'genuine' || draw.chance(manner.unreported)) return Number.NaN
  return atMs + (manner.fixedDelayDays ?? Math.min(30, draw.logNormal(4, 0.8))) * dayMs
}

const book = (world: World, plan: Plan): Payment | null => {
  const { kind, payer, payee, atMs, scenario } = plan
  const { cardsOnly, currency, stopped } = world.manner
  const minor = Math.max(1, Math.round(plan.amount))
  if ((!cardsOnly && minor > payer.balance) || payee?.id === payer.id) return null
  const facts = factsOf(world, plan)
  const isStopped = scenario !== 'genuine' && world.draw.chance(stopped)
  if (!cardsOnly && !isStopped) {
    payer.balance -= minor
    if (payee) payee.balance += minor
  }
  const context = told(world, plan.context)
  const movement = { kind, payer: payer.id, payee: payee?.id ?? null, context, currency, minor, atMs: Math.round(atMs) }
  const known = knownMs(world, plan)
  return { movement, facts, scenario, knownMs: known, isStopped, signedInMs: drawSignIn(world, plan) }
}

/** Payments of each day in the order of their time. The same options give the same payments. */
export function* generateDays(options: WorldOptions & { readonly days: number }): Generator<Payment[]> {
  const world = createWorld(options)
  const planned = new Map<number, Plan[]>()
  const diary: Diary = {
    world,
    plan: (plan) => {
      const day = Math.floor((plan.atMs - world.startMs) / dayMs)
      const plans = planned.get(day)
      if (plans) plans.push(plan)
      else planned.set(day, [plan])
    },
  }
  for (let day = 0; day < options.days; day++) {
    startCampaigns(diary, day)
    addGenuine(diary, day)
    const plans = (planned.get(day) ?? []).sort((left, right) => left.atMs - right.atMs)
    planned.delete(day)
    yield plans.flatMap((plan) => book(world, plan) ?? [])
  }
}
