/** Everything that features read about one attempt. */
import { dayMs } from '#platform/time'
import { type Facts, type Movement, unknownFacts } from '../attempt.ts'
import type { Account, Entities } from './entities.ts'
import { type Acquaintance, acquaintanceOf } from './pairs.ts'
import { pairsOf, payeeOwnerOf, type Sources, sideOfPayer } from './parts.ts'
import type { Population } from './population.ts'
import { type Lately, lately } from './recent.ts'
import { countIn } from './ring.ts'
import { days, type Report, recent, type Side } from './side.ts'
import type { Owner } from './sources/owner.ts'

export interface View {
  readonly entities: Entities
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
  readonly payeeAccount: Account | null
  /** The person who pays. */
  readonly owner: Owner
  /** The person who is paid; null where cash is taken out. */
  readonly payeeOwner: Owner | null
  readonly sources: Sources
  readonly known: Acquaintance | null
  readonly population: Population
  readonly payerReports: Reported
  readonly payeeReports: Reported
  readonly payerLately: Lately
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

/** The part of a reservation that is looked at. */
export interface Looked extends Sources {
  readonly movement: Movement
  readonly payer: Account
  readonly payee: Account | null
  readonly population: Population
  readonly owner: Owner
}

export const viewOf = (entities: Entities, looked: Looked, facts: Facts): View => {
  const { movement, payer, payee, owner, population } = looked
  const { atMs, minor } = movement
  const asPayer = sideOfPayer(payer)
  return {
    entities,
    movement,
    atMs,
    minor,
    logAmount: Math.log(minor),
    // Card payments often come from elsewhere, with accounts made up for them: their ages and balances would mislead.
    facts: movement.kind === 'card' ? unknownFacts : facts,
    payer: asPayer,
    payerIn: payer.asPayee,
    payee: payee?.asPayee ?? null,
    payeeOut: payee?.asPayer ?? null,
    payeeAccount: payee,
    owner,
    payeeOwner: payeeOwnerOf(entities, movement),
    sources: looked,
    known: payee && acquaintanceOf(pairsOf(payer), payee.number),
    population,
    payerReports: reportedAt(asPayer, atMs),
    payeeReports: reportedAt(payee?.asPayee ?? null, atMs),
    payerLately: lately(asPayer.slab, recent, atMs, minor),
  }
}
