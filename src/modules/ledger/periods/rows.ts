/** Rows of closings and reopenings, and how they travel. Days are read as text, because a Date has a time zone. */
import type { PeriodEvent, PeriodView, ReopeningView } from '../wire.ts'

/** Names of people by id. */
export type NamesOf = (ids: readonly string[]) => Promise<ReadonlyMap<string, { name: string }>>
type Names = ReadonlyMap<string, { name: string }>

export interface PeriodRow {
  through: string
  kind: 'day' | 'month'
  closed_at: Date
  closed_by: string
  transfers: bigint | null
  fingerprint: string | null
  reopened_at: Date | null
}

export const periodColumns = 'through::text, kind, closed_at, closed_by, transfers, fingerprint::text, reopened_at'

export interface ReopeningRow {
  id: string
  through: string
  reason: string
  asked_by: string
  asked_at: Date
  outcome: 'granted' | 'denied' | 'withdrawn' | null
  ended_by: string | null
  ended_at: Date | null
  note: string
}

export const reopeningColumns = 'id, through::text, reason, asked_by, asked_at, outcome, ended_by, ended_at, note'

export interface EventRow {
  number: bigint
  at: Date
  what: PeriodEvent['what']
  through: string
  person: string
  reason: string
}

const who = (names: Names, id: string) => ({ id, name: names.get(id)?.name ?? '' })

export const toPeriod = (row: PeriodRow, names: Names): PeriodView => ({
  through: row.through,
  kind: row.kind,
  closedAt: row.closed_at.toISOString(),
  closedBy: who(names, row.closed_by),
  transfers: row.transfers?.toString() ?? null,
  fingerprint: row.fingerprint,
  reopenedAt: row.reopened_at?.toISOString() ?? null,
})

export const toReopening = (row: ReopeningRow, names: Names): ReopeningView => ({
  id: row.id,
  through: row.through,
  reason: row.reason,
  askedAt: row.asked_at.toISOString(),
  askedBy: who(names, row.asked_by),
  outcome: row.outcome ?? 'waiting',
  endedAt: row.ended_at?.toISOString() ?? null,
  endedBy: row.ended_by === null ? null : who(names, row.ended_by),
  note: row.note,
})

export const toEvent = (row: EventRow, names: Names): PeriodEvent => ({
  at: row.at.toISOString(),
  what: row.what,
  through: row.through,
  person: who(names, row.person),
  reason: row.reason,
})
