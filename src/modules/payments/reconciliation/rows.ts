/** Reconciliations and breaks as their tables keep them. */
import type { Query, Tx } from '#platform/database'
import type { CurrencyCode } from '#platform/money'
import type { Rule } from './match.ts'
import type { StatementLine } from './statement-line.ts'

export interface ReconciliationRow {
  readonly id: string
  readonly hash: Buffer
  readonly source: 'csv' | 'camt.053'
  readonly currency: CurrencyCode
  readonly first_day: string
  readonly last_day: string
  readonly lines: number
  readonly rules: { readonly tolerance: string; readonly windowDays: number; readonly most: number }
  readonly brought_by: string
  readonly at: Date
}

export interface Counted extends ReconciliationRow {
  readonly matched: number
  readonly open: number
  readonly by_rule: Readonly<Partial<Record<Rule, number>>>
}

const columns =
  'r.id, r.hash, r.source, r.currency, r.first_day::text, r.last_day::text, r.lines, r.rules, r.brought_by, r.at'
const counted = `select ${columns},
    (select count(*)::integer from payments.reconciliation_line l where l.file = r.id and l.match is not null) as matched,
    (select count(*)::integer from payments.reconciliation_break b where b.file = r.id and b.ended_at is null) as open,
    coalesce((select jsonb_object_agg(rule, n) from (select rule, count(distinct match)::integer as n
       from payments.reconciliation_match m where m.file = r.id group by rule) x), '{}') as by_rule
  from payments.reconciliation r`

const mostShown = 50

export const findReconciliations = (db: Query): Promise<Counted[]> =>
  db.query(`${counted} order by r.at desc, r.id desc limit ${mostShown}`)

export const findReconciliation = async (db: Query, id: string): Promise<Counted | undefined> =>
  (await db.query<Counted>(`${counted} where r.id = $1`, [id]))[0]

export const findByHash = async (db: Query, hash: Buffer): Promise<{ id: string } | undefined> =>
  (await db.query<{ id: string }>('select id from payments.reconciliation where hash = $1', [hash]))[0]

/** One after the other, so that two statements never match the same transfer. */
export const lockReconciliations = (tx: Tx) =>
  tx.query('lock table payments.reconciliation in share row exclusive mode')

export const insertReconciliation = (tx: Tx, row: ReconciliationRow) =>
  tx.query(
    `insert into payments.reconciliation (id, hash, source, currency, first_day, last_day, lines, rules, brought_by, at)
     values ($1, $2, $3, $4, $5::date, $6::date, $7, $8, $9, $10)`,
    [
      row.id,
      row.hash,
      row.source,
      row.currency,
      row.first_day,
      row.last_day,
      row.lines,
      JSON.stringify(row.rules),
      row.brought_by,
      row.at,
    ],
  )

export const insertStatementLines = (tx: Tx, file: string, currency: CurrencyCode, lines: readonly StatementLine[]) =>
  tx.query(
    `insert into payments.reconciliation_line (file, number, currency, day, minor, reference, detail)
     select $1, n, $2, d, m, r, t from unnest($3::integer[], $4::date[], $5::bigint[], $6::text[], $7::text[]) x(n, d, m, r, t)`,
    [
      file,
      currency,
      lines.map((_, index) => index + 1),
      lines.map(({ day }) => day),
      lines.map(({ minor }) => minor),
      lines.map(({ reference }) => reference),
      lines.map(({ detail }) => detail),
    ],
  )

export interface OpenLine extends StatementLine {
  readonly file: string
  readonly number: number
}

/** Lines of this currency that nothing of ours is found for, those that somebody explained left out. */
export const findOpenLines = (tx: Query, currency: CurrencyCode): Promise<OpenLine[]> =>
  tx.query(
    `select l.file, l.number, l.day::text, l.minor, l.reference, l.detail from payments.reconciliation_line l
      where l.match is null and l.currency = $1
        and not exists (select from payments.reconciliation_break b where b.file = l.file and b.number = l.number and b.ending = 'explained')
      order by l.day, l.file, l.number`,
    [currency],
  )

/** Of these transfers those that a match has, or that somebody explained. */
export const findDone = async (tx: Query, transfers: readonly string[]): Promise<Set<string>> => {
  const rows = await tx.query<{ transfer: string }>(
    `select transfer from payments.reconciliation_match where transfer = any ($1::uuid[])
     union select transfer from payments.reconciliation_break where transfer = any ($1::uuid[]) and ending = 'explained'`,
    [transfers],
  )
  return new Set(rows.map(({ transfer }) => transfer))
}

export interface NewMatch {
  readonly match: string
  readonly rule: Rule
  readonly lines: readonly { readonly file: string; readonly number: number }[]
  readonly transfers: readonly { readonly id: string; readonly minor: bigint }[]
  readonly difference: bigint
}

