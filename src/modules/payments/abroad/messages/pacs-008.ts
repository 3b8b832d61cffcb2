/** FI to FI customer credit transfer (pacs.008.001.08): its shape, how it is written, and how one order of it is read. */
import { createHash } from 'node:crypto'
import { type CurrencyCode, toDecimal } from '#platform/money'
import { type Element, element, textElement, writeXml, xmlDeclaration } from '#platform/xml'
import { checkShape, choice, maybe, one, parts, passedOver, type Shape, some, text } from '#platform/xml-shape'
import { plainText } from './text.ts'

export const pacs008Namespace = 'urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08'

const line = (most: number) => text(/^\S(.*\S)?$/su, most)
const bic = text(/^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/, 11)
const day = text(/^\d{4}-\d\d-\d\d$/, 10)
const time = text(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/, 40)
const amount: Shape = { ...text(/^(?!0+(\.0+)?$)\d{1,13}(\.\d{1,5})?$/, 19), attributes: { Ccy: /^[A-Z]{3}$/ } }
const agent = parts(
  one('FinInstnId', parts(maybe('BICFI', bic), passedOver('ClrSysMmbId', 'LEI', 'Nm', 'PstlAdr', 'Othr'))),
  passedOver('BrnchId'),
)
const ourAgent = parts(one('FinInstnId', parts(one('BICFI', bic))))
const party = parts(maybe('Nm', line(140)), passedOver('PstlAdr', 'Id', 'CtryOfRes', 'CtctDtls'))
const named = parts(one('Nm', line(140)), passedOver('PstlAdr', 'Id', 'CtryOfRes', 'CtctDtls'))
const account = parts(
  one('Id', choice(one('IBAN', line(34)), one('Othr', parts(one('Id', line(34)), passedOver('SchmeNm', 'Issr'))))),
  passedOver('Tp', 'Ccy', 'Nm', 'Prxy'),
)

/** One order, in the order of the schema. What we do not act on may stand there; what would change whom or what is paid may not. */
export const orderShape: Shape = parts(
  one(
    'PmtId',
    parts(
      maybe('InstrId', line(35)),
      one('EndToEndId', line(35)),
      maybe('TxId', line(35)),
      maybe('UETR', text(/^[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}$/, 36)),
    ),
  ),
  passedOver('PmtTpInf'),
  one('IntrBkSttlmAmt', amount),
  maybe('IntrBkSttlmDt', day),
  passedOver('SttlmPrty', 'SttlmTmIndctn', 'SttlmTmReq', 'AccptncDtTm', 'PoolgAdjstmntDt'),
  maybe('InstdAmt', amount),
  maybe('XchgRate', text(/^\d{1,11}(\.\d{1,10})?$/, 22)),
  one('ChrgBr', text(/^(DEBT|CRED|SHAR|SLEV)$/)),
  passedOver(
    'ChrgsInf',
    'PrvsInstgAgt1',
    'PrvsInstgAgt1Acct',
    'InstgAgt',
    'InstdAgt',
    'IntrmyAgt1',
    'IntrmyAgt1Acct',
    'UltmtDbtr',
    'InitgPty',
  ),
  one('Dbtr', party),
  maybe('DbtrAcct', account),
  one('DbtrAgt', agent),
  passedOver('DbtrAgtAcct'),
  one('CdtrAgt', agent),
  passedOver('CdtrAgtAcct'),
  one('Cdtr', named),
  one('CdtrAcct', account),
  passedOver('UltmtCdtr', 'InstrForCdtrAgt', 'InstrForNxtAgt'),
  maybe('Purp', parts(one('Cd', text(/^[A-Z]{4}$/, 4)))),
  passedOver('RgltryRptg', 'Tax', 'RltdRmtInf'),
  maybe('RmtInf', parts(some('Ustrd', line(140)))),
)

const headerShape = parts(
  one('MsgId', line(35)),
  one('CreDtTm', time),
  one('NbOfTxs', text(/^[1-9]\d{0,14}$/)),
  one('TtlIntrBkSttlmAmt', amount),
  one('IntrBkSttlmDt', day),
  one('SttlmInf', parts(one('SttlmMtd', text(/^INDA$/)))),
  one('InstgAgt', ourAgent),
)

