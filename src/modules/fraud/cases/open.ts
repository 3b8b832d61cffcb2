/** A payment that a person has to look at opens a case, or joins one of the same payer or payee; in the transaction that records it. */
import type { Tx } from '#platform/database'
import { sqlArray } from '#platform/sql-array'
import { minuteMs } from '#platform/time'
import type { Assessment } from '../assess.ts'

/** Payments in one case; the next one opens another. */
const mostPayments = 50

interface OpenRow {
  readonly case_file: string
  readonly payer: string
  readonly payee: string | null
  readonly size: number
}

const openCases = `
  select case_file, payer, payee, (count(*) over (partition by case_file))::integer as size
  from fraud.case_payment join fraud.decision using (payment)
  where case_file in (
    select case_file from fraud.case_payment join fraud.case_file on case_file.id = case_file join fraud.decision using (payment)
    where closed_at is null and (payer = any ($1::uuid[]) or payee = any ($2::uuid[])))`

/** Two batches that open cases come one after the other, so that both see the same case; the number is "cases" in ASCII. */
const takeTurn = (tx: Tx) => tx.query(`select pg_advisory_xact_lock(${0x6361736573})`)

interface Joined {
  readonly assessment: Assessment
  readonly caseFile: string
  readonly isNew: boolean
}

/** Cases by account, and how full each is. */
const createFinder = (rows: readonly OpenRow[]) => {
  const ofPayer = new Map(rows.map((row) => [row.payer, row.case_file]))
  const ofPayee = new Map(rows.flatMap((row) => (row.payee ? [[row.payee, row.case_file]] : [])))
  const sizes = new Map(rows.map((row) => [row.case_file, row.size]))
  return ({ payment, attempt: { payer, payee } }: Assessment) => {
    const known = ofPayer.get(payer.id) ?? (payee && ofPayee.get(payee.id))
    const isNew = !known || (sizes.get(known) ?? 0) >= mostPayments
    const caseFile = isNew ? payment : known
    sizes.set(caseFile, (isNew ? 0 : (sizes.get(caseFile) ?? 0)) + 1)
    ofPayer.set(payer.id, caseFile)
    if (payee) ofPayee.set(payee.id, caseFile)
    return { caseFile, isNew }
  }
}

const insert = `
  with opened as (
    insert into fraud.case_file (id, opened_at, due_at) select * from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[])
  ), given as materialized (
    select * from unnest($4::uuid[], $5::uuid[], $6::timestamptz[], $7::text[]) as given (payment, case_file, at, what)
  ), joined as (
    insert into fraud.case_payment (payment, case_file, joined_at) select payment, case_file, at from given
  )
  insert into fraud.case_entry (payment, case_file, at, what) select payment, case_file, at, what from given`

const dueAt = ({ decidedAt, answerMinutes }: Assessment) => new Date(decidedAt.getTime() + answerMinutes * minuteMs)

const write = async (tx: Tx, joined: readonly Joined[]) => {
  const opened = joined.filter(({ isNew }) => isNew)
  await tx.query(insert, [
    sqlArray.uuids(opened.map(({ caseFile }) => caseFile)),
    sqlArray.instants(opened.map(({ assessment }) => assessment.decidedAt)),
    sqlArray.instants(opened.map(({ assessment }) => dueAt(assessment))),
    sqlArray.uuids(joined.map(({ assessment }) => assessment.payment)),
    sqlArray.uuids(joined.map(({ caseFile }) => caseFile)),
    sqlArray.instants(joined.map(({ assessment }) => assessment.decidedAt)),
    sqlArray.texts(joined.map(({ isNew }) => (isNew ? 'opened' : 'joined'))),
  ])
}

/** For each assessment whose verdict is review. A case has the id of the payment that opened it. */
export const openCasesFor = async (tx: Tx, assessments: readonly Assessment[]): Promise<void> => {
  const reviews = assessments.filter(({ verdict }) => verdict === 'review')
  if (reviews.length === 0) return
  await takeTurn(tx)
  const rows = await tx.query<OpenRow>(openCases, [
    reviews.map(({ attempt }) => attempt.payer.id),
    reviews.flatMap(({ attempt }) => attempt.payee?.id ?? []),
  ])
  const find = createFinder(rows)
  await write(
    tx,
    reviews.map((assessment) => ({ assessment, ...find(assessment) })),
  )
}