export const insertMatches = async (tx: Tx, file: string, matches: readonly NewMatch[], at: Date) => {
  const transfers = matches.flatMap((match) => match.transfers.map((transfer) => ({ ...match, transfer })))
  await tx.query(
    `insert into payments.reconciliation_match (transfer, match, file, rule, minor, difference)
     select t, m, $1, r, a, d from unnest($2::uuid[], $3::uuid[], $4::text[], $5::bigint[], $6::bigint[]) x(t, m, r, a, d)`,
    [
      file,
      transfers.map(({ transfer }) => transfer.id),
      transfers.map(({ match }) => match),
      transfers.map(({ rule }) => rule),
      transfers.map(({ transfer }) => transfer.minor),
      transfers.map(({ difference }) => difference),
    ],
  )
  const lines = matches.flatMap(({ match, lines: all }) => all.map((line) => ({ ...line, match })))
  const [files, numbers, ids] = [
    lines.map((line) => line.file),
    lines.map(({ number }) => number),
    lines.map(({ match }) => match),
  ]
  await tx.query(
    `update payments.reconciliation_line l set match = x.m from unnest($1::uuid[], $2::integer[], $3::uuid[]) x(f, n, m)
      where l.file = x.f and l.number = x.n`,
    [files, numbers, ids],
  )
  await tx.query(
    `update payments.reconciliation_break b set ending = 'matched', ended_at = $1
      where b.ended_at is null and (b.transfer = any ($2::uuid[]) or exists (
        select from unnest($3::uuid[], $4::integer[]) x(f, n) where b.file = x.f and b.number = x.n))`,
    [at, transfers.map(({ transfer }) => transfer.id), files, numbers],
  )
}

export interface NewBreak {
  readonly id: string
  readonly side: 'theirs' | 'ours'
  readonly number: number | null
  readonly transfer: string | null
  readonly day: string
  readonly minor: bigint
  readonly reference: string
}

/** What is a break already stays the one that it is. */
export const insertBreaks = (tx: Tx, file: string, currency: CurrencyCode, breaks: readonly NewBreak[], at: Date) =>
  tx.query(
    `insert into payments.reconciliation_break (id, side, file, number, transfer, currency, day, minor, reference, opened_at)
     select i, s, $1, n, t, $2, d, m, r, $3 from unnest($4::uuid[], $5::text[], $6::integer[], $7::uuid[], $8::date[], $9::bigint[], $10::text[])
       x(i, s, n, t, d, m, r) on conflict do nothing`,
    [
      file,
      currency,
      at,
      breaks.map(({ id }) => id),
      breaks.map(({ side }) => side),
      breaks.map(({ number }) => number),
      breaks.map(({ transfer }) => transfer),
      breaks.map(({ day }) => day),
      breaks.map(({ minor }) => minor),
      breaks.map(({ reference }) => reference),
    ],
  )

export interface BreakRow {
  readonly id: string
  readonly side: 'theirs' | 'ours'
  readonly file: string
  readonly number: number | null
  readonly transfer: string | null
  readonly currency: CurrencyCode
  readonly day: string
  readonly minor: bigint
  readonly reference: string
  readonly detail: string | null
  readonly opened_at: Date
  readonly ended_at: Date | null
  readonly ending: 'matched' | 'explained' | null
  readonly ended_by: string | null
  readonly note: string
}

const selectBreak = `select b.id, b.side, b.file, b.number, b.transfer, b.currency, b.day::text, b.minor, b.reference, l.detail, b.opened_at, b.ended_at,
    b.ending, b.ended_by, b.note
  from payments.reconciliation_break b left join payments.reconciliation_line l on l.file = b.file and l.number = b.number`

const breaksShown = 200

/** The oldest first; of ended ones the last. */
export const findBreaks = (db: Query, isOpen: boolean): Promise<BreakRow[]> =>
  db.query(
    isOpen
      ? `${selectBreak} where b.ended_at is null order by b.day, b.id limit ${breaksShown}`
      : `${selectBreak} where b.ended_at is not null order by b.ended_at desc, b.id limit ${breaksShown}`,
  )

export const findBreak = async (db: Query, id: string): Promise<BreakRow | undefined> =>
  (await db.query<BreakRow>(`${selectBreak} where b.id = $1`, [id]))[0]

/** False where it has ended already. */
export const explainBreak = async (db: Query, id: string, by: string, note: string, at: Date): Promise<boolean> =>
  (
    await db.query(
      `update payments.reconciliation_break set ending = 'explained', ended_by = $2, note = $3, ended_at = $4
        where id = $1 and ended_at is null returning id`,
      [id, by, note, at],
    )
  ).length > 0
