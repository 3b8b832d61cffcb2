/** The bank abroad answers (pacs.002): what arrived is taken from our account there, what was refused goes back to its payer. Each once. */
import type { Ledger } from '#modules/ledger'
import { Refusal } from '#platform/refusal'
import { textAt } from '#platform/xml-reader'
import { type GoOnNeeds, goOn } from '../../go-on.ts'
import { endHold, movedOn } from '../../step.ts'
import { findPayment } from '../../store.ts'
import type { PaymentRow } from '../../tables.ts'
import type { ReceivedLine } from '../../wire.ts'
import { acceptedTransfer, returnChain } from '../chain.ts'
import { type AbroadRow, amountsOf, findAbroad, lockAbroad, moveAbroad } from '../rows.ts'
import { answerShape, meaningOf, pacs002Namespace, reasonInWords } from './pacs-002.ts'
import { transactionOf } from './pacs-008.ts'
import type { ReadLine, ReadMessage } from './read.ts'
import type { BroughtBy, Receiving } from './receive.ts'
import { findOfMessage } from './rows.ts'

export interface AnswerNeeds extends GoOnNeeds {
  readonly ledger: Pick<Ledger, 'createTransfers' | 'leafOf'>
}

/** What one line says of one payment. */
interface Said {
  readonly transaction: string
  readonly status: string
  readonly code: string
  readonly detail: string
}

type Done = Pick<ReceivedLine, 'result' | 'detail'>

const house = '00000000-0000-8000-8000-000000000000'

const paymentOf = (transaction: string): string | null => {
  const digits = transaction.toLowerCase()
  if (!/^[0-9a-f]{32}$/.test(digits)) return null
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    '-',
  )
}

/** Under the lock of its row, so that it is taken from our account there once. */
const accept = ({ db, ledger, clock }: AnswerNeeds, payment: string): Promise<boolean> =>
  db.transaction(async (tx) => {
    const row = (await lockAbroad(tx, [payment])).get(payment)
    if (row?.state !== 'sent') return false
    const at = clock()
    const [result] = await ledger.createTransfers(tx, [acceptedTransfer(payment, amountsOf(row), at)])
    if (result !== 'ok') throw new Error(`what arrived of ${payment} was answered ${result} by the book`)
    await moveAbroad(tx, [{ payment, state: 'accepted', reason: null, at }])
    return true
  })

/** The transfer that settled it: of what was on hold, the post of the hold. */
const settledBy = async ({ ledger }: AnswerNeeds, payment: PaymentRow): Promise<string> => {
  const post = endHold(payment, 'post', payment.created_at).id
  return (await ledger.leafOf(post)) ? post : payment.id
}

const movedMeanwhile = () => new Refusal(movedOn, 409, 'Another answer was faster.')

/** All of it goes back, with the fee, as a step of the payment in the lane; its state says that it was done, so it is done once. */
const giveBack = async (needs: AnswerNeeds, row: AbroadRow, code: string, by: BroughtBy): Promise<boolean> => {
  const payment = await findPayment(needs.db, row.payment)
  if (payment?.state !== 'settled' || row.state !== 'sent') return false
  const at = needs.clock()
  const transfer = returnChain(payment, await settledBy(needs, payment), amountsOf(row), at)
  const words = reasonInWords(code)
  const message = `The bank abroad did not carry it out: ${words}. All of it is back on your account, with the fee.`
  const event = { who: by.person ?? house, what: 'sent back', note: code === '' ? words : `${code}: ${words}` }
  try {
    await goOn(needs, payment, at, { to: 'returned', transfer, event, message, isFinal: false }, movedMeanwhile)
    return true
  } catch (error) {
    // Another answer was faster; what it said decides.
    if (error instanceof Refusal && error.code === movedOn) return false
    throw error
  }
}

const already = (isSame: boolean): Done =>
  isSame
    ? { result: 'already', detail: 'It was known already.' }
    : { result: 'contradicts', detail: 'An earlier answer said the opposite. Somebody has to ask the bank abroad.' }

const applyTo = async (needs: AnswerNeeds, row: AbroadRow, said: Said, by: BroughtBy): Promise<Done> => {
  const meaning = meaningOf(said.status)
  if (meaning === 'pending') return { result: 'noted', detail: 'It is under way there.' }
  if (meaning === 'accepted' && (await accept(needs, row.payment)))
    return { result: 'accepted', detail: 'It has arrived.' }
  if (meaning === 'rejected' && (await giveBack(needs, row, said.code, by)))
    return { result: 'returned', detail: reasonInWords(said.code) }
  const now = (await findAbroad(needs.db, [row.payment])).get(row.payment)?.state
  return already((now === 'accepted') === (meaning === 'accepted'))
}

const apply = async (
  needs: AnswerNeeds,
  said: Said,
  original: string,
  by: BroughtBy,
): Promise<Done & { payment: string | null }> => {
  const id = paymentOf(said.transaction)
  const row = id === null ? undefined : (await findAbroad(needs.db, [id])).get(id)
  const isOfMessage = original === '' || (row?.message && transactionOf(row.message) === original)
  if (row?.direction !== 'out' || row.message === null || !isOfMessage)
    return { result: 'unknown', detail: 'We sent no such payment in this message.', payment: null }
  return { ...(await applyTo(needs, row, said, by)), payment: row.payment }
}

const saidBy = ({ element }: ReadLine): Said => ({
  transaction: textAt(element, 'OrgnlTxId') || textAt(element, 'OrgnlEndToEndId'),
  status: textAt(element, 'TxSts'),
  code: textAt(element, 'StsRsnInf', 'Rsn', 'Cd') || textAt(element, 'StsRsnInf', 'Rsn', 'Prtry'),
  detail: '',
})

const originalOf = ({ group }: ReadMessage): string => (group ? textAt(group, 'OrgnlMsgId') : '')

/** An answer for the message as a whole is one for each payment in it. */
const linesOf = async (needs: AnswerNeeds, message: ReadMessage): Promise<(Said & { fault: string })[]> => {
  if (message.lines.length > 0) return message.lines.map((line) => ({ ...saidBy(line), fault: line.fault }))
  const status = message.group ? textAt(message.group, 'GrpSts') : ''
  const id = paymentOf(originalOf(message))
  if (id === null || meaningOf(status) === 'pending') return []
  const code = message.group ? textAt(message.group, 'StsRsnInf', 'Rsn', 'Cd') : ''
  const payments = await findOfMessage(needs.db, id)
  return payments.map(({ payment }) => ({ transaction: transactionOf(payment), status, code, detail: '', fault: '' }))
}

/** How answers are received. */
export const answering = (needs: AnswerNeeds): Receiving => ({
  kind: 'pacs.002',
  form: { namespace: pacs002Namespace, root: 'FIToFIPmtStsRpt', line: 'TxInfAndSts', shape: answerShape },
  originalOf,
  take: async (message, _sender, by) => {
    const done: ReceivedLine[] = []
    const seen = new Set<string>()
    for (const { fault, ...said } of await linesOf(needs, message)) {
      const line = {
        number: done.length + 1,
        reference: said.transaction.slice(0, 35),
        status: said.status.slice(0, 4),
      }
      if (fault !== '') done.push({ ...line, result: 'malformed', detail: fault, payment: null })
      else if (seen.has(said.transaction))
        done.push({
          ...line,
          result: 'duplicate',
          detail: 'An earlier line of the message is about it.',
          payment: null,
        })
      else {
        seen.add(said.transaction)
        done.push({ ...line, ...(await apply(needs, said, originalOf(message), by)) })
      }
    }
    return done
  },
})
