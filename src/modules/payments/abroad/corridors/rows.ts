/** Corridors and what is asked to be changed of them, as their tables keep them. */
import type { Query, Tx } from '#platform/database'
import type { CorridorRules } from '../../wire.ts'

export interface CorridorRow {
  readonly id: string
  readonly version: number
  readonly rules: CorridorRules
  readonly asked_by: string | null
  readonly granted_by: string | null
  readonly at: Date
}

export interface ChangeRow {
  readonly id: string
  readonly corridor: string
  readonly rules: CorridorRules
  readonly reason: string
  readonly asked_by: string
  readonly asked_at: Date
  readonly outcome: 'granted' | 'denied' | 'withdrawn' | null
  readonly ended_by: string | null
  readonly ended_at: Date | null
  readonly note: string
}

export const findCorridors = (db: Query): Promise<CorridorRow[]> =>
  db.query('select id, version, rules, asked_by, granted_by, at from payments.corridor order by id')

export const findCorridor = async (db: Query, id: string): Promise<CorridorRow | undefined> =>
  (
    await db.query<CorridorRow>(
      'select id, version, rules, asked_by, granted_by, at from payments.corridor where id = $1',
      [id],
    )
  )[0]

export const writeCorridor = (
  tx: Query,
  id: string,
  rules: CorridorRules,
  by: { readonly asked: string | null; readonly granted: string | null },
  at: Date,
) =>
  tx.query(
    `insert into payments.corridor (id, version, rules, asked_by, granted_by, at) values ($1, 1, $2, $3, $4, $5)
     on conflict (id) do update set version = corridor.version + 1, rules = excluded.rules, asked_by = excluded.asked_by,
       granted_by = excluded.granted_by, at = excluded.at`,
    [id, JSON.stringify(rules), by.asked, by.granted, at],
  )

/** Where there is one already, it stays as it is. */
export const openFirst = (db: Query, id: string, rules: CorridorRules, at: Date) =>
  db.query('insert into payments.corridor (id, version, rules, at) values ($1, 1, $2, $3) on conflict do nothing', [
    id,
    JSON.stringify(rules),
    at,
  ])

const columns = 'id, corridor, rules, reason, asked_by, asked_at, outcome, ended_by, ended_at, note'

export const findChange = async (db: Query, id: string): Promise<ChangeRow | undefined> =>
  (await db.query<ChangeRow>(`select ${columns} from payments.corridor_change where id = $1`, [id]))[0]

export const lockChange = async (tx: Tx, id: string): Promise<ChangeRow | undefined> =>
  (await tx.query<ChangeRow>(`select ${columns} from payments.corridor_change where id = $1 for update`, [id]))[0]

const mostShown = 50

/** What waits first, then what ended last. */
export const findChanges = (db: Query): Promise<ChangeRow[]> =>
  db.query(
    `select ${columns} from payments.corridor_change order by (outcome is null) desc, asked_at desc limit ${mostShown}`,
  )

/** False where another change of the same corridor waits already. */
export const insertChange = async (
  tx: Query,
  change: Pick<ChangeRow, 'id' | 'corridor' | 'rules' | 'reason' | 'asked_by'>,
  at: Date,
): Promise<boolean> => {
  const { id, corridor, rules, reason, asked_by } = change
  const rows = await tx.query(
    `insert into payments.corridor_change (id, corridor, rules, reason, asked_by, asked_at) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing returning id`,
    [id, corridor, JSON.stringify(rules), reason, asked_by, at],
  )
  return rows.length > 0
}

export const endChange = (
  tx: Tx,
  id: string,
  { outcome, person, note }: { readonly outcome: string; readonly person: string; readonly note: string },
  at: Date,
) =>
  tx.query('update payments.corridor_change set outcome = $2, ended_by = $3, ended_at = $4, note = $5 where id = $1', [
    id,
    outcome,
    person,
    at,
    note,
  ])
