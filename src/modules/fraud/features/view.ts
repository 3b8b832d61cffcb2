/** Everything that features read about one attempt. */
import { dayMs } from '#platform/time'
import { type Facts, type Movement, unknownFacts } from '../attempt.ts'
import type { Acquaintance } from './pairs.ts'
import type { Population } from './population.ts'
import { countIn } from './ring.ts'
import { days, type Report, type Side } from './side.ts'

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
  /** Different accounts on the other side of those: many where the account itself is the trouble. */
  readonly others: number
  /** Days since the newest was made known; NaN where there is none. */
  readonly sinceKnownDays: number
  /** Days since the newest fraud was made; NaN where there is none. */
  readonly sinceMadeDays: number
  /** Of the payments in the run of known frauds, the share that is known to be fraud; one payment more is counted. */
  readonly share: number
}

const none: Reported = { recent: 0, others: 0, sinceKnownDays: Number.NaN, sinceMadeDays: Number.NaN, share: 0 }

/** What was known at an instant: reports with a later `knownMs` do not exist for it. */
export const reportedAt = (side: Side | null, atMs: number): Reported => {
  if (!side?.reports) return none
  const known = side.reports.filter((report) => report.knownMs <= atMs && report.atMs <= atMs)
  const newestMade = known.at(-1)?.atMs
  if (newestMade === undefined) return none
  const recent = known.filter(({ knownMs }) => knownMs > atMs - 30 * dayMs)
  const newestKnown = known.reduce((newest, { knownMs }) => Math.max(newest, knownMs), 0)
  return {
    recent: recent.length,
    others: new Set(recent.map(({ other }) => other)).size,
    sinceKnownDays: (atMs - newestKnown) / dayMs,
    sinceMadeDays: (atMs - newestMade) / dayMs,
    share: shareOfRun(side, known, newestMade),
  }
}

const longestRunDays = 7

/** A run ends with the newest known fraud and begins with the first one of the week before it. */
const shareOfRun = ({ slab }: Side, known: readonly Report[], newestMade: number): number => {
  const lastDay = Math.floor(newestMade / dayMs)
  const run = known.filter(({ atMs }) => Math.floor(atMs / dayMs) > lastDay - longestRunDays)
  const span = lastDay - Math.floor(run[0].atMs / dayMs) + 1
  return run.length / (Math.max(run.length, countIn(slab, days, newestMade, span)) + 1)
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
  // Card payments often come from elsewhere, with accounts made up for them: their ages and balances would mislead.
  facts: movement.kind === 'card' ? unknownFacts : facts,
  payer,
  payerIn: payerAccount.asPayee,
  payee: payeeAccount?.asPayee ?? null,
  payeeOut: payeeAccount?.asPayer ?? null,
  known,
  population,
  payerReports: reportedAt(payer, movement.atMs),
  payeeReports: reportedAt(payeeAccount?.asPayee ?? null, movement.atMs),
})
