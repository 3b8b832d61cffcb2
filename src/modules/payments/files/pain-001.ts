/** What is read of a pain.001.001.09: its sums, and each order by itself. */
import { createHash } from 'node:crypto'
import type { Element } from '#platform/xml'
import { BrokenXml, type Found, readXml, textAt } from '#platform/xml-reader'
import {
  any,
  checkShape,
  choice,
  Misshapen,
  maybe,
  one,
  parts,
  passedOver,
  type Shape,
  text,
} from '#platform/xml-shape'
import { fileBroken, fileSumsDiffer, fileTooLong } from './refusals.ts'

export const painNamespace = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09'
const mostOrders = 10_000

/** One order as it stands in the file. */
export interface Order {
  readonly number: number
  /** PmtInfId. */
  readonly batch: string
  /** EndToEndId. */
  readonly reference: string
  readonly day: string
  readonly from: string
  readonly to: string
  readonly currency: string
  readonly amount: string
  readonly note: string
  /** What is not as the message wants it; '' where nothing is. */
  readonly fault: string
}

const line = (most: number) => text(/\S/u, most)
const amount: Shape = { ...text(/^\d{1,13}(\.\d{1,5})?$/, 19), attributes: { Ccy: /^[A-Z]{3}$/ } }
const account = parts(
  one('Id', choice(one('Othr', parts(one('Id', line(34)), passedOver('SchmeNm', 'Issr'))), one('IBAN', line(34)))),
  passedOver('Tp', 'Ccy', 'Nm', 'Prxy'),
)

// In the order of the schema. What a bank for its own customers does not act on may stand there; what would change whom or what is
// paid (checks, instructions, equivalent amounts) may not.
const orderShape = parts(
  one('PmtId', parts(maybe('InstrId', line(35)), one('EndToEndId', line(35)), passedOver('UETR'))),
  passedOver('PmtTpInf'),
  one('Amt', choice(one('InstdAmt', amount))),
  passedOver('ChrgBr', 'UltmtDbtr', 'CdtrAgt', 'Cdtr'),
  one('CdtrAcct', account),
  passedOver('UltmtCdtr', 'Purp', 'RgltryRptg'),
  maybe('RmtInf', parts(any('Ustrd', line(140)))),
)

const faultIn = (element: Element, shape: Shape): string => {
  try {
    checkShape(element, shape)
    return ''
  } catch (error) {
    if (error instanceof Misshapen) return error.message
    throw error
  }
}

const accountIn = (element: Element, name: string) =>
  textAt(element, name, 'Id', 'Othr', 'Id') || textAt(element, name, 'Id', 'IBAN')

const [root, group] = ['Document/CstmrCdtTrfInitn', 'GrpHdr']
const paths = {
  header: `${root}/${group}`,
  batch: `${root}/PmtInf`,
  order: `${root}/PmtInf/CdtTrfTxInf`,
}

const toOrder = ({ element, around, line: at }: Found, number: number): Order => {
  const batch = around[around.length - 1]
  const currency = typeof element.content === 'string' ? undefined : currencyIn(element)
  const fault =
    faultIn(element, orderShape) || (textAt(batch, 'PmtMtd') === 'TRF' ? '' : 'PmtMtd: only TRF is carried out')
  const notes = typeof element.content === 'string' ? [] : notesIn(element)
  return {
    number,
    batch: textAt(batch, 'PmtInfId'),
    reference: textAt(element, 'PmtId', 'EndToEndId'),
    day: textAt(batch, 'ReqdExctnDt', 'Dt') || textAt(batch, 'ReqdExctnDt', 'DtTm').slice(0, 10),
    from: accountIn(batch, 'DbtrAcct'),
    to: accountIn(element, 'CdtrAcct'),
    currency: currency ?? '',
    amount: textAt(element, 'Amt', 'InstdAmt'),
    note: notes.join(' '),
    fault: fault && `line ${at}, ${fault}`,
  }
}

const childrenOf = ({ content }: Element): readonly Element[] => (typeof content === 'string' ? [] : content)

const currencyIn = (element: Element) =>
  childrenOf(element)
    .filter(({ name }) => name === 'Amt')
    .flatMap(childrenOf)
    .find(({ name }) => name === 'InstdAmt')?.attributes.Ccy

const notesIn = (element: Element) =>
  childrenOf(element)
    .filter(({ name }) => name === 'RmtInf')
    .flatMap(childrenOf)
    .flatMap(({ name, content }) => (name === 'Ustrd' && typeof content === 'string' ? [content.trim()] : []))

/** Amounts of a file as hundred-thousandths, the finest that the message knows, so that sums are exact. */
const fineOf = (amountText: string): bigint => {
  const [whole, decimals = ''] = amountText.split('.')
  return /^\d{1,18}$/.test(whole) && /^\d{0,5}$/.test(decimals) ? BigInt(whole + decimals.padEnd(5, '0')) : 0n
}

const createSums = (what: string) => {
  let [count, sum] = [0, 0n]
  return {
    add: (amountText: string) => {
      count++
      sum += fineOf(amountText)
    },
    check: (stated: Element, isNeeded: boolean) => {
      const [wantedCount, wantedSum] = [textAt(stated, 'NbOfTxs'), textAt(stated, 'CtrlSum')]
      if ((isNeeded || wantedCount !== '') && wantedCount !== String(count))
        throw fileSumsDiffer(`${what} says ${wantedCount || 'nothing'} orders and has ${count}.`)
      if (wantedSum !== '' && fineOf(wantedSum) !== sum)
        throw fileSumsDiffer(`The control sum of ${what} is not the sum of its amounts.`)
    },
  }
}

export interface Message {
  readonly id: string
  readonly hash: Buffer
  readonly orders: readonly Order[]
}

/** Reads the whole message. Throws file-broken, file-sums-differ, file-too-long. */
export const readPain001 = async (file: AsyncIterable<Uint8Array>): Promise<Message> => {
  const hash = createHash('sha256')
  const hashed = (async function* () {
    for await (const piece of file) {
      hash.update(piece)
      yield piece
    }
  })()
  try {
    const { header, orders } = await readOrders(hashed)
    return { id: textAt(header, 'MsgId').slice(0, 35), hash: hash.digest(), orders }
  } catch (error) {
    if (error instanceof BrokenXml) throw fileBroken(error.line, error.message)
    throw error
  }
}

const readOrders = async (file: AsyncIterable<Uint8Array>) => {
  const orders: Order[] = []
  const all = createSums('the file')
  let batch = createSums('a batch')
  let header: Element | undefined
  for await (const found of readXml(file, { namespace: painNamespace, paths: Object.values(paths) })) {
    if (found.path === paths.header) header = found.element
    else if (found.path === paths.batch) {
      batch.check(found.element, false)
      batch = createSums('a batch')
    } else {
      if (orders.length === mostOrders) throw fileTooLong(mostOrders)
      const order = toOrder(found, orders.length + 1)
      orders.push(order)
      for (const sums of [all, batch]) sums.add(order.amount)
    }
  }
  if (!header || textAt(header, 'MsgId') === '') throw fileBroken(0, 'there is no group header with a message id')
  if (orders.length === 0) throw fileBroken(0, 'there is no order in it')
  all.check(header, true)
  return { header, orders }
}
