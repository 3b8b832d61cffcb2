/** What is known around one decision: what its payer chose, what people said, what was learned, and who shares what with whom. */
import type { Query } from '#platform/database'
import type { AttemptKind } from '../attempt.ts'
import type { PauseChoice, PauseEnding } from './pauses.ts'

interface PauseRow {
  readonly choice: PauseChoice | null
  readonly chosen_at: Date | null
  readonly ending: PauseEnding | null
  readonly ended_at: Date | null
}

export interface Around {
  readonly kind: AttemptKind
  readonly outcome: 'open' | 'settled' | 'stopped'
  readonly currency: string
  readonly minor: bigint
  readonly pause: PauseRow | null
  readonly label: { readonly is_fraud: boolean; readonly known_at: Date } | null
  readonly counterfactual: { readonly passes_below: bigint | null; readonly passes_later_ms: bigint | null } | null
  readonly statements: readonly {
    readonly person: string
    readonly at: Date
    readonly is_same_session: boolean | null
  }[]
}

/** Null where the payment was not decided here. */
export const readAround = async (db: Query, payment: string): Promise<Around | null> => {
  const one = async <Row extends object>(text: string): Promise<Row | null> =>
    (await db.query<Row>(text, [payment]))[0] ?? null
  const [decided, pause, label, counterfactual, statements] = await Promise.all([
    one<Pick<Around, 'kind' | 'outcome' | 'currency' | 'minor'>>(
      'select kind, outcome, currency, minor from fraud.decision where payment = $1',
    ),
    one<PauseRow>('select choice, chosen_at, ending, ended_at from fraud.pause where payment = $1'),
    one<NonNullable<Around['label']>>('select is_fraud, known_at from fraud.label where payment = $1'),
    one<NonNullable<Around['counterfactual']>>(
      'select passes_below, passes_later_ms from fraud.counterfactual where payment = $1',
    ),
    db.query<Around['statements'][number]>(
      'select person, at, is_same_session from fraud.statement where payment = $1 order by at',
      [payment],
    ),
  ])
  return decided && { ...decided, pause, label, counterfactual, statements }
}

/** Payments between two accounts, or from a device, in the last 90 days before the decision. */
export interface GraphLink {
  readonly from: string
  /** A product, or a device. */
  readonly to: string
  readonly what: 'paid' | 'used'
  readonly payments: bigint
  readonly frauds: bigint
}

// At most eleven others, so that a person can still see who is who: the payee, its other payers, the payer's other payees, the
// device, and others who used it.
const links = `
  with one as (select payer, payee, device, booked_at from fraud.decision where payment = $1),
  past as materialized (
    select d.* from fraud.decision d, one
    where d.booked_at between one.booked_at - interval '90 days' and one.booked_at
      and (d.payer = one.payer or d.payee = one.payee or d.device = one.device)
    order by d.seq desc limit 2000),
  paid as (
    select past.payer, past.payee, count(*) as payments, count(*) filter (where label.is_fraud) as frauds
    from past left join fraud.label using (payment) where past.payee is not null group by 1, 2),
  used as (
    select past.payer, past.device, count(*) as payments, count(*) filter (where label.is_fraud) as frauds
    from past left join fraud.label using (payment) join one on past.device = one.device group by 1, 2),
  others_of_payee as (select paid.* from paid, one where paid.payee = one.payee and paid.payer <> one.payer
    order by frauds desc, payments desc, paid.payer limit 4),
  others_of_payer as (select paid.* from paid, one where paid.payer = one.payer and paid.payee is distinct from one.payee
    order by frauds desc, payments desc, paid.payee limit 3),
  between_them as (select paid.* from paid, one where paid.payer = one.payer and paid.payee = one.payee),
  users as (select used.* from used, one order by used.payer = one.payer desc, frauds desc, payments desc, used.payer limit 3)
  select payer::text as "from", payee::text as "to", 'paid' as what, payments, frauds
    from (select * from between_them union all select * from others_of_payee union all select * from others_of_payer) as shown
  union all select payer::text, device, 'used', payments, frauds from users`

/** The small neighborhood of a payment: at most twelve nodes. */
export const readLinks = (db: Query, payment: string): Promise<GraphLink[]> => db.query(links, [payment])
