/** Disputes as their tables keep them. */
import type { Query, Tx } from '#platform/database'
import type { CurrencyCode } from '#platform/money'
import type { SealedField } from '#platform/sealing'
import type { DisputeEvidence, DisputeOutcome, DisputeReason, DisputeWhat } from '../wire.ts'

const sealedIn = (column: string, table = 'payments.dispute'): SealedField => ({
  table,
  column,
  key: 'id',
  keyType: 'uuid',
})

export const wordsField = sealedIn('words')
export const answerField = sealedIn('answer')
export const evidenceField = sealedIn('sealed', 'payments.dispute_evidence')

export interface NewDispute {
  readonly id: string
  readonly charge: string
  readonly payer: string
  readonly merchant: string
  readonly currency: CurrencyCode
  readonly minor: bigint
  readonly reason: DisputeReason
  readonly words: Buffer
  readonly opened_at: Date
  readonly answer_until: Date
  readonly decide_until: Date
}

export interface DisputeRow extends NewDispute {
  readonly seq: bigint
  readonly answer: Buffer | null
  readonly answered_at: Date | null
  readonly credit: string | null
  readonly credited_at: Date | null
  readonly outcome: DisputeOutcome | null
  readonly note: string
  readonly payment: string | null
  readonly ended_by: string | null
  readonly ended_at: Date | null
  readonly written_off_at: Date | null
}

export const findDispute = async (db: Query, id: string): Promise<DisputeRow | undefined> =>
  (await db.query<DisputeRow>('select * from payments.dispute where id = $1', [id]))[0]

export const lockDispute = async (tx: Tx, id: string): Promise<DisputeRow | undefined> =>
  (await tx.query<DisputeRow>('select * from payments.dispute where id = $1 for update', [id]))[0]

export const lockDisputes = (tx: Tx, ids: readonly string[]): Promise<DisputeRow[]> =>
  tx.query('select * from payments.dispute where id = any ($1::uuid[]) order by id for update', [ids])

export const findOwn = (db: Query, person: string, before: bigint | undefined, limit: number): Promise<DisputeRow[]> =>
  db.query(
    `select * from payments.dispute where (payer = $1 or merchant = $1) and ($2::bigint is null or seq < $2)
      order by seq desc limit $3`,
    [person, before ?? null, limit],
  )

/** What waits for the staff, the first to be decided first. */
export const findQueue = (db: Query, limit: number): Promise<DisputeRow[]> =>
  db.query('select * from payments.dispute where outcome is null order by decide_until, id limit $1', [limit])

export const findEnded = (db: Query, limit: number): Promise<DisputeRow[]> =>
  db.query('select * from payments.dispute where outcome is not null order by ended_at desc, id limit $1', [limit])

/** What the bank bears and has not written off, the longest first. */
export const findBorne = (db: Query, limit: number): Promise<DisputeRow[]> =>
  db.query(
    `select * from payments.dispute where outcome = 'bank' and written_off_at is null order by ended_at, id limit $1`,
    [limit],
  )

export const insertDispute = async (tx: Tx, row: NewDispute): Promise<void> => {
  await tx.query(
    `insert into payments.dispute (id, charge, payer, merchant, currency, minor, reason, words, opened_at, answer_until, decide_until)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      row.id,
      row.charge,
      row.payer,
      row.merchant,
      row.currency,
      row.minor,
      row.reason,
      row.words,
      row.opened_at,
      row.answer_until,
      row.decide_until,
    ],
  )
}

export interface EvidenceRow {
  readonly id: string
  readonly dispute: string
  readonly side: DisputeEvidence['side']
  readonly name: string
  readonly type: DisputeEvidence['type']
  readonly size: number
  readonly sha256: Buffer
  readonly at: Date
}

export const findEvidence = (db: Query, disputes: readonly string[]): Promise<EvidenceRow[]> =>
  db.query(
    'select id, dispute, side, name, type, size, sha256, at from payments.dispute_evidence where dispute = any ($1::uuid[]) order by seq',
    [disputes],
  )

export const findFile = async (db: Query, id: string): Promise<(EvidenceRow & { sealed: Buffer }) | undefined> =>
  (await db.query<EvidenceRow & { sealed: Buffer }>('select * from payments.dispute_evidence where id = $1', [id]))[0]

export interface ProposalRow {
  readonly id: string
  readonly dispute: string
  readonly what: DisputeWhat
  readonly note: string
  readonly asked_by: string
  readonly asked_at: Date
  readonly outcome: 'granted' | 'denied' | 'withdrawn' | 'refused' | null
  /** Why what was granted could not be. */
  readonly refusal: string | null
  readonly ended_by: string | null
  readonly ended_at: Date | null
}

export const findProposal = async (db: Query, id: string): Promise<ProposalRow | undefined> =>
  (await db.query<ProposalRow>('select * from payments.dispute_proposal where id = $1', [id]))[0]

export const findProposals = (db: Query, disputes: readonly string[]): Promise<ProposalRow[]> =>
  db.query('select * from payments.dispute_proposal where dispute = any ($1::uuid[]) order by seq', [disputes])

/** Whether a proposal still waits; nobody ends it before the transaction does. */
export const lockWaiting = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.query('select from payments.dispute_proposal where id = $1 and outcome is null for update', [id])).length >
  0

/** What waits for a second person. */
export const findWaiting = (db: Query): Promise<ProposalRow[]> =>
  db.query(
    `select p.* from payments.dispute_proposal p join payments.dispute d on d.id = p.dispute
      where p.outcome is null and (d.outcome is null or p.what = 'write-off') order by p.asked_at limit 100`,
  )
