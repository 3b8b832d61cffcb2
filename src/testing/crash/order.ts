/** What travels between a crash test and the process that it kills. */
import type { Transfer, TransferResult } from '#modules/ledger'

/** Transfers that take effect together or not at all. */
export interface Unit {
  readonly transfers: readonly Transfer[]
}

export interface Order {
  readonly number: number
  /** By the lane, each unit an item; or all in one call of createTransfers. */
  readonly through: 'lane' | 'batch'
  readonly units: readonly Unit[]
}

/** `outcomes` has one for each unit, null where its fate is unknown; `failure` is a bug. */
export type Answer =
  | { readonly isReady: true }
  | { readonly number: number; readonly outcomes: readonly (TransferResult | null)[] }
  | { readonly failure: string }

/** One result for each unit: that of the transfer that broke it, or ok. */
export const outcomesOf = (units: readonly Unit[], results: readonly TransferResult[]): TransferResult[] => {
  let at = 0
  return units.map(({ transfers }) => {
    const own = results.slice(at, at + transfers.length)
    at += transfers.length
    return own.find((result) => result !== 'ok' && result !== 'linked_event_failed') ?? own[0] ?? 'ok'
  })
}
