/** A customer changes what they allow themselves to pay, or takes a raise back before it holds. */
import type { Deed, Prover } from '#modules/identity'
import type { Database, Tx } from '#platform/database'
import type { Clock } from '#platform/time'
import type { Proof } from '#wire/identity'
import {
  changeLimit,
  isLooser,
  type Limit,
  type LimitState,
  limitAt,
  limitParts,
  wantedOf,
  withoutRaise,
} from './limit.ts'
import { findLimits, type LimitKey, lockLimits, noteChange, stateOf, writeLimit } from './rows.ts'

/** A limit of a person changed, or was asked to; `session` is the one that did. */
export interface LimitNews {
  readonly person: string
  readonly at: Date
  readonly session: string | null
}

export interface ChangeNeeds {
  readonly db: Database
  readonly clock: Clock
  /** After which a raise holds. */
  readonly waitMs: number
  /** Throws where the person does not prove what a raise signs. */
  readonly prove: (prover: Prover, deed: Deed, proof: Proof | undefined) => Promise<void>
  /** Is told after the commit, and waited for. */
  readonly tell: (news: LimitNews) => Promise<void>
}

const readUnderLock = async (tx: Tx, { owner, kind, currency }: LimitKey): Promise<LimitState> => {
  // Before there is a row there is nothing to lock, so two first wishes take turns by the person.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 2))', [owner])
  const rows = await lockLimits(tx, [owner])
  return stateOf(rows.find((row) => row.kind === kind && row.currency === currency))
}

const isSame = (one: LimitState, other: LimitState): boolean =>
  limitParts.every((part) => one.current[part] === other.current[part]) &&
  one.next?.at.getTime() === other.next?.at.getTime()

/** The limit in words as it is signed: minor units, and none, or nothing, where there is no limit. */
const wordsOf = ({ perPayment, perDay, perMonth, toNew }: Limit): string =>
  [
    perPayment ?? 'none',
    perDay ?? 'none',
    ...(perMonth === null ? [] : ['month', perMonth]),
    ...(toNew === null ? [] : ['new', toNew]),
  ].join(' ')

export const raisingDeed = ({ kind, currency }: LimitKey, wanted: Limit): Deed => ({
  act: 'raise-limit',
  subject: `${kind} ${currency}`,
  amount: null,
  payee: null,
  about: `${kind} ${currency} ${wordsOf(wanted)}`,
})

export interface Wish {
  /** Parts that are left out stay as they are. */
  readonly said: Partial<Limit>
  readonly prover: Prover
  readonly proof: Proof | undefined
}

/** The same wish once more changes nothing. What is looser than what holds takes proof; throws what prove throws. */
export const createChange =
  ({ db, clock, waitMs, tell, prove }: ChangeNeeds) =>
  async (key: LimitKey, { said, prover, proof }: Wish): Promise<LimitState> => {
    const at = clock()
    const session = prover.session ?? null
    const known = stateOf(
      (await findLimits(db, [key.owner])).find((row) => row.kind === key.kind && row.currency === key.currency),
    )
    const wanted = wantedOf(known, said)
    // What holds can only have become tighter meanwhile, by the person's own hand in another session.
    if (isLooser(wanted, limitAt(known, at))) await prove(prover, raisingDeed(key, wanted), proof)
    const { before, after } = await db.transaction(async (tx) => {
      const before = await readUnderLock(tx, key)
      const after = changeLimit(before, wanted, at, waitMs)
      await writeLimit(tx, key, after)
      if (!isSame(before, after)) await noteChange(tx, key, wanted, after.next?.at ?? at, at)
      return { before, after }
    })
    if (!isSame(before, after)) await tell({ person: key.owner, at, session })
    return after
  }

/** Where no raise waits nothing changes. What held goes on to hold. */
export const createCancelRaise =
  ({ db, clock }: ChangeNeeds) =>
  (key: LimitKey): Promise<LimitState> =>
    db.transaction(async (tx) => {
      const at = clock()
      const before = await readUnderLock(tx, key)
      if (!before.next || before.next.at <= at) return before
      const after = withoutRaise(before, at)
      await writeLimit(tx, key, after)
      await noteChange(tx, key, after.current, null, at)
      return after
    })
