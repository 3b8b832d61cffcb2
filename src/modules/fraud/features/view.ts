/** Everything that features read about one attempt. */
import { dayMs } from '#platform/time'
import type { Facts, Movement } from '../attempt.ts'
import type { Acquaintance } from './pairs.ts'
import type { Population } from './population.ts'
import { countIn } from './ring.ts'
import { days, type Side } from './side.ts'

export interface View {
  readonly movement: Movement
  readonly atMs: number
  readonly minor: number
  readonly logAmount: number
  readonly facts: Facts
  /** The payer's payments. */
  readonly payer: Side
  /** What the payer received; null where it never did. */
  readonly payerIn: Side | null
  /** What the payee received; null where cash is taken out. */
  readonly payee: Side | null
  /** The payee's own payments; null where it never paid. */
  readonly payeeOut: Side | null
  readonly known: Acquaintance | null
  readonly population: Population
  readonly payerReports: Reported
  readonly payeeReports: Reported
}

/** Known frauds of an account, as an instant knows them. */
export interface Reported {
  /** Frauds made known in the last 30 days. */
  readonly recent: number
  /** Days since the newest was made known; NaN where there is none. */
  readonly sinceKnownDays: number
  /** Days since the newest fraud was made; NaN where there is none. */
  readonly sinceMadeDays: number
  /** Of the payments in the week that ended with the newest known fraud, the share that is known to be fraud. */
  readonly share: number
}

const none: Reported = { recent: 0, sinceKnownDays: Number.NaN, sinceMadeDays: Number.NaN, share: 0 }

/** What was known at an instant: reports with a later `knownMs` do not exist for it. */
export const reportedAt = (side: Side | null, atMs: number): Reported => {
  if (!side?.reports) return none
  let recent = 0
  let newestKnown = 0
  let newestMade = 0
  for (const { atMs: madeMs, knownMs } of side.reports) {
    if (knownMs > atMs || madeMs > atMs) continue
    if (knownMs > atMs - 30 * dayMs) recent++
    newestKnown = Math.max(newestKnown, knownMs)
    newestMade = Math.max(newestMade, madeMs)
  }
  if (newestKnown === 0) return none
  return {
    recent,
    sinceKnownDays: (atMs - newestKnown) / dayMs,
    sinceMadeDays: (atMs - newestMade) / dayMs,
    share: shareUntil(side, atMs, newestMade),
  }
}

const week = 7

const shareUntil = (side: Side, atMs: number, newestMade: number): number => {
  const firstDay = Math.floor(newestMade / dayMs) - week + 1
  let frauds = 0
  for (const { atMs: madeMs, knownMs } of side.reports ?? [])
    if (knownMs <= atMs && madeMs <= newestMade && Math.floor(madeMs / dayMs) >= firstDay) frauds++
  return frauds / (Math.max(frauds, countIn(side.slab, days, newestMade, week)) + 1)
}

/** Card payments often come from elsewhere, with accounts made up for them: their ages and balances would mislead. */
const unknown: Facts = {
  payerOpenedMs: Number.NaN,
  payeeOpenedMs: Number.NaN,
  credentialChangedMs: Number.NaN,
  available: Number.NaN,
}

interface Sides {
  readonly asPayer: Side | null
  readonly asPayee: Side | null
}

export const viewOf = (
  movement: Movement,
  facts: Facts,
  payer: Side,
  payerAccount: Sides,
  payeeAccount: Sides | null,
  known: Acquaintance | null,
  population: Population,
): View => ({
  movement,
  atMs: movement.atMs,
  minor: movement.minor,
  logAmount: Math.log(movement.minor),
  facts: movement.kind === 'card' ? unknown : facts,
  payer,
  payerIn: payerAccount.asPayee,
  payee: payeeAccount?.asPayee ?? null,
  payeeOut: payeeAccount?.asPayer ?? null,
  known,
  population,
  payerReports: reportedAt(payer, movement.atMs),
  payeeReports: reportedAt(payeeAccount?.asPayee ?? null, movement.atMs),
})
