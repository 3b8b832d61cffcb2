/** Files of payments as their tables keep them. */
import type { Query, Tx } from '#platform/database'
import type { CurrencyCode } from '#platform/money'
import type { Judged } from './judge.ts'

export interface FileRow {
  readonly id: string
  readonly owner: string
  readonly hash: Buffer
  readonly message: string
  readonly state: 'read' | 'proved' | 'done'
  readonly lines: number
  readonly good: number
  readonly currency: CurrencyCode | null
  readonly total: bigint
  readonly session: string | null
  readonly at: Date
  readonly proved_at: Date | null
  readonly done_at: Date | null
  /** Good lines that were not carried out yet. */
  readonly waiting: number
}

export interface LineRow {
  readonly file: string
  readonly number: number
  readonly batch: string
  readonly reference: string
  readonly from_product: string | null
  readonly to_number: string
  readonly currency: CurrencyCode | null
  readonly minor: bigint | null
  readonly note: string
  readonly payment: string
  readonly state: 'refused' | 'waits' | 'placed'
  readonly rule: string | null
  readonly detail: string
}

const selected = `select f.id, owner, hash, message, f.state, lines, good, currency, total, session, at, proved_at, done_at,
  (select count(*)::integer from payments.payment_file_line l where l.file = f.id and l.state = 'waits') as waiting
  from payments.payment_file f`

export const findFile = async (db: Query, owner: string, id: string): Promise<FileRow | undefined> =>
  (await db.query<FileRow>(`${selected} where f.id = $1 and owner = $2`, [id, owner]))[0]

export const findFileByHash = async (db: Query, owner: string, hash: Buffer): Promise<FileRow | undefined> =>
  (await db.query<FileRow>(`${selected} where owner = $1 and hash = $2`, [owner, hash]))[0]

export const isIdTaken = async (db: Query, id: string): Promise<boolean> =>
  (await db.query('select from payments.payment_file where id = $1', [id])).length > 0

const mostShown = 50

export const findFiles = (db: Query, owner: string): Promise<FileRow[]> =>
  db.query(`${selected} where owner = $1 order by at desc, f.id desc limit ${mostShown}`, [owner])

/** Proved files that have lines left. */
export const findUnfinished = (db: Query): Promise<FileRow[]> =>
  db.query(`${selected} where f.state = 'proved' order by proved_at limit 10`, [])

export type NewFile = Pick<
  FileRow,
  'id' | 'owner' | 'hash' | 'message' | 'lines' | 'good' | 'currency' | 'total' | 'at'
>

/** False where somebody was faster with the same content or id. */
export const insertFile = async (tx: Tx, file: NewFile): Promise<boolean> => {
  const rows = await tx.query(
    `insert into payments.payment_file (id, owner, hash, message, state, lines, good, currency, total, at)
     values ($1, $2, $3, $4, 'read', $5, $6, $7, $8, $9) on conflict do nothing returning id`,
    [file.id, file.owner, file.hash, file.message, file.lines, file.good, file.currency, file.total, file.at],
  )
  return rows.length > 0
}

const linesAtOnce = 1000

export const insertLines = async (tx: Tx, file: string, judged: readonly Judged[]): Promise<void> => {
  for (let first = 0; first < judged.length; first += linesAtOnce) {
    const some = judged.slice(first, first + linesAtOnce)
    await tx.query(
      `insert into payments.payment_file_line (file, number, batch, reference, from_product, to_number, currency, minor, note, payment, state, rule, detail)
       select $1, n, b, e, f, t, c, m, w, p, case when r is null then 'waits' else 'refused' end, r, d
         from unnest($2::integer[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::bigint[], $9::text[], $10::uuid[], $11::text[], $12::text[])
              x(n, b, e, f, t, c, m, w, p, r, d)`,
      [
        file,
        some.map(({ order }) => order.number),
        some.map(({ order }) => order.batch.slice(0, 35)),
        some.map(({ order }) => order.reference.slice(0, 35)),
        some.map(({ from }) => from),
        some.map(({ order }) => order.to.slice(0, 34)),
        some.map(({ currency }) => currency),
        some.map(({ minor }) => minor),
        some.map(({ order }) => order.note.slice(0, 1000)),
        some.map(({ payment }) => payment),
        some.map(({ rule }) => rule),
        some.map(({ detail }) => detail.slice(0, 500)),
      ],
    )
  }
}

export const findLines = (db: Query, file: string, after: number, limit: number): Promise<LineRow[]> =>
  db.query('select * from payments.payment_file_line where file = $1 and number > $2 order by number limit $3', [
    file,
    after,
    limit,
  ])

export const findWaiting = (db: Query, file: string, limit: number): Promise<LineRow[]> =>
  db.query(`select * from payments.payment_file_line where file = $1 and state = 'waits' order by number limit $2`, [
    file,
    limit,
  ])

/** What became of a line; what has its result already keeps it. */
export const endLine = (db: Query, { file, number }: LineRow, refusal: { rule: string; detail: string } | null) =>
  db.query(
    `update payments.payment_file_line set state = case when $3::text is null then 'placed' else 'refused' end, rule = $3, detail = $4
      where file = $1 and number = $2 and state = 'waits'`,
    [file, number, refusal?.rule ?? null, refusal?.detail ?? ''],
  )

/** False where it does not wait for proof any more. */
export const markProved = async (db: Query, id: string, session: string | null, at: Date): Promise<boolean> =>
  (
    await db.query(
      `update payments.payment_file set state = 'proved', session = $2, proved_at = $3 where id = $1 and state = 'read' returning id`,
      [id, session, at],
    )
  ).length > 0

export const markDone = (db: Query, id: string, at: Date) =>
  db.query(
    `update payments.payment_file set state = 'done', done_at = $2 where id = $1 and state = 'proved'
        and not exists (select from payments.payment_file_line l where l.file = $1 and l.state = 'waits')`,
    [id, at],
  )
