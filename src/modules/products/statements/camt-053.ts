/** A statement as ISO 20022 camt.053.001.08, bank to customer. Every part is held against its shape before it is written. */
import { type CurrencyCode, toDecimal } from '#platform/money'
import { closeTag, type Element, element, openTag, textElement, writeXml, xmlDeclaration } from '#platform/xml'
import { checkShape, type Shape } from '#platform/xml-shape'
import { entry, groupHeader, statementHead } from './camt-053-shape.ts'
import { spanOf } from './period.ts'
import type { Line, Statement } from './statement.ts'

export const camtNamespace = 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'

const checked = (part: Element, shape: Shape): Element => {
  checkShape(part, shape)
  return part
}

const absolute = (minor: bigint) => (minor < 0n ? -minor : minor)

const amountElement = (minor: bigint, currency: CurrencyCode) =>
  element('Amt', toDecimal(absolute(minor), currency), { Ccy: currency })

/** What is owed to the customer is a credit balance, zero too. */
const sideOf = (isCredit: boolean) => element('CdtDbtInd', isCredit ? 'CRDT' : 'DBIT')

const trimmed = (text: string, most: number): string => [...text.trim()].slice(0, most).join('').trim()

/** Ids of 36 characters go into 35 without their hyphens. */
const shortId = (id: string) => id.replaceAll('-', '')

const balanceElement = (code: 'OPBD' | 'CLBD', minor: bigint, currency: CurrencyCode, day: string) =>
  element('Bal', [
    element('Tp', [element('CdOrPrtry', [element('Cd', code)])]),
    amountElement(minor, currency),
    sideOf(minor >= 0n),
    element('Dt', [element('Dt', day)]),
  ])

const sumsElement = (name: string, { count, total }: { count: number; total: bigint }, currency: CurrencyCode) =>
  element(name, [element('NbOfNtries', count.toString()), element('Sum', toDecimal(total, currency))])

const headOf = ({ id, period, made, owner, account, sums }: Statement): Element => {
  const { from, before } = spanOf(period)
  const { currency } = account
  return element('Stmt', [
    element('Id', shortId(id)),
    element('CreDtTm', made.toISOString()),
    element('FrToDt', [
      element('FrDtTm', from.toISOString()),
      element('ToDtTm', new Date(before.getTime() - 1).toISOString()),
    ]),
    element('Acct', [
      element('Id', [element('Othr', [element('Id', account.number)])]),
      element('Ccy', currency),
      textElement('Nm', trimmed(account.name, 70)),
      element('Ownr', [element('Nm', trimmed(owner, 140))]),
      element('Svcr', [element('FinInstnId', [element('Nm', 'Bankserver')])]),
    ]),
    balanceElement('OPBD', sums.opening, currency, period.from),
    balanceElement('CLBD', sums.closing, currency, period.to),
    element('TxsSummry', [
      sumsElement('TtlCdtNtries', sums.in, currency),
      sumsElement('TtlDbtNtries', sums.out, currency),
    ]),
  ])
}

const otherParty = ({ who, side }: Line): Element | null => {
  const name = trimmed(who ?? '', 140)
  if (name === '') return null
  return element('RltdPties', [element(side === 'in' ? 'Dbtr' : 'Cdtr', [element('Pty', [element('Nm', name)])])])
}

const remittance = ({ note }: Line): Element | null => {
  const text = trimmed(note, 140)
  return text === '' ? null : element('RmtInf', [element('Ustrd', text)])
}

const entryOf = (line: Line, currency: CurrencyCode): Element => {
  const [amount, side] = [amountElement(line.amount, currency), sideOf(line.side === 'in')]
  const reference = element('AcctSvcrRef', shortId(line.transfer))
  return element('Ntry', [
    element('NtryRef', line.number.toString()),
    amount,
    side,
    element('Sts', [element('Cd', 'BOOK')]),
    element('BookgDt', [element('DtTm', line.bookedAt.toISOString())]),
    element('ValDt', [element('Dt', line.bookedAt.toISOString().slice(0, 10))]),
    reference,
    element('BkTxCd', [element('Prtry', [element('Cd', line.kind), element('Issr', 'Bankserver')])]),
    element('NtryDtls', [
      element('TxDtls', [element('Refs', [reference]), amount, side, otherParty(line), remittance(line)]),
    ]),
  ])
}

export async function* writeCamt053(statement: Statement): AsyncGenerator<string> {
  const { id, made, account } = statement
  const header = element('GrpHdr', [element('MsgId', shortId(id)), element('CreDtTm', made.toISOString())])
  const head = checked(headOf(statement), statementHead).content as readonly Element[]
  yield xmlDeclaration + openTag('Document', { xmlns: camtNamespace }) + openTag('BkToCstmrStmt', {}, '  ')
  yield writeXml(checked(header, groupHeader), '    ') + openTag('Stmt', {}, '    ')
  yield head.map((part) => writeXml(part, '      ')).join('')
  for await (const lines of statement.lines)
    yield lines.map((line) => writeXml(checked(entryOf(line, account.currency), entry), '      ')).join('')
  yield closeTag('Stmt', '    ') + closeTag('BkToCstmrStmt', '  ') + closeTag('Document')
}
