/** FI to FI payment status report (pacs.002.001.10): how an answer of the bank abroad is read, and how we answer. */
import { type Element, element, textElement, writeXml, xmlDeclaration } from '#platform/xml'
import { checkShape, choice, maybe, one, parts, passedOver, type Shape, text } from '#platform/xml-shape'
import { plainText } from './text.ts'

export const pacs002Namespace = 'urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10'

const line = (most: number) => text(/^\S(.*\S)?$/su, most)
const status = text(/^(ACCC|ACCP|ACFC|ACSC|ACSP|ACTC|ACWC|ACWP|PDNG|RCVD|RJCT)$/, 4)
const reason = parts(
  passedOver('Orgtr'),
  maybe('Rsn', choice(one('Cd', text(/^[A-Z0-9]{1,4}$/, 4)), one('Prtry', line(35)))),
  passedOver('AddtlInf'),
)

export const answerShape: Shape = parts(
  passedOver('StsId', 'OrgnlGrpInf'),
  maybe('OrgnlInstrId', line(35)),
  maybe('OrgnlEndToEndId', line(35)),
  maybe('OrgnlTxId', line(35)),
  passedOver('OrgnlUETR'),
  one('TxSts', status),
  maybe('StsRsnInf', reason),
  passedOver(
    'ChrgsInf',
    'AccptncDtTm',
    'FctvIntrBkSttlmDt',
    'AcctSvcrRef',
    'ClrSysRef',
    'InstgAgt',
    'InstdAgt',
    'OrgnlTxRef',
    'SplmtryData',
  ),
)

const ourShape = parts(
  maybe('OrgnlEndToEndId', line(35)),
  maybe('OrgnlTxId', line(35)),
  one('TxSts', text(/^(ACSC|RJCT)$/)),
  maybe('StsRsnInf', parts(one('Rsn', parts(one('Cd', text(/^[A-Z0-9]{4}$/, 4)))), maybe('AddtlInf', line(105)))),
)

/** What a status means for us: arrived, not carried out, or not known yet. */
export const meaningOf = (code: string): 'accepted' | 'rejected' | 'pending' => {
  if (code === 'ACSC' || code === 'ACCC') return 'accepted'
  return code === 'RJCT' ? 'rejected' : 'pending'
}

/** External status reasons (ISO 20022, ExternalStatusReason1Code) in a customer's words; another code is shown as it is. */
const reasons: Readonly<Record<string, string>> = {
  AC01: 'the account number is not right',
  AC03: 'the account number is not right',
  AC04: 'the account is closed',
  AC06: 'the account is blocked',
  AC07: 'the account is closed',
  AC14: 'this kind of account cannot be paid',
  AG01: 'the account does not take such payments',
  AM02: 'the amount is more than is allowed there',
  AM03: 'the account is in another currency',
  AM05: 'the bank abroad took it for one that it already had',
  BE01: 'name and account do not belong together',
  BE04: 'the payee’s address is missing',
  CUST: 'the payee asked for it',
  MS02: 'the payee gave no reason',
  MS03: 'the bank abroad gave no reason',
  RC01: 'the bank code is not right',
  RR04: 'rules of that country forbid it',
}

export const reasonInWords = (code: string): string => reasons[code] ?? `the bank abroad says ${code || 'nothing'}`

export interface Answered {
  readonly endToEnd: string
  readonly transaction: string
  /** A reason where it is refused. */
  readonly refusal: { readonly code: string; readonly detail: string } | null
}

const toAnswer = ({ endToEnd, transaction, refusal }: Answered): Element => {
  const made = element('TxInfAndSts', [
    textElement('OrgnlEndToEndId', endToEnd),
    textElement('OrgnlTxId', transaction),
    element('TxSts', refusal ? 'RJCT' : 'ACSC'),
    refusal &&
      element('StsRsnInf', [
        element('Rsn', [element('Cd', refusal.code)]),
        textElement('AddtlInf', plainText(refusal.detail, 105)),
      ]),
  ])
  checkShape(made, ourShape)
  return made
}

export interface AnswerHeading {
  readonly id: string
  readonly made: Date
  readonly original: string
}

/** Our answer to a message that came. */
export const writePacs002 = ({ id, made, original }: AnswerHeading, lines: readonly Answered[]): string => {
  const refused = lines.filter(({ refusal }) => refusal !== null).length
  const group = refused === 0 ? 'ACSC' : refused === lines.length ? 'RJCT' : 'PART'
  const message = element('FIToFIPmtStsRpt', [
    element('GrpHdr', [element('MsgId', id), element('CreDtTm', made.toISOString())]),
    element('OrgnlGrpInfAndSts', [
      element('OrgnlMsgId', original),
      element('OrgnlMsgNmId', 'pacs.008.001.08'),
      element('GrpSts', group),
    ]),
    ...lines.map(toAnswer),
  ])
  return xmlDeclaration + writeXml(element('Document', [message], { xmlns: pacs002Namespace }))
}
