/** What becomes of the money of a dispute. Pure. */
import { houseAccount, type Transfer, transferCode } from '#modules/ledger'
import { type CurrencyCode, currencies } from '#platform/money'
import type { Refusal } from '#platform/refusal'
import type { DisputeOutcome } from '../wire.ts'
import { creditedAlready, disputeOver, notBorne, writtenOffAlready } from './refusals.ts'

/** What moves money between the bank and the sides: the payer is advanced, or the dispute ends. */
export type Moving = 'credit' | DisputeOutcome

/** What is done with a dispute. `proposal` is the one that was granted with it. */
export interface DisputeMove {
  readonly dispute: string
  readonly kind: Moving | 'write-off'
  readonly by: string
  readonly note: string
  readonly proposal: string | null
}

export interface Accounts {
  readonly payer: string
  readonly merchant: string
}

interface Standing {
  readonly minor: bigint
  readonly currency: CurrencyCode
  readonly credit: string | null
  readonly outcome: DisputeOutcome | null
  readonly written_off_at: Date | null
}

/** From where to where the money goes; `back` gives what was advanced back to the bank. */
export type Way = { readonly from: string; readonly to: string } | 'back' | null

const advanced = (currency: CurrencyCode) => houseAccount('disputes', currency)

/** Where the payer keeps what was advanced, the merchant owes it to the bank; where they do not, the advance is reversed. */
export const wayOf = (kind: Moving, { currency, credit }: Standing, { payer, merchant }: Accounts): Way => {
  switch (kind) {
    case 'credit':
      return { from: advanced(currency), to: payer }
    case 'payer':
    case 'accepted':
      return { from: merchant, to: credit === null ? payer : advanced(currency) }
    case 'merchant':
    case 'withdrawn':
      return credit === null ? null : 'back'
    case 'bank':
      return credit === null ? { from: advanced(currency), to: payer } : null
  }
}

/** Why a move cannot be, or null. */
export const faultOf = (kind: DisputeMove['kind'], { outcome, credit, written_off_at }: Standing): Refusal | null => {
  if (kind === 'write-off') return outcome !== 'bank' ? notBorne() : written_off_at && writtenOffAlready()
  if (outcome !== null) return disputeOver()
  return kind === 'credit' && credit !== null ? creditedAlready() : null
}

/** The transfer of a move under the id of its payment; null where nothing moves. */
export const transferOf = (
  id: string,
  kind: Moving,
  standing: Standing,
  accounts: Accounts,
  at: Date,
): Transfer | null => {
  const way = wayOf(kind, standing, accounts)
  if (way === null) return null
  if (way === 'back')
    return { kind: 'reverse', id, reverses: standing.credit ?? '', code: transferCode.dispute, bookedAt: at }
  return {
    kind: 'posted',
    id,
    debit: way.from,
    credit: way.to,
    amount: standing.minor,
    ledger: currencies[standing.currency].ledger,
    code: transferCode.dispute,
    bookedAt: at,
  }
}

/** Whether the merchant has the money again as if nobody had disputed it. */
export const isGivenUp = (kind: Moving): boolean => kind === 'merchant' || kind === 'withdrawn'
