/** Limits that customers set themselves, for what leaves their accounts to others. */
import type { Identity, Prover } from '#modules/identity'
import type { Database, Tx } from '#platform/database'
import type { CurrencyCode } from '#platform/money'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import type { LimitKind } from '../wire.ts'
import { type ChangeNeeds, createCancelRaise, createChange, type LimitNews, raisingDeed } from './change.ts'
import { type Limit, limitAt, wantedOf } from './limit.ts'
import { findLimits, type LimitKey, type LimitRow, lockLimits, stateOf } from './rows.ts'

/** What holds for a person's payments of a kind in a currency; null where nothing is set. */
export type LimitOf = (owner: string, kind: LimitKind, currency: CurrencyCode, at: Date) => Limit | null

export interface LimitsNeeds {
  readonly db: Database
  readonly clock: Clock
  /** After which a raise holds. */
  readonly waitMs: number
  readonly identity: Identity
}

/** Where the proof is left out although one is wanted, so that a page knows to ask for it. */
const proveWith =
  (identity: Identity): ChangeNeeds['prove'] =>
  async (prover, deed, proof) => {
    if (proof === undefined) throw new Refusal('deed-unproved', 403, 'To raise a limit takes proof that it is you.')
    await identity.prove(prover, deed, proof)
  }

export const lookUpIn = (rows: readonly LimitRow[]): LimitOf => {
  const known = new Map(rows.map((row) => [`${row.owner} ${row.kind} ${row.currency}`, stateOf(row)]))
  return (owner, kind, currency, at) => {
    const state = known.get(`${owner} ${kind} ${currency}`)
    return state ? limitAt(state, at) : null
  }
}

export const createLimits = ({ db, clock, waitMs, identity }: LimitsNeeds) => {
  const listeners: ((news: LimitNews) => Promise<void>)[] = []
  const tell = async (news: LimitNews) => {
    for (const listener of listeners) await listener(news)
  }
  const needs = { db, clock, waitMs, tell, prove: proveWith(identity) }
  return {
    waitMs,
    find: async (owner: string) => (await findLimits(db, [owner])).map((row) => ({ ...row, state: stateOf(row) })),
    change: createChange(needs),
    askToRaise: async (prover: Prover, key: LimitKey, said: Partial<Limit>) => {
      const rows = await findLimits(db, [key.owner])
      const known = stateOf(rows.find(({ kind, currency }) => kind === key.kind && currency === key.currency))
      return identity.askProof(prover, raisingDeed(key, wantedOf(known, said)))
    },
    cancelRaise: createCancelRaise(needs),
    /** Holds the limits of these people until the transaction ends: whoever else pays for one of them waits. Null where none has any. */
    lock: async (tx: Tx, owners: readonly string[]): Promise<LimitOf | null> => {
      const rows = await lockLimits(tx, owners)
      return rows.length === 0 ? null : lookUpIn(rows)
    },
    /** Told after the commit of each change, and waited for; what it throws is its own affair. */
    subscribe: (listener: (news: LimitNews) => Promise<void>) => void listeners.push(listener),
  }
}

export type Limits = ReturnType<typeof createLimits>
