/** What people are told besides what the lane tells of payments, in the transaction of what it tells of. */
import type { Query } from '#platform/database'
import type { Money } from '#platform/money'

export interface Telling {
  readonly person: string
  readonly kind:
    | 'request-received'
    | 'request-reminded'
    | 'request-paid'
    | 'request-declined'
    | 'request-expired'
    | 'order-sent'
    | 'order-failed'
    | 'order-paused'
    | 'order-ended'
    | 'charge-received'
    | 'charge-declined'
    | 'charge-captured'
    | 'charge-ended'
    | 'dispute-opened'
    | 'dispute-answered'
    | 'dispute-credited'
    | 'dispute-decided'
  readonly at: Date
  readonly amount?: Money | null
  /** The person whose name stands in the text. */
  readonly other?: string | null
  readonly note?: string | null
  /** Path of the customer app. */
  readonly link?: string | null
}

export type Tell = (tx: Query, tellings: readonly Telling[]) => Promise<void>
