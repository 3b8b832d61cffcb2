/** What ends a dispute: two of the staff, the merchant who accepts it, or the payer who withdraws it. */
import type { ApprovalKind, Identity, Prover } from '#modules/identity'
import type { Products } from '#modules/products'
import { type Database, isSqlError } from '#platform/database'
import type { Caller } from '#platform/http'
import { type RandomBytes, uuidv7 } from '#platform/id'
import type { Lane } from '#platform/lane'
import { toDecimal } from '#platform/money'
import { Refusal } from '#platform/refusal'
import { dayMs } from '#platform/time'
import { findCharge } from '../charges/rows.ts'
import { type NewPayment, nothingYet, type Opening, type Step } from '../step.ts'
import { findPayment } from '../store.ts'
import type { DisputeDecided, DisputeProposed } from '../wire.ts'
import { type Accounts, type DisputeMove, faultOf, type Moving, wayOf } from './plan.ts'
import * as no from './refusals.ts'
import {
  type DisputeRow,
  findDispute,
  findProposal,
  findWaiting,
  lockDispute,
  lockWaiting,
  type ProposalRow,
} from './rows.ts'
import { writeMove } from './write.ts'
import { type WriteOffNeeds, writeOff } from './write-off.ts'

export interface DecideNeeds extends WriteOffNeeds {
  readonly identity: Identity
  readonly products: Products
  readonly randomBytes: RandomBytes
  readonly lane: Lane<Step>
}

type MovingMove = DisputeMove & { readonly kind: Moving }

const accountsOf = async ({ db }: DecideNeeds, row: DisputeRow): Promise<Accounts> => {
  const charge = await findCharge(db, row.charge)
  const authorization = charge?.payment ? await findPayment(db, charge.payment) : undefined
  if (!charge || !authorization?.from_product) throw new Error(`the dispute ${row.id} has lost its charge`)
  return { payer: authorization.from_product, merchant: charge.product }
}

/** The payment as both sides find it among theirs; the bank's own side of it has no account of a customer. */
const paymentOf = (row: DisputeRow, move: MovingMove, accounts: Accounts, id: string, at: Date): NewPayment => {
  const way = wayOf(move.kind, row, accounts)
  const from = way === 'back' ? accounts.payer : way?.from
  const to = way === 'back' ? null : way?.to
  const ownerOf = (product: string | null | undefined) =>
    product === accounts.payer ? row.payer : product === accounts.merchant ? row.merchant : null
  const sideOf = (product: string | null | undefined) => (ownerOf(product) === null ? null : (product ?? null))
  return {
    id,
    kind: 'dispute',
    state: 'settled',
    from_product: sideOf(from),
    to_product: sideOf(to),
    payer: ownerOf(from),
    payee: ownerOf(to),
    asked_by: move.by,
    currency: row.currency,
    minor: row.minor,
    note: '',
    ...nothingYet,
    created_at: at,
    settled_at: at,
  }
}

/** Where nothing moves, the dispute alone is written. */
const writeAlone = ({ db, tell }: DecideNeeds, id: string, move: MovingMove, at: Date): Promise<void> =>
  db.transaction(async (tx) => {
    const row = await lockDispute(tx, id)
    if (!row) throw no.noSuchDispute()
    const fault = faultOf(move.kind, row)
    if (fault) throw fault
    if (move.proposal !== null && !(await lockWaiting(tx, move.proposal))) throw no.proposalEnded()
    await writeMove(tx, tell, row, move, null, at)
  })

const carryOut = async (needs: DecideNeeds, row: DisputeRow, move: MovingMove): Promise<void> => {
  const fault = faultOf(move.kind, row)
  if (fault) throw fault
  const at = needs.clock()
  const accounts = await accountsOf(needs, row)
  if (wayOf(move.kind, row, accounts) === null) return writeAlone(needs, row.id, move, at)
  const payment = paymentOf(row, move, accounts, uuidv7(at.getTime(), needs.randomBytes(10)), at)
  const step: Opening = {
    isNew: true,
    payment,
    to: 'settled',
    transfer: null,
    at,
    assessment: null,
    dispute: { move, accounts, isCredited: row.credit !== null },
  }
  await needs.lane.join(step)
}

