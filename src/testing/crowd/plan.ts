/** What the processes of a crowd fight over, and what each of them sends: the same words for the parent and its children. */
import type { Transfer, TransferResult } from '#modules/ledger'
import type { Connection } from '#platform/database'

/** One of several, all over the same few accounts. */
export interface Task {
  readonly connection: Connection
  readonly process: number
  readonly seed: number
  readonly rounds: number
  /** Accounts whose debits must not exceed their credits. */
  readonly hot: readonly string[]
  /** Is frozen and thawed all the time. */
  readonly shy: string
  /** Is emptied by balancing transfers into the first of `hot`. */
  readonly well: string
  /** Of these, each process sends the very same transfer. */
  readonly shared: readonly Transfer[]
  /** Of these, each process ends every one under an id of its own: some post, others void. */
  readonly holds: readonly string[]
  /** Of these, each process reverses every one under an id of its own. */
  readonly posted: readonly string[]
}

export type Fight = 'shared' | 'hold' | 'reversal' | 'well' | 'chain' | 'shy'

/** What was fought over, by which transfer, and what came of it. */
export interface Outcome {
  readonly fight: Fight
  /** The contested id; of chains and of the others, the transfer's own. */
  readonly over: string
  readonly result: TransferResult
}

export type Told = { readonly outcomes: readonly Outcome[] } | { readonly failure: string }

const bookedAt = () => new Date()

/** A transfer of rupees for a send. */
export const moving = (id: string, debit: string, credit: string, amount: bigint) =>
  ({ kind: 'posted', id, debit, credit, amount, ledger: 356, code: 1, bookedAt: bookedAt() }) satisfies Transfer
