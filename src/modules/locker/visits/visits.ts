/** The log of attempts: searched, read step by step, exported. */
import type { FileAnswer } from '#platform/file-route'
import type { LockerNeeds } from '../needs.ts'
import { noSuchVisit } from '../refusals.ts'
import type { Denial, Door, Fault, VisitView, Way } from '../wire.ts'

export interface VisitFilter {
  readonly box?: string
  readonly person?: string
  readonly state?: VisitView['state']
  readonly from?: string
  readonly until?: string
}

interface VisitRow {
  readonly id: string
  readonly box: string
  readonly number: string
  readonly branch: string
  readonly kiosk: string
  readonly kiosk_name: string
  readonly person: string | null
  readonly way: Way | null
  readonly state: VisitView['state']
  readonly door: Door
  readonly denial: Denial | null
  readonly began_at: Date
  readonly opened_at: Date | null
  readonly closed_at: Date | null
  readonly ended_at: Date | null
  readonly pictures: string[]
  readonly place: bigint
}

/** The place of an attempt in the order of pages: the milliseconds at which it began, and then its id decides. */
const select = `
  select attempt.id, attempt.box, box.number, box.branch, attempt.kiosk, kiosk.name as kiosk_name, holder.person, attempt.way,
         attempt.state, attempt.door, attempt.denial, attempt.began_at, attempt.opened_at, attempt.closed_at, attempt.ended_at,
         array(select picture.id from locker.picture where picture.attempt = attempt.id and removed_at is null order by picture.at)
           as pictures,
         (extract(epoch from attempt.began_at) * 1000000)::bigint as place
    from locker.attempt join locker.box on box.id = attempt.box join locker.kiosk on kiosk.id = attempt.kiosk
         left join locker.holder on holder.id = attempt.holder
   where ($1::text is null or box.number = $1) and ($2::uuid is null or holder.person = $2)
     and ($3::text is null or attempt.state = $3) and ($4::timestamptz is null or attempt.began_at >= $4)
     and ($5::timestamptz is null or attempt.began_at < $5)`

const valuesOf = ({ box, person, state, from, until }: VisitFilter) => [
  box ?? null,
  person ?? null,
  state ?? null,
  from ?? null,
  until ?? null,
]

const pageSize = 50
const mostExported = 100_000

/** A cell of CSV (RFC 4180). What a spreadsheet would take for a formula is made a text. */
const cell = (value: string): string => {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const columns = [
  'id',
  'branch',
  'box',
  'kiosk',
  'person',
  'way',
  'state',
  'door',
  'denial',
  'began',
  'opened',
  'closed',
  'ended',
]

const lineOf = (row: VisitRow): string =>
  [
    row.id,
    row.branch,
    row.number,
    row.kiosk_name,
    row.person ?? '',
    row.way ?? '',
    row.state,
    row.door,
    row.denial ?? '',
    ...[row.began_at, row.opened_at, row.closed_at, row.ended_at].map((at) => at?.toISOString() ?? ''),
  ]
    .map(cell)
    .join(',')

export const createVisits = ({ db, identity }: Pick<LockerNeeds, 'db' | 'identity'>) => {
  const show = async (rows: readonly VisitRow[]): Promise<VisitView[]> => {
    const names = await identity.names([...new Set(rows.flatMap(({ person }) => person ?? []))])
    return rows.map((row) => ({
      id: row.id,
      box: { id: row.box, number: row.number },
      branch: row.branch,
      kiosk: { id: row.kiosk, name: row.kiosk_name },
      who: row.person ? { id: row.person, name: names.get(row.person)?.name ?? '' } : null,
      by: row.way,
      state: row.state,
      door: row.door,
      denial: row.denial,
      beganAt: row.began_at.toISOString(),
      openedAt: row.opened_at?.toISOString() ?? null,
      closedAt: row.closed_at?.toISOString() ?? null,
      endedAt: row.ended_at?.toISOString() ?? null,
      pictures: row.pictures,
    }))
  }

  const search = async ({ before, limit, ...filter }: VisitFilter & { before?: string; limit?: string }) => {
    const most = limit === undefined ? pageSize : Number(limit)
    const rows = await db.query<VisitRow>(
      `${select} and ($6::bigint is null or (extract(epoch from attempt.began_at) * 1000000)::bigint < $6)
        order by attempt.began_at desc, attempt.id desc limit $7`,
      [...valuesOf(filter), before ?? null, most + 1],
    )
    // Those that began at one instant stay on one page, for the next begins before that instant.
    const shown = rows.length > most ? rows.filter(({ place }) => place > rows[most].place) : rows
    const page = shown.length > 0 ? shown : rows.slice(0, most)
    const next = rows.length > most ? page[page.length - 1].place.toString() : null
    return { items: await show(page), next }
  }

  const one = async (id: string) => {
    const [row] = await db.query<VisitRow>(`${select} and attempt.id = $6`, [...valuesOf({}), id])
    if (!row) throw noSuchVisit()
    const steps = await db.query<{
      at: Date
      door: Door
      outcome: 'opened' | 'again' | 'denied'
      way: Way | null
      faults: Fault[]
      distance: number | null
      picture: string | null
    }>('select at, door, outcome, way, faults, distance, picture from locker.step where attempt = $1 order by seq', [
      id,
    ])
    return {
      visit: (await show([row]))[0],
      steps: steps.map(({ at, way, ...step }) => ({ ...step, by: way, at: at.toISOString() })),
    }
  }

  async function* write(filter: VisitFilter): AsyncGenerator<string> {
    yield `${columns.join(',')}\r\n`
    const text = `${select} order by attempt.began_at, attempt.id limit ${mostExported}`
    for await (const rows of db.stream<VisitRow>(text, valuesOf(filter), 500)) {
      yield rows.map((row) => `${lineOf(row)}\r\n`).join('')
    }
  }

  return {
    search,
    one,
    export: (filter: VisitFilter): FileAnswer => ({
      type: 'text/csv; charset=utf-8; header=present',
      name: 'locker-visits.csv',
      body: write(filter),
    }),
  }
}
