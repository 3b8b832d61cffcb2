/** What must hold after a run: what the bank said is in its books, each payment was decided, and the books are right. */
import type { Server } from './server.ts'

/** What was told to customers since the books were looked at last. */
export interface Acknowledged {
  readonly payments: number
  readonly settledMinor: bigint
}

export interface Written {
  readonly payments: number
  readonly settled_minor: bigint
  readonly transfers: number
  readonly decisions: number
}

/** What stands in the tables. */
export const readWritten = async ({ bank }: Server): Promise<Written> => {
  const [row] = await bank.db.query<Written>(
    `select (select count(*) from payments.payment)::int as payments,
       (select coalesce(sum(minor), 0) from payments.payment where state = 'settled')::bigint as settled_minor,
       (select count(*) from ledger.transfer join payments.payment using (id))::int as transfers,
       (select count(*) from fraud.decision)::int as decisions`,
  )
  return row
}

/** Why what is written is not what was acknowledged; null where it is. */
export const compare = (before: Written, after: Written, told: Acknowledged): string | null => {
  const payments = after.payments - before.payments
  if (payments !== told.payments) return `${told.payments} payments were acknowledged, ${payments} are written`
  const settled = after.settled_minor - before.settled_minor
  if (settled !== told.settledMinor) return `${told.settledMinor} were acknowledged as settled, ${settled} are`
  const decisions = after.decisions - before.decisions
  return decisions === payments ? null : `${payments} payments, ${decisions} decisions`
}

/** Proves the whole book from its transfers; null where it is right. */
export const proveBook = async ({ bank }: Server): Promise<string | null> => {
  const { breach } = await bank.ledger.prove()
  return breach ? `${breach.rule}: ${breach.offender}, ${breach.detail}` : null
}
