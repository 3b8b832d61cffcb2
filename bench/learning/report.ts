import type { Computer } from '../ledger/machine.ts'
import type { KindResult } from './kinds.ts'

/** What is written as JSON. */
export interface Report {
  readonly machine: Computer
  readonly rows: number
  readonly columns: number
  readonly positives: number
  readonly seed: number
  readonly kinds: readonly KindResult[]
  /** XGBoost on one thread, on the same rows in the same run; null if it is missing, and then `peer_missing` says why. */
  readonly peer: PeerResult | null
  readonly peer_missing: string | null
  /** How many times as long boosting takes as its peer: the median over the rounds, in which they take turns. */
  readonly ratio_boosting_to_peer: number | null
  readonly ratio_limit: number
  readonly passed: boolean | null
}

export interface PeerResult {
  readonly version: string
  readonly fit_seconds: number
  readonly auc: number
}

export const ratioLimit = 2

export const medianOf = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

const widths = [26, 9, 12, 15, 8] as const

const line = (cells: readonly string[]): string =>
  cells
    .map((cell, index) => (index === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[index] ?? 0)))
    .join(' ')
    .trimEnd()

export const heading: string = line(['kind', 'fit s', 'µs a row', 'µs to explain', 'AUC'])

export const kindLine = (result: KindResult): string =>
  line([
    result.kind,
    result.fit_seconds.toFixed(2),
    result.microseconds_per_row.toFixed(2),
    result.microseconds_per_explanation?.toFixed(0) ?? '',
    result.auc.toFixed(4),
  ])

export const peerLine = ({ version, fit_seconds, auc }: PeerResult): string =>
  line([`XGBoost ${version}, 1 thread`, fit_seconds.toFixed(2), '', '', auc.toFixed(4)])

/** The bar in a line. */
export const barLine = ({ ratio_boosting_to_peer: ratio, peer_missing, passed }: Report): string =>
  ratio === null
    ? `not run  boosting against its peer: XGBoost is missing (${peer_missing})`
    : `${passed === true ? 'pass' : 'FAIL'}     boosting takes ${ratio.toFixed(2)} times as long as XGBoost; the bar is at most ${ratioLimit}`
