/** Another bank pays our customers (pacs.008): each order is judged by itself, and those that stand become payments. Each once. */
import { createHash } from 'node:crypto'
import type { ProductRow, Products } from '#modules/products'
import type { Database } from '#platform/database'
import { uuidv8 } from '#platform/id'
import type { Lane } from '#platform/lane'
import type { CurrencyCode } from '#platform/money'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import type { Element } from '#platform/xml'
import { partOf, textAt } from '#platform/xml-reader'
import { minorOf } from '../../files/judge.ts'
import { knownAlready, move, type NewPayment, nothingYet, type Step } from '../../step.ts'
import { findPayment } from '../../store.ts'
import type { ReceivedLine } from '../../wire.ts'
import type { AbroadRow } from '../rows.ts'
import { partyOf } from '../send.ts'
import { orderShape, pacs008Namespace } from './pacs-008.ts'
import type { ReadMessage } from './read.ts'
import type { Receiving } from './receive.ts'
import { messageSumsDiffer } from './refusals.ts'

export interface IncomingNeeds {
  readonly db: Database
  readonly products: Pick<Products, 'byNumber'>
  readonly lane: Lane<Step>
  readonly clock: Clock
}

interface Order {
  readonly reference: string
  readonly currency: string
  readonly amount: string
  readonly to: string
  readonly payer: {
    readonly name: string
    readonly account: string
    readonly bank: string | null
    readonly country: string
  }
  readonly note: string
}

const accountIn = (element: Element, name: string) =>
  textAt(element, name, 'Id', 'IBAN') || textAt(element, name, 'Id', 'Othr', 'Id')

const orderOf = (element: Element, sender: string): Order => {
  const bank = textAt(element, 'DbtrAgt', 'FinInstnId', 'BICFI') || (sender.length <= 11 ? sender : '')
  return {
    reference: textAt(element, 'PmtId', 'TxId') || textAt(element, 'PmtId', 'EndToEndId'),
    currency: partOf(element, 'IntrBkSttlmAmt')?.attributes.Ccy ?? '',
    amount: textAt(element, 'IntrBkSttlmAmt'),
    to: accountIn(element, 'CdtrAcct').replace(/\s/g, ''),
    payer: {
      name: textAt(element, 'Dbtr', 'Nm') || 'NOTPROVIDED',
      account: accountIn(element, 'DbtrAcct') || 'NOTPROVIDED',
      bank: bank || null,
      country: bank.slice(4, 6) || 'ZZ',
    },
    note: textAt(element, 'RmtInf', 'Ustrd').slice(0, 140),
  }
}

type No = readonly [code: string, detail: string]

/** External status reasons, as the other bank knows them. */
const judge = (order: Order, product: ProductRow | undefined): No | null => {
  if (!product) return ['AC01', 'There is no such account.']
  if (order.currency !== product.currency) return ['AM03', `The account is kept in ${product.currency}.`]
  if (minorOf(order.amount, product.currency) === null)
    return ['AM12', `${order.amount} is no amount of ${product.currency}.`]
  return null
}

const codeOfRefusal: Readonly<Record<string, string>> = { 'account-frozen': 'AC06', 'account-closed': 'AC04' }

/** The same for the same order of the same bank, so that it is paid once. */
const paymentIdOf = (sender: string, reference: string): string =>
  uuidv8(
    createHash('sha256')
      .update(JSON.stringify(['abroad in', sender, reference]))
      .digest(),
  )

const toStep = (id: string, order: Order, product: ProductRow, sender: string, at: Date): Step => {
  const currency: CurrencyCode = product.currency
  const minor = minorOf(order.amount, currency) ?? 0n
  const payment: NewPayment = {
    ...nothingYet,
    id,
    kind: 'send',
    state: 'settled',
    from_product: null,
    to_product: product.id,
    payer: null,
    payee: product.owner,
    asked_by: product.owner,
    currency,
    minor,
    note: order.note.replace(/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/gu, ' '),
    created_at: at,
    settled_at: at,
  }
  const abroad: AbroadRow = {
    payment: id,
    quote: null,
    direction: 'in',
    state: 'asked',
    ...order.payer,
    party: partyOf(order.payer.country, order.payer.account),
    purpose: null,
    pay_currency: currency,
    pay_minor: minor,
    fee_minor: 0n,
    get_currency: currency,
    get_minor: minor,
    terms: {},
    settles: at.toISOString().slice(0, 10),
    message: null,
    sender,
    reference: order.reference,
    reason: null,
    at,
    changed_at: at,
  }
  return { isNew: true, payment, to: 'settled', transfer: move(payment, 'posted', at), at, assessment: null, abroad }
}

type Done = Pick<ReceivedLine, 'status' | 'result' | 'detail' | 'payment'>

const refused = ([code, detail]: No): Done => ({
  status: 'RJCT',
  result: 'refused',
  detail: `${code} ${detail}`,
  payment: null,
})
const paid = (payment: string): Done => ({ status: 'ACSC', result: 'paid', detail: '', payment })

const pay = async ({ db, products, lane, clock }: IncomingNeeds, order: Order, sender: string): Promise<Done> => {
  const id = paymentIdOf(sender, order.reference)
  const known = await findPayment(db, id)
  if (known) return refused(['AM05', 'A payment of this reference came before.'])
  const product = await products.byNumber(order.to)
  const no = judge(order, product)
  if (no || !product) return refused(no ?? ['AC01', 'There is no such account.'])
  try {
    await lane.join(toStep(id, order, product, sender, clock()))
    return paid(id)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status >= 500) throw error
    if (error.code === knownAlready) return refused(['AM05', 'A payment of this reference came before.'])
    return refused([codeOfRefusal[error.code] ?? 'MS03', error.message])
  }
}

const fine = (amount: string): bigint => {
  const [whole, decimals = ''] = amount.split('.')
  return /^\d{1,18}$/.test(whole) && /^\d{0,5}$/.test(decimals) ? BigInt(whole + decimals.padEnd(5, '0')) : 0n
}

/** Count and, where it is stated, total have to be right, or the message is no message. */
const checkSums = ({ header, lines }: ReadMessage) => {
  const [count, total] = [textAt(header, 'NbOfTxs'), textAt(header, 'TtlIntrBkSttlmAmt')]
  if (count !== String(lines.length))
    throw messageSumsDiffer(`The header says ${count || 'nothing'} orders and there are ${lines.length}.`)
  const sum = lines.reduce((all, { element }) => all + fine(textAt(element, 'IntrBkSttlmAmt')), 0n)
  if (total !== '' && fine(total) !== sum)
    throw messageSumsDiffer('The total of the header is not the sum of the orders.')
}

/** How orders are received. Throws file-sums-differ. */
export const taking = (needs: IncomingNeeds): Receiving => ({
  kind: 'pacs.008',
  form: { namespace: pacs008Namespace, root: 'FIToFICstmrCdtTrf', line: 'CdtTrfTxInf', shape: orderShape },
  originalOf: () => '',
  take: async (message, sender) => {
    checkSums(message)
    const done: ReceivedLine[] = []
    const seen = new Set<string>()
    for (const { element, fault, number } of message.lines) {
      const order = orderOf(element, sender)
      const line = { number, reference: order.reference.slice(0, 35) }
      const no: No | null =
        fault !== ''
          ? ['FF01', fault]
          : seen.has(order.reference)
            ? ['AM05', 'An earlier order of the message has this reference.']
            : null
      seen.add(order.reference)
      done.push({ ...line, ...(no ? refused(no) : await pay(needs, order, sender)) })
    }
    return done
  },
})
