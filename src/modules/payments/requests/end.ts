/** Who asked hears of the end of a request that they did not make themselves: it was paid, or its time is over. Runs by the clock. */
import type { Database, Tx } from '#platform/database'
import type { CurrencyCode } from '#platform/money'
import { type Clock, dayMs } from '#platform/time'
import type { Tell, Telling } from '../telling/tell.ts'

export interface EndNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly tell: Tell
}

const atOnce = 200

/** What ended longer ago is no news: it ended before the bank could tell it. */
const newsForMs = 3 * dayMs

interface Ended {
  readonly id: string
  readonly requester: string
  readonly payer: string
  readonly minor: bigint
  readonly currency: CurrencyCode
  readonly note: string
  readonly is_paid: boolean
}

/** Those that are over and untold, for nobody else to tell meanwhile. A payment that is on its way may still pay one whose time is over. */
const lockEnded = (tx: Tx, at: Date): Promise<Ended[]> =>
  tx.query(
    `select request.id, request.requester, request.payer, request.minor, bill.currency, bill.note,
            coalesce(payment.state = 'settled', false) as is_paid
       from payments.request join payments.bill on bill.id = request.bill
       left join payments.payment on payment.id = request.payment
      where request.told_at is null
        and ((payment.state = 'settled' and payment.settled_at > $2)
          or (bill.expires_at <= $1 and bill.expires_at > $2 and request.declined_at is null and request.cancelled_at is null
              and coalesce(payment.state, 'none') not in ('settled', 'challenged', 'waiting', 'tried', 'in_review')))
      order by request.seq limit ${atOnce} for update of request skip locked`,
    [at, new Date(at.getTime() - newsForMs)],
  )

const tellingOf = ({ id, requester, payer, currency, minor, note, is_paid }: Ended, at: Date): Telling => ({
  person: requester,
  kind: is_paid ? 'request-paid' : 'request-expired',
  at,
  amount: { currency, minor },
  // Of who did not answer nothing is said beyond what was known of them when they were asked.
  other: is_paid ? payer : null,
  note,
  link: `/requests/${id}`,
})

/** Answers how many were told of. */
export const createTellEnded =
  ({ db, clock, tell }: EndNeeds) =>
  (): Promise<number> =>
    db.transaction(async (tx) => {
      const at = clock()
      const ended = await lockEnded(tx, at)
      if (ended.length === 0) return 0
      await tx.query('update payments.request set told_at = $2 where id = any($1::uuid[])', [
        ended.map(({ id }) => id),
        at,
      ])
      await tell(
        tx,
        ended.map((one) => tellingOf(one, at)),
      )
      return ended.length
    })
