/** Large payments in review are signed by two people. What they sign is the decision and the payment with its amount and payee. */
import type { Fraud } from '#modules/fraud'
import type { ApprovalKind, Identity, WaitingApproval } from '#modules/identity'
import type { Database } from '#platform/database'
import type { Caller } from '#platform/http'
import { currencies } from '#platform/money'
import { Refusal } from '#platform/refusal'
import { scoredKind } from '../go-on.ts'
import { noSuchPayment } from '../refusals.ts'
import { findPayment, findPayments } from '../store.ts'
import type { PaymentRow } from '../tables.ts'
import type { ViewPayments } from '../view.ts'
import type { PaymentView, Proof } from '../wire.ts'

export const reviewKind = 'payments.review'

interface Needs {
  readonly db: Database
  readonly identity: Identity
  readonly fraud: Fraud
  readonly view: ViewPayments
}

/** An amount as staff read it in a list of what is to be signed: digits, point and currency. */
const inWords = ({ amount: { currency, minor } }: PaymentView): string => {
  const { exponent } = currencies[currency]
  const digits = minor.padStart(exponent + 1, '0')
  const [whole, part] = [digits.slice(0, digits.length - exponent), digits.slice(digits.length - exponent)]
  return `${currency} ${whole}${part === '' ? '' : `.${part}`}`
}

const partyOf = (party: PaymentView['to']): string | null => party && `${party.name}, ends ${party.ends}`

const linesOf = (payment: PaymentView): WaitingApproval['lines'] =>
  [
    { what: 'amount', value: inWords(payment) },
    { what: 'from', value: partyOf(payment.from) },
    { what: 'to', value: partyOf(payment.to) },
  ].flatMap(({ what, value }) => (value === null ? [] : [{ what, value }]))

/** Registered with identity: what a signature over a review covers, and which payments wait for the second one. */
export const createReviewKind = ({ db, fraud, view }: Needs): ApprovalKind => ({
  kind: reviewKind,
  may: 'reviews:decide',
  facts: async (subject) => {
    const row = await findPayment(db, subject)
    if (!row) throw noSuchPayment()
    const [payment] = await view([row], 'staff')
    const { from, to } = payment
    const amount = { currency: row.currency, minor: row.minor }
    const content = {
      kind: row.kind,
      amount: `${row.currency} ${row.minor}`,
      from: from && `${from.product} ${from.name}`,
      to: to && `${to.product} ${to.name}`,
    }
    return { content, amount, ...(to ? { payee: { account: `${to.product} ${to.ends}`, name: to.name } } : {}) }
  },
  waiting: async () => {
    const half = await fraud.cases.halfSigned()
    const rows = await findPayments(
      db,
      half.map(({ payment }) => payment),
    )
    const open = rows.filter(({ state }) => state === 'in_review')
    const views = new Map((await view(open, 'staff')).map((payment) => [payment.id, payment]))
    return half.flatMap(({ payment: id, analyst, at }) => {
      const payment = views.get(id)
      if (!payment) return []
      const waiting: WaitingApproval = {
        id,
        askedBy: analyst,
        askedAt: at.toISOString(),
        endsAt: null,
        reason: '',
        lines: linesOf(payment),
        path: `/reviews/${id}`,
      }
      return [waiting]
    })
  },
})

// A first signature of before there were any, or of a key that is out of use: the next one is the first of a new round.
const fallen: ReadonlySet<string> = new Set(['first-signature-missing', 'first-signature-void'])

const stands = async ({ identity }: Needs, subject: string, first: string): Promise<boolean> => {
  try {
    await identity.approvals.checkFirst({ kind: reviewKind, subject, asked: {} }, first)
    return true
  } catch (error) {
    if (error instanceof Refusal && fallen.has(error.code)) return false
    throw error
  }
}

const signingOf = ({ fraud }: Needs, { id, kind, currency, minor }: PaymentRow) =>
  fraud.cases.signatures(id, scoredKind({ kind }), { currency, minor })

/**
 * Takes the signature where two people decide; answers whether it begins a new round, because the first one fell. Does nothing where
 * one person is enough, or where the payment is not in review, which the decision itself then refuses.
 */
export const createSignReview =
  (needs: Needs) =>
  async (
    caller: Caller,
    id: string,
    asked: Readonly<Record<string, unknown>>,
    proof: Proof | undefined,
  ): Promise<{ restarts: boolean }> => {
    const row = await findPayment(needs.db, id)
    if (row?.state !== 'in_review') return { restarts: false }
    const { needsTwo, signed } = await signingOf(needs, row)
    if (!needsTwo) return { restarts: false }
    const open = signed.find(({ isOpen }) => isOpen)
    const restarts = open !== undefined && !(await stands(needs, id, open.who))
    const first = restarts ? undefined : open?.who
    await needs.identity.approvals.sign(caller, { kind: reviewKind, subject: id, asked, proof, first })
    return { restarts }
  }