const byCustomer =
  (needs: DecideNeeds, side: 'payer' | 'merchant', kind: 'accepted' | 'withdrawn') =>
  async (person: string, id: string): Promise<void> => {
    const row = await findDispute(needs.db, id)
    if (row?.[side] !== person) throw no.noSuchDispute()
    if (row.outcome === kind) return
    await carryOut(needs, row, { dispute: id, kind, by: person, note: '', proposal: null })
  }

/** The merchant gives the money back. Throws no-such-dispute, dispute-over, exceeds-available. */
export const createAcceptDispute = (needs: DecideNeeds) => byCustomer(needs, 'merchant', 'accepted')

/** The payer lets it be; what the bank has advanced goes back to it. */
export const createWithdrawDispute = (needs: DecideNeeds) => byCustomer(needs, 'payer', 'withdrawn')

export const disputeKind = 'payments.dispute'
const goodForMs = 7 * dayMs

const wordsOf = (row: DisputeRow): string => `${toDecimal(row.minor, row.currency)} ${row.currency}`

/** What both sign: the dispute with its amount, and what is to be done with it. */
export const createDisputeKind = (needs: Pick<DecideNeeds, 'db' | 'identity'>): ApprovalKind => {
  const { db, identity } = needs
  const factsOf = async (dispute: string, what: string, note: string) => {
    const row = await findDispute(db, dispute)
    if (!row) throw no.noSuchDispute()
    const { id, charge, payer, merchant, credit } = row
    const names = await identity.names([payer, merchant])
    const content = { dispute: id, charge, payer, merchant, credit, amount: wordsOf(row), what, note }
    const amount = { currency: row.currency, minor: row.minor }
    // Between the bank's own accounts nobody is paid.
    if (what === 'write-off') return { content, amount }
    const payee = what === 'merchant' ? merchant : payer
    return {
      content,
      amount,
      payee: { account: payee, name: names.get(payee)?.name ?? '' },
    }
  }
  return {
    kind: disputeKind,
    may: 'disputes:decide',
    goodForMs,
    facts: async (subject, asked) => {
      if ('dispute' in asked) return factsOf(String(asked.dispute), String(asked.what), String(asked.note))
      const proposal = await findProposal(db, subject)
      if (!proposal) throw no.noSuchProposal()
      return factsOf(proposal.dispute, proposal.what, proposal.note)
    },
    waiting: async () => {
      const rows = await findWaiting(db)
      return Promise.all(rows.map((row) => toWaiting(needs, row)))
    },
  }
}

const toWaiting = async ({ db, identity }: Pick<DecideNeeds, 'db' | 'identity'>, proposal: ProposalRow) => {
  const row = await findDispute(db, proposal.dispute)
  if (!row) throw no.noSuchDispute()
  const names = await identity.names([row.payer, row.merchant])
  const nameOf = (id: string) => names.get(id)?.name ?? ''
  return {
    id: proposal.id,
    askedBy: proposal.asked_by,
    askedAt: proposal.asked_at.toISOString(),
    endsAt: new Date(proposal.asked_at.getTime() + goodForMs).toISOString(),
    reason: proposal.note,
    lines: [
      { what: 'amount', value: wordsOf(row) },
      { what: 'from', value: nameOf(row.merchant) },
      { what: 'to', value: nameOf(row.payer) },
    ],
    path: `/disputes/${row.id}`,
  }
}

/** Money is not taken from a merchant who still has time to answer. */
const assertDue = (row: DisputeRow, what: ProposalRow['what'], at: Date): void => {
  const fault = faultOf(what, row)
  if (fault) throw fault
  if (what === 'payer' && row.answered_at === null && row.answer_until > at) throw no.notYet()
}

