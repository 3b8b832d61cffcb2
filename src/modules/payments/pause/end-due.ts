/** Ends what ends by itself: a payment that waited goes, a challenge or a trial that nobody answered expires. */
import { Refusal } from '#platform/refusal'
import { makeSlip } from '../counter/slip.ts'
import { type GoOnNeeds, goOn } from '../go-on.ts'
import { notChallenged } from '../refusals.ts'
import { endHold, isOnHold } from '../step.ts'
import type { PaymentRow } from '../tables.ts'

/** Small, because whoever pays waits in the same lane. */
export const endingAtOnce = 200

/** Who stands in the file of a payment where the bank acts by itself: "bank" in ASCII. */
export const theBank = '00000000-0000-8000-8000-000062616e6b'

const event = (what: string, note = '') => ({ who: theBank, what, note })

/** Somebody else was faster: the payer, or another server. */
const isLate = (error: unknown) => error instanceof Refusal && error.code === notChallenged().code

const release = (needs: GoOnNeeds, payment: PaymentRow, at: Date) => {
  const gone = { event: event('waiting ended'), isFinal: false }
  if (payment.kind === 'charge')
    return goOn(needs, payment, at, { ...gone, to: 'authorized', transfer: null }, notChallenged)
  return payment.kind === 'withdrawal'
    ? goOn(
        needs,
        payment,
        at,
        { ...gone, to: 'announced', transfer: null, slip: makeSlip(needs.randomBytes) },
        notChallenged,
      )
    : goOn(needs, payment, at, { ...gone, to: 'settled', transfer: endHold(payment, 'post', at) }, notChallenged)
}

/** What the book does not take when its time has come is given back, so that no money stays set aside. */
const giveBack = (needs: GoOnNeeds, payment: PaymentRow, at: Date, refusal: Refusal) =>
  goOn(
    needs,
    payment,
    at,
    {
      to: 'returned',
      transfer: endHold(payment, 'void', at),
      event: event('could not go', refusal.message),
      isFinal: false,
    },
    notChallenged,
  )

const expire = (needs: GoOnNeeds, payment: PaymentRow, at: Date) =>
  goOn(
    needs,
    payment,
    at,
    {
      to: 'expired',
      transfer: isOnHold(payment) ? endHold(payment, 'void', at) : null,
      event: event('time was over'),
      isFinal: false,
    },
    notChallenged,
  )

const end = async (needs: GoOnNeeds, payment: PaymentRow, at: Date): Promise<boolean> => {
  try {
    if (payment.state !== 'waiting') await expire(needs, payment, at)
    else
      await release(needs, payment, at).catch((error: unknown) => {
        if (!(error instanceof Refusal) || error.status !== 422) throw error
        return giveBack(needs, payment, at, error)
      })
    return true
  } catch (error) {
    if (isLate(error)) return false
    throw error
  }
}

const findDue = ({ db }: GoOnNeeds, at: Date, after: PaymentRow | undefined): Promise<PaymentRow[]> =>
  db.query(
    `select * from payments.payment where state in ('challenged', 'waiting', 'tried') and expires_at <= $1
        and (expires_at, id) > ($2::timestamptz, $3::uuid)
      order by expires_at, id limit ${endingAtOnce}`,
    [at, after?.expires_at ?? '-infinity', after?.id ?? '00000000-0000-0000-0000-000000000000'],
  )

/**
 * Ends every payment that is due, some at a time, and answers how many it has. Each is ended once, however many servers do it
 * and however they die: its row is locked, and the transfer that ends its hold has one id. Throws the first failure at the end.
 */
export const createEndDue = (needs: GoOnNeeds) => async (): Promise<number> => {
  const at = needs.clock()
  let ended = 0
  let failed: PromiseRejectedResult | undefined
  let due: PaymentRow[] = []
  do {
    due = await findDue(needs, at, due.at(-1))
    const results = await Promise.allSettled(due.map((payment) => end(needs, payment, at)))
    ended += results.filter((result) => result.status === 'fulfilled' && result.value).length
    failed ??= results.find((result) => result.status === 'rejected')
  } while (due.length === endingAtOnce)
  if (failed) throw failed.reason
  return ended
}
