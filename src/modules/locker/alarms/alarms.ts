/** Alarms as staff see them, look after them and end them. */
import type { Query } from '#platform/database'
import { tellBoard } from '../board/events.ts'
import type { LockerNeeds } from '../needs.ts'
import { alarmOver, noSuchAlarm } from '../refusals.ts'
import type { AlarmKind, AlarmRemark, AlarmView } from '../wire.ts'

interface AlarmRow {
  readonly id: string
  readonly seq: bigint
  readonly kind: AlarmKind
  readonly branch: string
  readonly box: string | null
  readonly number: string | null
  readonly kiosk: string | null
  readonly kiosk_name: string | null
  readonly attempt: string | null
  readonly at: Date
  readonly ended_at: Date | null
  readonly taken_by: string | null
  readonly over_at: Date | null
  readonly note: string
  readonly remark: AlarmRemark | null
  readonly picture: string | null
  readonly report: string | null
}

const select = `
  select alarm.id, alarm.seq, alarm.kind, alarm.branch, alarm.box, box.number, alarm.kiosk, kiosk.name as kiosk_name,
         alarm.attempt, alarm.at, alarm.ended_at, alarm.taken_by, alarm.over_at, alarm.note, alarm.remark, alarm.picture, alarm.report
    from locker.alarm left join locker.box on box.id = alarm.box left join locker.kiosk on kiosk.id = alarm.kiosk`

const stateOf = ({ taken_by, over_at }: AlarmRow): AlarmView['state'] =>
  over_at ? 'over' : taken_by ? 'taken' : 'ringing'

const pageSize = 50

export interface AlarmsAsked {
  readonly state?: AlarmView['state']
  readonly before?: string
  readonly limit?: string
}

/** What rings now: nobody looks after it yet. */
export const ringing = (db: Query): Promise<AlarmRow[]> =>
  db.query(`${select} where taken_by is null and over_at is null order by alarm.seq desc limit 200`)

export const createAlarms = ({ db, clock, identity }: Pick<LockerNeeds, 'db' | 'clock' | 'identity'>) => {
  const show = async (rows: readonly AlarmRow[]): Promise<AlarmView[]> => {
    const names = await identity.names(rows.flatMap(({ taken_by }) => taken_by ?? []))
    return rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      branch: row.branch,
      box: row.box && row.number ? { id: row.box, number: row.number } : null,
      kiosk: row.kiosk ? { id: row.kiosk, name: row.kiosk_name ?? '' } : null,
      attempt: row.attempt,
      at: row.at.toISOString(),
      state: stateOf(row),
      endedAt: row.ended_at?.toISOString() ?? null,
      takenBy: row.taken_by ? { id: row.taken_by, name: names.get(row.taken_by)?.name ?? '' } : null,
      remark: row.remark,
      note: row.note,
      picture: row.picture,
      report: row.report,
    }))
  }

  const list = async ({ state, before, limit }: AlarmsAsked) => {
    const most = limit === undefined ? pageSize : Number(limit)
    const rows = await db.query<AlarmRow>(
      `${select}
        where ($1::text is null or case when over_at is not null then 'over' when taken_by is not null then 'taken' else 'ringing' end = $1)
          and ($2::bigint is null or alarm.seq < $2) order by alarm.seq desc limit $3`,
      [state ?? null, before ?? null, most + 1],
    )
    const shown = rows.slice(0, most)
    return { items: await show(shown), next: rows.length > most ? shown[most - 1].seq.toString() : null }
  }

  const one = async (id: string): Promise<AlarmRow> => {
    const [row] = await db.query<AlarmRow>(`${select} where alarm.id = $1`, [id])
    if (!row) throw noSuchAlarm()
    return row
  }

  /** Throws 'no-such-alarm', 'alarm-over'. */
  const change = async (id: string, set: string, values: readonly unknown[]): Promise<AlarmView> => {
    const { branch, box, kiosk, kind } = await one(id)
    await db.transaction(async (tx) => {
      const changed = await tx.query(`update locker.alarm set ${set} where id = $1 and over_at is null returning id`, [
        id,
        ...values,
      ])
      if (changed.length === 0) throw alarmOver()
      await tellBoard(tx, { kind: 'alarm', at: clock(), branch, box, kiosk, what: kind })
    })
    return (await show([await one(id)]))[0]
  }

  return {
    list,
    take: (person: string, id: string) =>
      change(id, 'taken_by = coalesce(taken_by, $2), taken_at = coalesce(taken_at, $3)', [person, clock()]),
    end: (person: string, id: string, note: string) =>
      change(
        id,
        'taken_by = coalesce(taken_by, $2), taken_at = coalesce(taken_at, $3), over_at = $3, ended_at = coalesce(ended_at, $3), note = $4',
        [person, clock(), note],
      ),
  }
}