/** What one payment needs to be an order of a message. */
export interface Outgoing {
  readonly payment: string
  readonly money: { readonly currency: CurrencyCode; readonly minor: bigint }
  readonly payer: { readonly name: string; readonly account: string }
  readonly payee: {
    readonly name: string
    readonly account: string
    readonly bank: string | null
    readonly country: string
  }
  readonly instructed: { readonly currency: CurrencyCode; readonly minor: bigint } | null
  readonly rate: string | null
  readonly purpose: string | null
  readonly note: string
}

/** External purpose codes (ISO 20022, ExternalPurpose1Code) of what customers name. */
const purposeCodes: Readonly<Record<string, string>> = {
  family: 'FAMI',
  education: 'EDUC',
  travel: 'TRVC',
  medical: 'MDCS',
  goods: 'GDDS',
  services: 'SCVE',
  rent: 'RENT',
  gift: 'GIFT',
}

/** A payment's name in messages: its id without hyphens, which are 32 of the 35 characters that there are. */
export const transactionOf = (payment: string): string => payment.replaceAll('-', '')

/** The UUID that follows a payment through all banks (UETR), of version 4 as the schema wants it, from the payment's own. */
const followedBy = (payment: string): string => {
  const digits = createHash('sha256').update(`uetr ${payment}`).digest('hex')
  const variant = '89ab'[Number.parseInt(digits[16], 16) % 4]
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20, 32)}`
}

const money = (name: string, { currency, minor }: Outgoing['money']) =>
  element(name, toDecimal(minor, currency), { Ccy: currency })
const agentOf = (name: string, code: string | null, bankName?: string) =>
  element(name, [
    element('FinInstnId', [textElement('BICFI', code), code === null ? textElement('Nm', bankName) : null]),
  ])
const accountOf = (name: string, id: string, isIban: boolean) =>
  element(name, [element('Id', [isIban ? element('IBAN', id) : element('Othr', [element('Id', id)])])])

const isIbanText = (account: string) => /^[A-Z]{2}\d\d/.test(account)

const toOrder = (order: Outgoing, bank: string): Element => {
  const { payment, payer, payee, instructed, rate, purpose, note } = order
  const made = element('CdtTrfTxInf', [
    element('PmtId', [
      element('EndToEndId', transactionOf(payment)),
      element('TxId', transactionOf(payment)),
      element('UETR', followedBy(payment)),
    ]),
    money('IntrBkSttlmAmt', order.money),
    instructed && money('InstdAmt', instructed),
    textElement('XchgRate', rate),
    element('ChrgBr', 'SHAR'),
    element('Dbtr', [element('Nm', plainText(payer.name, 140))]),
    accountOf('DbtrAcct', payer.account, false),
    agentOf('DbtrAgt', bank),
    agentOf('CdtrAgt', payee.bank, 'NOTPROVIDED'),
    element('Cdtr', [element('Nm', plainText(payee.name, 140) || 'NOTPROVIDED')]),
    accountOf('CdtrAcct', payee.account, isIbanText(payee.account)),
    purpose === null ? null : element('Purp', [element('Cd', purposeCodes[purpose] ?? 'OTHR')]),
    plainText(note, 140) === '' ? null : element('RmtInf', [element('Ustrd', plainText(note, 140))]),
  ])
  checkShape(made, orderShape)
  return made
}

export interface Heading {
  readonly id: string
  readonly made: Date
  /** YYYY-MM-DD on which the banks settle it. */
  readonly settles: string
  readonly currency: CurrencyCode
  /** BIC of this bank. */
  readonly bank: string
}

/** The whole message; every part is checked by its shape, so that nothing misshapen ever leaves. */
export const writePacs008 = ({ id, made, settles, currency, bank }: Heading, orders: readonly Outgoing[]): string => {
  const minor = orders.reduce((sum, order) => sum + order.money.minor, 0n)
  const header = element('GrpHdr', [
    element('MsgId', transactionOf(id)),
    element('CreDtTm', made.toISOString()),
    element('NbOfTxs', orders.length.toString()),
    money('TtlIntrBkSttlmAmt', { currency, minor }),
    element('IntrBkSttlmDt', settles),
    element('SttlmInf', [element('SttlmMtd', 'INDA')]),
    agentOf('InstgAgt', bank),
  ])
  checkShape(header, headerShape)
  const message = element('FIToFICstmrCdtTrf', [header, ...orders.map((order) => toOrder(order, bank))])
  return xmlDeclaration + writeXml(element('Document', [message], { xmlns: pacs008Namespace }))
}
