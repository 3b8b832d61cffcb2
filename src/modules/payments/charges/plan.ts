/** What a merchant may still do with a charge, and which transfers do it. Pure. */
import { createHash } from 'node:crypto'
import { type Transfer, transferCode } from '#modules/ledger'
import { uuidv8 } from '#platform/id'
import { type CurrencyCode, currencies } from '#platform/money'
import type { Refusal } from '#platform/refusal'
import { feeTransfer } from '../fees/chain.ts'
import * as no from './refusals.ts'

/** What a step does to a charge. `last` gives free what it leaves of the hold. */
export type ChargeMove =
  | {
      readonly kind: 'capture'
      readonly charge: string
      readonly minor: bigint
      readonly last: boolean
      readonly fee: bigint
    }
  | { readonly kind: 'refund'; readonly charge: string; readonly minor: bigint }
  | {
      readonly kind: 'end'
      readonly charge: string
      readonly ending: 'voided' | 'expired'
      readonly hasCaptured: boolean
    }

/** The sums of a charge, in minor units. */
export interface Tally {
  readonly hold: string | null
  readonly held: bigint
  readonly captured: bigint
  readonly refunded: bigint
  readonly disputed: bigint
  readonly ending: 'captured' | 'voided' | 'expired' | null
}

/** Of whom and when a move is. */
export interface Mover {
  readonly id: string
  readonly currency: CurrencyCode
  readonly payer: string
  readonly merchant: string
  readonly at: Date
}

export interface Planned {
  readonly next: Tally
  /** Null where the step's own transfers do it. */
  readonly transfers: readonly Transfer[] | null
}

const idOf = (what: string, id: string) => uuidv8(createHash('sha256').update(`${what} ${id}`).digest())

/** What is left of the hold is set aside anew within the chain, so that nobody else can spend it in between. */
const holdAgain = ({ id, currency, payer, merchant, at }: Mover, amount: bigint): Transfer => ({
  kind: 'pending',
  id: idOf('hold after', id),
  debit: payer,
  credit: merchant,
  amount,
  ledger: currencies[currency].ledger,
  code: transferCode.charge,
  bookedAt: at,
})

const capture = (tally: Tally, move: ChargeMove & { kind: 'capture' }, mover: Mover): Planned | Refusal => {
  if (tally.hold === null) return no.notAuthorized()
  if (move.minor > tally.held) return no.exceedsAuthorized()
  const left = move.last ? 0n : tally.held - move.minor
  const rest = left > 0n ? holdAgain(mover, left) : null
  const post: Transfer = { kind: 'post', id: mover.id, pending: tally.hold, amount: move.minor, bookedAt: mover.at }
  const fee = move.fee > 0n ? feeTransfer(mover, mover.merchant, move.fee, 'posted', mover.at) : null
  return {
    next: {
      ...tally,
      hold: rest?.id ?? null,
      held: left,
      captured: tally.captured + move.minor,
      ending: left === 0n ? 'captured' : null,
    },
    transfers: [post, rest, fee].filter((transfer) => transfer !== null),
  }
}

const refund = (tally: Tally, { minor }: ChargeMove & { kind: 'refund' }): Planned | Refusal =>
  minor > tally.captured - tally.refunded - tally.disputed
    ? no.exceedsCaptured()
    : { next: { ...tally, refunded: tally.refunded + minor }, transfers: null }

const end = (tally: Tally, move: ChargeMove & { kind: 'end' }, { at }: Mover): Planned | Refusal => {
  if (tally.hold === null || tally.captured > 0n !== move.hasCaptured) return no.changedMeanwhile()
  const release: Transfer = { kind: 'void', id: idOf('void', tally.hold), pending: tally.hold, bookedAt: at }
  return { next: { ...tally, hold: null, held: 0n, ending: move.ending }, transfers: [release] }
}

/** The charge after the move and the transfers of it, or why it cannot be. */
export const planMove = (tally: Tally, move: ChargeMove, mover: Mover): Planned | Refusal => {
  if (move.kind === 'capture') return capture(tally, move, mover)
  return move.kind === 'refund' ? refund(tally, move) : end(tally, move, mover)
}
