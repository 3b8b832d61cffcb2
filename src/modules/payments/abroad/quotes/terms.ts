/** What a quote promises, as it is sealed and as it is kept with the payment that used it. Amounts are digits, so that it is JSON. */
import type { CurrencyCode } from '#platform/money'

export interface Terms {
  readonly id: string
  readonly person: string
  readonly from: string
  readonly corridor: string
  readonly version: number
  readonly pays: CurrencyCode
  readonly gets: CurrencyCode
  readonly exchanged: string
  readonly fee: string
  /** The fee schedule that has a part in it, where one has. */
  readonly schedule?: string
  readonly arrives: string
  readonly rate: { readonly text: string; readonly numerator: string; readonly denominator: string }
  readonly reference: { readonly text: string; readonly day: string; readonly source: string } | null
  readonly spreadBasisPoints: number
  readonly spread: string
  readonly leaves: string
  readonly arrivesOn: string
  readonly madeAt: string
  readonly expiresAt: string
}

/** What leaves the payer's account. */
export const totalOf = ({ exchanged, fee }: Pick<Terms, 'exchanged' | 'fee'>): bigint => BigInt(exchanged) + BigInt(fee)
