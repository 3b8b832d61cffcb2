/** What is ready leaves in messages: made in one transaction with the payments that are in them, then called out, or handed over as files. */
import { createHash } from 'node:crypto'
import type { Identity } from '#modules/identity'
import type { Products } from '#modules/products'
import { CallbackFailed, type Callbacks } from '#platform/callback'
import type { Database, Tx } from '#platform/database'
import { type RandomBytes, uuidv7 } from '#platform/id'
import { type CurrencyCode, currencyCodes } from '#platform/money'
import { type Clock, hourMs, minuteMs, secondMs } from '#platform/time'
import { writeDay } from '../../calendars/day.ts'
import { todayIn } from '../../calendars/zone.ts'
import { findPayments } from '../../store.ts'
import type { AbroadRow } from '../rows.ts'
import { type Outgoing, transactionOf, writePacs008 } from './pacs-008.ts'
import { insertMessage, leaseMessage, lockReady, markFailed, markSent } from './rows.ts'

export interface OutNeeds {
  readonly db: Database
  readonly identity: Pick<Identity, 'names'>
  readonly products: Pick<Products, 'byIds'>
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  readonly callbacks: Pick<Callbacks, 'post'>
  /** BIC of this bank. */
  readonly bank: string
  /** Where messages are called out to; handed over as files where undefined. */
  readonly correspondent: string | undefined
  /** Takes the answer that may come at once. */
  readonly takeAnswer: (
    file: AsyncIterable<Uint8Array>,
    by: { readonly sender: string; readonly person: string | null },
  ) => Promise<unknown>
}

const toOutgoing = async ({ db, identity, products }: OutNeeds, rows: readonly AbroadRow[]): Promise<Outgoing[]> => {
  const payments = new Map(
    (
      await findPayments(
        db,
        rows.map(({ payment }) => payment),
      )
    ).map((payment) => [payment.id, payment]),
  )
  const [names, accounts] = await Promise.all([
    identity.names([...payments.values()].flatMap(({ payer }) => payer ?? [])),
    products.byIds([...payments.values()].flatMap(({ from_product }) => from_product ?? [])),
  ])
  return rows.map((row) => {
    const payment = payments.get(row.payment)
    const account = accounts.get(payment?.from_product ?? '')
    if (!payment || !account) throw new Error(`the payment ${row.payment} abroad has no payer`)
    const isExchanged = row.pay_currency !== row.get_currency
    return {
      payment: row.payment,
      money: { currency: row.get_currency, minor: row.get_minor },
      payer: { name: names.get(payment.payer ?? '')?.name ?? '', account: account.number },
      payee: row,
      instructed: isExchanged ? { currency: row.pay_currency, minor: row.pay_minor } : null,
      rate: isExchanged ? (row.terms.rate?.text ?? null) : null,
      purpose: row.purpose,
      note: payment.note,
    }
  })
}

const makeOne = async (needs: OutNeeds, tx: Tx, currency: CurrencyCode): Promise<string | null> => {
  const made = needs.clock()
  const today = writeDay(todayIn(currency, made))
  const rows = await lockReady(tx, currency, today)
  if (rows.length === 0) return null
  const id = uuidv7(made.getTime(), needs.randomBytes(10))
  const text = writePacs008({ id, made, settles: today, currency, bank: needs.bank }, await toOutgoing(needs, rows))
  const minor = rows.reduce((sum, row) => sum + row.get_minor, 0n)
  const hash = createHash('sha256').update(text).digest()
  const message = { id, currency, settles: today, lines: rows.length, minor, text, hash }
  await insertMessage(
    tx,
    message,
    rows.map(({ payment }) => payment),
    made,
  )
  return id
}

/** Messages of everything that is ready to leave today, by currency; answers their ids. */
export const createMakeMessages = (needs: OutNeeds) => async (): Promise<string[]> => {
  const made: string[] = []
  for (const currency of currencyCodes)
    for (;;) {
      const id = await needs.db.transaction((tx) => makeOne(needs, tx, currency))
      if (id === null) break
      made.push(id)
    }
  return made
}

const leaseMs = 2 * minuteMs
const timeoutMs = 60 * secondMs
const mostAnswerBytes = 8 * 1024 * 1024
/** After each failure; the last one again and again, until somebody looks. */
const waitsMs = [minuteMs, 5 * minuteMs, 15 * minuteMs, hourMs]

async function* inOnePiece(body: Uint8Array) {
  yield body
}

/** What went wrong, or null; an answer that comes along is taken. */
const call = async (
  { callbacks, takeAnswer }: OutNeeds,
  url: string,
  id: string,
  body: string,
): Promise<string | null> => {
  const headers = { 'content-type': 'application/xml; charset=utf-8', 'idempotency-key': transactionOf(id) }
  try {
    const answer = await callbacks.post(url, { headers, body, timeoutMs, mostBytes: mostAnswerBytes })
    if (answer.status < 200 || answer.status > 299) return `status ${answer.status}`
    if (answer.body.includes('FIToFIPmtStsRpt'))
      await takeAnswer(inOnePiece(answer.body), { sender: new URL(url).hostname, person: null })
    return null
  } catch (error) {
    if (error instanceof CallbackFailed) return error.failure
    throw error
  }
}

/** Calls one waiting message out; answers whether there was one. The other side knows a message that comes again by its id. */
export const createSendOut = (needs: OutNeeds) => async (): Promise<boolean> => {
  const { db, clock, correspondent } = needs
  if (correspondent === undefined) return false
  const at = clock()
  const message = await leaseMessage(db, at, new Date(at.getTime() + leaseMs))
  if (!message) return false
  const failure = await call(needs, correspondent, message.id, message.text)
  const now = clock()
  if (failure === null) await markSent(db, message.id, now)
  else {
    const waitMs = waitsMs[Math.min(message.tries, waitsMs.length) - 1]
    await markFailed(db, message.id, failure, new Date(now.getTime() + waitMs))
  }
  return true
}
