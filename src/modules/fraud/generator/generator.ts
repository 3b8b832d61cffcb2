/** A seeded stream of payments, genuine and fraudulent, day after day. Only a day is in memory at a time. */
import { dayMs } from '#platform/time'
import { type Facts, type Movement, unknownFacts } from '../attempt.ts'
import { startCampaigns } from './campaigns.ts'
import { addGenuine } from './genuine.ts'
import { type Account, createWorld, type World, type WorldOptions } from './world.ts'

export type Scenario = 'genuine' | 'terminal' | 'stolen-card' | 'card-test' | 'takeover' | 'mules' | 'scam' | 'huge'

export interface Payment {
  readonly movement: Movement
  readonly facts: Facts
  readonly scenario: Scenario
  /** When it became known to be fraud; NaN where it is genuine, or never became known. */
  readonly knownMs: number
  /** A fraud that was tried and did not settle. */
  readonly isStopped: boolean
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
}

const factsOf = ({ payer, payee }: Plan): Facts => ({
  ...unknownFacts,
  payerOpenedMs: payer.openedMs,
  payeeOpenedMs: payee?.openedMs ?? Number.NaN,
  credentialChangedMs: payer.credentialMs,
  available: payer.balance,
})

const knownMs = ({ draw, manner }: World, { scenario, atMs }: Plan): number => {
  if (scenario === 'genuine' || draw.chance(manner.unreported)) return Number.NaN
  return atMs + (manner.fixedDelayDays ?? Math.min(30, draw.logNormal(4, 0.8))) * dayMs
}

const book = (world: World, plan: Plan): Payment | null => {
  const { kind, payer, payee, atMs, scenario } = plan
  const { cardsOnly, currency, stopped } = world.manner
  const minor = Math.max(1, Math.round(plan.amount))
  if ((!cardsOnly && minor > payer.balance) || payee?.id === payer.id) return null
  const facts = factsOf(plan)
  const isStopped = scenario !== 'genuine' && world.draw.chance(stopped)
  if (!cardsOnly && !isStopped) {
    payer.balance -= minor
    if (payee) payee.balance += minor
  }
  const movement = { kind, payer: payer.id, payee: payee?.id ?? null, currency, minor, atMs }
  return { movement, facts, scenario, knownMs: knownMs(world, plan), isStopped }
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
