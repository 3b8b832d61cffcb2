/** Reads cases: the queue by expected loss, and one case whole. */
import type { Database } from '#platform/database'
import type { CurrencyCode } from '#platform/money'
import { Refusal } from '#platform/refusal'
import type { AttemptKind } from '../attempt.ts'
import { unscoredLimits } from '../policy.ts'
import type { Verdict } from '../wire.ts'
import type { Finding } from './answer.ts'
import type { CaseKind } from './open.ts'

const mostCases = 200
const mostEntries = 500

/** Even odds, for a payment that could not be scored. */
const unknownProbability = 0.5

export interface CaseRow {
  readonly id: string
  readonly kind: CaseKind
  readonly opened_at: Date
  readonly due_at: Date
  readonly assigned_to: string | null
  readonly closed_at: Date | null
}

export interface CasePaymentRow {
  readonly case_file: string
  readonly payment: string
  readonly kind: AttemptKind
  readonly payer: string
  readonly payee: string | null
  readonly currency: CurrencyCode
  readonly minor: bigint
  readonly booked_at: Date
  readonly verdict: Verdict
  readonly probability: number | null
  readonly ended_at: Date | null
  /** What an analyst decided or answered; null while it waits, and where it ended in another way. */
  readonly decided: 'released' | 'returned' | Finding | null
  /** When its payer said that it was them, and whether in the session that made it. */
  readonly said_at: Date | null
  readonly is_same_session: boolean | null
}

export interface EntryRow {
  readonly at: Date
  readonly who: string | null
  readonly what: string
  readonly payment: string | null
  readonly person: string | null
  readonly note: string
  readonly links: string[]
}

export interface CaseState extends CaseRow {
  readonly payments: readonly CasePaymentRow[]
}

const caseColumns = 'case_file.id, kind, opened_at, due_at, assigned_to, closed_at'

const paymentsOf = `
  select case_file, payment, kind, payer, payee, currency, minor, booked_at, verdict, probability, ended_at,
    (select what from fraud.case_entry entry
     where entry.payment = case_payment.payment and entry.what in ('released', 'returned', 'genuine', 'fraud', 'unclear')
     limit 1) as decided,
    said.at as said_at, said.is_same_session
  from fraud.case_payment join fraud.decision using (payment)
    left join lateral (select at, is_same_session from fraud.statement
      where statement.payment = case_payment.payment order by at limit 1) as said on true
  where case_file = any ($1::uuid[]) order by decision.seq`

const withPayments = async (db: Database, cases: readonly CaseRow[]): Promise<CaseState[]> => {
  const rows = await db.query<CasePaymentRow>(paymentsOf, [cases.map(({ id }) => id)])
  return cases.map((each) => ({ ...each, payments: rows.filter(({ case_file }) => case_file === each.id) }))
}

/** Probability times amount of a payment, in minor units. */
export const expectedLossOf = ({ probability, minor }: CasePaymentRow): bigint =>
  (minor * BigInt(Math.round((probability ?? unknownProbability) * 1_000_000))) / 1_000_000n

/** What is at stake in currencies that are worth differently: as multiples of what may pass without a score. */
const weightOf = ({ payments }: CaseState): number =>
  payments
    .filter(({ ended_at }) => ended_at === null)
    .reduce((sum, payment) => sum + Number(expectedLossOf(payment)) / Number(unscoredLimits[payment.currency]), 0)

/** Open cases, most expected loss first. */
export const findOpenCases = async (db: Database): Promise<CaseState[]> => {
  const rows = await db.query<CaseRow>(
    `select ${caseColumns} from fraud.case_file where closed_at is null order by due_at limit ${mostCases}`,
  )
  return (await withPayments(db, rows)).sort((one, other) => weightOf(other) - weightOf(one))
}

/** Closed cases, the last one first. */
export const findClosedCases = async (db: Database): Promise<CaseState[]> =>
  withPayments(
    db,
    await db.query<CaseRow>(
      `select ${caseColumns} from fraud.case_file where closed_at is not null order by closed_at desc limit 50`,
    ),
  )

/** Throws no-such-case. */
export const findCase = async (db: Database, id: string): Promise<CaseState & { entries: EntryRow[] }> => {
  const [row] = await db.query<CaseRow>(`select ${caseColumns} from fraud.case_file where id = $1`, [id])
  if (!row) throw new Refusal('no-such-case', 404, 'There is no such case.')
  const [[state], entries] = await Promise.all([
    withPayments(db, [row]),
    db.query<EntryRow>(
      `select at, who, what, payment, person, note, links from fraud.case_entry where case_file = $1 order by number limit ${mostEntries}`,
      [id],
    ),
  ])
  return { ...state, entries }
}
