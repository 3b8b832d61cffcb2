/** The table of what the last proofs found. */
import type { Query } from '#platform/database'
import type { Proof } from '../wire.ts'

export interface KeptProof {
  readonly at: Date
  readonly proof: Proof
}

interface ProofRow {
  proved_at: Date
  seconds: number
  transfers: bigint
  accounts: bigint
  ledgers: Proof['ledgers']
  breach_rule: string | null
  breach_offender: string
  breach_detail: string
}

export const keepProof = async (tx: Query, proof: Proof, at: Date): Promise<void> => {
  const { seconds, transfers, accounts, ledgers, breach } = proof
  await tx.query(
    `insert into ledger.proof_result (proved_at, seconds, transfers, accounts, ledgers, breach_rule, breach_offender, breach_detail)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [at, seconds, transfers, accounts, JSON.stringify(ledgers), breach?.rule, breach?.offender, breach?.detail],
  )
}

/** Keeps the newest `count`. */
export const forgetOldProofs = async (tx: Query, count: number): Promise<void> => {
  await tx.query(
    'delete from ledger.proof_result where position <= (select max(position) from ledger.proof_result) - $1::bigint',
    [count],
  )
}

/** The last kept proof; null before the first. */
export const lastProof = async (db: Query): Promise<KeptProof | null> => {
  const [row] = await db.query<ProofRow>(
    `select proved_at, seconds, transfers, accounts, ledgers, breach_rule, breach_offender, breach_detail
       from ledger.proof_result order by position desc limit 1`,
  )
  if (!row) return null
  const breach =
    row.breach_rule === null
      ? null
      : { rule: row.breach_rule, offender: row.breach_offender, detail: row.breach_detail }
  return {
    at: row.proved_at,
    proof: {
      proved: breach === null,
      transfers: Number(row.transfers),
      accounts: Number(row.accounts),
      seconds: row.seconds,
      ledgers: row.ledgers,
      breach,
    },
  }
}
