/** A statement as camt.053.001.08: its booked entries, and whether they lead from its opening to its closing balance. Read while it comes. */
import { type CurrencyCode, largestMinor } from '#platform/money'
import type { Element } from '#platform/xml'
import { BrokenXml, partOf, readXml, textAt } from '#platform/xml-reader'
import { statementBroken, statementSumsDiffer } from './refusals.ts'
import { readLine, type StatementLine } from './statement-line.ts'

const namespace = 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'
const at = (name: string) => `Document/BkToCstmrStmt/Stmt/${name}`

const signed = (element: Element): string =>
  `${textAt(element, 'CdtDbtInd') === 'DBIT' ? '-' : ''}${textAt(element, 'Amt')}`

const checkCurrency = (element: Element, currency: CurrencyCode, line: number) => {
  const found = partOf(element, 'Amt')?.attributes.Ccy
  if (found !== currency) throw statementBroken(line, `an amount is in ${found ?? 'nothing'}, not in ${currency}`)
}

const minorOfBalance = (element: Element, currency: CurrencyCode, line: number): bigint => {
  checkCurrency(element, currency, line)
  const text = textAt(element, 'Amt')
  if (/^0+(\.0*)?$/.test(text)) return 0n
  return readLine({ line, day: '2000-01-01', amount: signed(element), reference: '', detail: '' }, currency).minor
}

const referenceOf = (entry: Element): string =>
  textAt(entry, 'NtryDtls', 'TxDtls', 'Refs', 'TxId') ||
  textAt(entry, 'NtryDtls', 'TxDtls', 'Refs', 'EndToEndId') ||
  textAt(entry, 'NtryDtls', 'TxDtls', 'Refs', 'MsgId') ||
  textAt(entry, 'NtryRef')

const toLine = (entry: Element, currency: CurrencyCode, line: number): StatementLine => {
  checkCurrency(entry, currency, line)
  const day = textAt(entry, 'BookgDt', 'Dt') || textAt(entry, 'BookgDt', 'DtTm').slice(0, 10)
  const detail = textAt(entry, 'NtryDtls', 'TxDtls', 'RmtInf', 'Ustrd') || textAt(entry, 'AddtlNtryInf')
  return readLine({ line, day, amount: signed(entry), reference: referenceOf(entry), detail }, currency)
}

const balanceCode = (element: Element): string => textAt(element, 'Tp', 'CdOrPrtry', 'Cd')

/** Throws statement-broken, file-sums-differ. */
export async function* readCamtStatement(
  file: AsyncIterable<Uint8Array>,
  currency: CurrencyCode,
): AsyncGenerator<StatementLine> {
  let [opening, closing, sum]: [bigint | null, bigint | null, bigint] = [null, null, 0n]
  try {
    for await (const { path, element, line } of readXml(file, { namespace, paths: [at('Bal'), at('Ntry')] })) {
      if (path === at('Bal')) {
        if (balanceCode(element) === 'OPBD') opening = minorOfBalance(element, currency, line)
        if (balanceCode(element) === 'CLBD') closing = minorOfBalance(element, currency, line)
      } else if (['BOOK', ''].includes(textAt(element, 'Sts', 'Cd') || textAt(element, 'Sts'))) {
        const read = toLine(element, currency, line)
        sum += read.minor
        if (sum > largestMinor || sum < -largestMinor) throw statementBroken(line, 'the sum is more than a book holds')
        yield read
      }
    }
  } catch (error) {
    if (error instanceof BrokenXml) throw statementBroken(error.line, error.message)
    throw error
  }
  if (opening !== null && closing !== null && opening + sum !== closing) throw statementSumsDiffer()
}
