/** A payment that a person has to look at opens a case, or joins one of the same payer or payee; in the transaction that records it. */
import type { Tx } from '#platform/database'
import { sqlArray } from '#platform/sql-array'
import { minuteMs } from '#platform/time'
import type { Assessment } from '../assess.ts'

/** review: payments on hold. statement: stopped payments whose payer says that it was them. */
export type CaseKind = 'review' | 'statement'

/** Payments in one case; the next one opens another. */
const mostPayments = 50

interface OpenRow {
  readonly case_file: string
  readonly payer: string | null
  readonly payee: string | null
  readonly size: number
}

// Of each case that has room, the payers and payees who are asked for.
const findOpen = `
  with found as (
    select distinct case_file, case when payer = any ($1::uuid[]) then payer end as payer,
      case when payee = any ($2::uuid[]) then payee end as payee
    from fraud.case_payment join fraud.case_file on case_file.id = case_file join fraud.decision using (payment)
    where closed_at is null and case_file.kind = $3 and (payer = any ($1::uuid[]) or payee = any ($2::uuid[]))
  ), sized as (
    select found.*, (select count(*) from fraud.case_payment as other where other.case_file = found.case_file)::integer as size
    from found
  )
  select * from sized where size < ${mostPayments} order by case_file`

/** Two batches that open cases come one after the other, so that both see the same case; the number is "cases" in ASCII. */
const takeTurn = (tx: Tx) => tx.query(`select pg_advisory_xact_lock(${0x6361736573})`)

/** A payment that belongs into a case, and in how many minutes somebody should have looked at it. */
export interface Joining {
  readonly payment: string
  readonly payer: string
  readonly payee: string | null
  readonly at: Date
  readonly answerMinutes: number
}

interface Joined {
  readonly joining: Joining
  readonly caseFile: string
  readonly isNew: boolean
}

/** Cases by account, and how full each is. */
const createFinder = (rows: readonly OpenRow[]) => {
  const ofPayer = new Map(rows.map((row) => [row.payer, row.case_file]))
  const ofPayee = new Map(rows.flatMap((row) => (row.payee ? [[row.payee, row.case_file]] : [])))
  const sizes = new Map(rows.map((row) => [row.case_file, row.size]))
  return ({ payment, payer, payee }: Joining) => {
    const known = ofPayer.get(payer) ?? (payee && ofPayee.get(payee))
    const isNew = !known || (sizes.get(known) ?? 0) >= mostPayments
    const caseFile = isNew ? payment : known
    sizes.set(caseFile, (isNew ? 0 : (sizes.get(caseFile) ?? 0)) + 1)
    ofPayer.set(payer, caseFile)
    if (payee) ofPayee.set(payee, caseFile)
    return { caseFile, isNew }
  }
}

const insert = `
  with opened as (
    insert into fraud.case_file (id, opened_at, due_at, kind)
      select *, $8 from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[])
  ), given as materialized (
    select * from unnest($4::uuid[], $5::uuid[], $6::timestamptz[], $7::text[]) as given (payment, case_file, at, what)
  ), joined as (
    insert into fraud.case_payment (payment, case_file, joined_at) select payment, case_file, at from given
  )
  insert into fraud.case_entry (payment, case_file, at, what) select payment, case_file, at, what from given`

const dueAt = ({ at, answerMinutes }: Joining) => new Date(at.getTime() + answerMinutes * minuteMs)

const write = async (tx: Tx, kind: CaseKind, joined: readonly Joined[]) => {
  const opened = joined.filter(({ isNew }) => isNew)
  await tx.query(insert, [
    sqlArray.uuids(opened.map(({ caseFile }) => caseFile)),
    sqlArray.instants(opened.map(({ joining }) => joining.at)),
    sqlArray.instants(opened.map(({ joining }) => dueAt(joining))),
    sqlArray.uuids(joined.map(({ joining }) => joining.payment)),
    sqlArray.uuids(joined.map(({ caseFile }) => caseFile)),
    sqlArray.instants(joined.map(({ joining }) => joining.at)),
    sqlArray.texts(joined.map(({ isNew }) => (isNew ? 'opened' : 'joined'))),
    kind,
  ])
}

/** Each joins an open case of its kind and of its payer or payee, or opens one, which has the payment's id. */
export const openCases = async (tx: Tx, kind: CaseKind, joining: readonly Joining[]): Promise<void> => {
  if (joining.length === 0) return
  await takeTurn(tx)
  const rows = await tx.query<OpenRow>(findOpen, [
    joining.map(({ payer }) => payer),
    joining.flatMap(({ payee }) => payee ?? []),
    kind,
  ])
  const find = createFinder(rows)
  await write(
    tx,
    kind,
    joining.map((each) => ({ joining: each, ...find(each) })),
  )
}

/** For each assessment whose verdict is review. */
export const openCasesFor = (tx: Tx, assessments: readonly Assessment[]): Promise<void> | undefined => {
  const joining = assessments
    .filter(({ verdict }) => verdict === 'review')
    .map(({ payment, attempt, decidedAt, answerMinutes }) => ({
      payment,
      payer: attempt.payer.id,
      payee: attempt.payee?.id ?? null,
      at: decidedAt,
      answerMinutes,
    }))
  return joining.length > 0 ? openCases(tx, 'review', joining) : undefined
}