const isSame = (known: ProposalRow, person: string, asked: Omit<DisputeProposed, 'proof'>): boolean =>
  known.asked_by === person && known.dispute === asked.dispute && known.what === asked.what && known.note === asked.note

/** Signs and proposes. The same id again answers what was proposed. */
export const createPropose =
  (needs: DecideNeeds) =>
  async (caller: Caller, id: string, { proof, ...asked }: DisputeProposed): Promise<string> => {
    const { db, clock, identity } = needs
    const known = await findProposal(db, id)
    if (known && !isSame(known, caller.id, asked)) throw no.proposalDiffers()
    if (known) return known.dispute
    const row = await findDispute(db, asked.dispute)
    if (!row) throw no.noSuchDispute()
    assertDue(row, asked.what, clock())
    await identity.approvals.sign(caller, { kind: disputeKind, subject: id, asked, proof })
    await db
      .query(
        'insert into payments.dispute_proposal (id, dispute, what, note, asked_by, asked_at) values ($1, $2, $3, $4, $5, $6)',
        [id, asked.dispute, asked.what, asked.note, caller.id, clock()],
      )
      .catch((error: unknown) => {
        // The table keeps one waiting proposal of a dispute.
        throw isSqlError(error) && error.code === '23505' ? no.proposalWaits() : error
      })
    return asked.dispute
  }

/** What the book, or another ending, refused is over: something else can be proposed. Of a busy bank or a fault it waits on. */
const endRefused = async ({ db, clock }: DecideNeeds, id: string, by: string, error: unknown): Promise<void> => {
  if (!(error instanceof Refusal) || error.status >= 500) return
  await db.query(
    `update payments.dispute_proposal set outcome = 'refused', refusal = $2, ended_by = $3, ended_at = $4
      where id = $1 and outcome is null`,
    [id, error.code, by, clock()],
  )
}

const grant = async (
  needs: DecideNeeds,
  row: DisputeRow,
  { id, what, note }: ProposalRow,
  by: string,
): Promise<void> => {
  const move = { dispute: row.id, by, note, proposal: id }
  try {
    await (what === 'write-off'
      ? writeOff(needs, { ...move, kind: what })
      : carryOut(needs, row, { ...move, kind: what }))
  } catch (error) {
    await endRefused(needs, id, by, error)
    throw error
  }
}

const endProposal = async (db: Database, id: string, outcome: 'denied' | 'withdrawn', by: string, at: Date) => {
  const rows = await db.query(
    'update payments.dispute_proposal set outcome = $2, ended_by = $3, ended_at = $4 where id = $1 and outcome is null returning id',
    [id, outcome, by, at],
  )
  if (rows.length === 0) throw no.proposalEnded()
}

/** Grants with a second signature, which moves the money, or denies without one. */
export const createDecide =
  (needs: DecideNeeds) =>
  async (caller: Caller & Prover, id: string, { proof, ...asked }: DisputeDecided): Promise<string> => {
    const { db, clock, identity } = needs
    const proposal = await findProposal(db, id)
    if (!proposal) throw no.noSuchProposal()
    if (proposal.asked_by === caller.id) throw no.secondPerson()
    if (proposal.outcome !== null) throw no.proposalEnded()
    if (asked.decision === 'deny') {
      await endProposal(db, id, 'denied', caller.id, clock())
      return proposal.dispute
    }
    const row = await findDispute(db, proposal.dispute)
    if (!row) throw no.noSuchDispute()
    assertDue(row, proposal.what, clock())
    await identity.approvals.sign(caller, { kind: disputeKind, subject: id, asked, proof, first: proposal.asked_by })
    await grant(needs, row, proposal, caller.id)
    return row.id
  }

export const createWithdrawProposal =
  ({ db, clock }: DecideNeeds) =>
  async (person: string, id: string): Promise<string> => {
    const proposal = await findProposal(db, id)
    if (!proposal) throw no.noSuchProposal()
    if (proposal.asked_by !== person) throw no.notYours()
    await endProposal(db, id, 'withdrawn', person, clock())
    return proposal.dispute
  }
