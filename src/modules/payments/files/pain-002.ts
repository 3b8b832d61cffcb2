/** What became of a file, as pain.002.001.10. Each part is held against its shape before it is written. */
import { uuidv8 } from '#platform/id'
import { closeTag, type Element, element, openTag, textElement, writeXml, xmlDeclaration } from '#platform/xml'
import { checkShape, choice, maybe, one, parts, text } from '#platform/xml-shape'
import type { PaymentFileLine } from '../wire.ts'
import type { FileRow } from './rows.ts'

const line = (most: number) => text(/^\S(.*\S)?$/su, most)

const txShape = parts(
  maybe('OrgnlEndToEndId', line(35)),
  one('TxSts', text(/^(ACSC|ACSP|PDNG|RJCT)$/)),
  maybe('StsRsnInf', parts(one('Rsn', choice(one('Prtry', line(35)))), maybe('AddtlInf', line(105)))),
  maybe('AcctSvcrRef', line(35)),
)

type Status = 'ACSC' | 'ACSP' | 'PDNG' | 'RJCT'

/** Settled, under way, waiting for somebody, or not carried out. */
export const statusOf = (state: PaymentFileLine['state']): Status => {
  if (state === 'settled') return 'ACSC'
  if (state === 'waits' || state === 'challenged' || state === 'in_review' || state === 'waiting') return 'PDNG'
  return state === 'tried' || state === 'announced' ? 'ACSP' : 'RJCT'
}

const trimmed = (given: string, most: number) => [...given.trim()].slice(0, most).join('').trim()

const txOf = ({ reference, state, rule, detail, payment }: PaymentFileLine): Element => {
  const status = statusOf(state)
  const reason = element('StsRsnInf', [
    element('Rsn', [element('Prtry', rule ?? state)]),
    textElement('AddtlInf', trimmed(detail, 105)),
  ])
  const tx = element('TxInfAndSts', [
    textElement('OrgnlEndToEndId', trimmed(reference, 35)),
    element('TxSts', status),
    status === 'ACSC' ? null : reason,
    textElement('AcctSvcrRef', payment?.replaceAll('-', '')),
  ])
  checkShape(tx, txShape)
  return tx
}

const groupStatus = ({ state, good, lines }: FileRow): string => {
  if (state !== 'done') return good === 0 ? 'RJCT' : 'PDNG'
  return good === lines ? 'ACSP' : 'PART'
}

/** `pages` are the lines with their batch, in the order of the file. */
export async function* writePain002(
  file: FileRow,
  pages: AsyncIterable<readonly { readonly batch: string; readonly line: PaymentFileLine }[]>,
  made: Date,
): AsyncGenerator<string> {
  const id = uuidv8(file.hash.subarray(0, 16)).replaceAll('-', '')
  yield xmlDeclaration + openTag('Document', { xmlns: 'urn:iso:std:iso:20022:tech:xsd:pain.002.001.10' })
  yield openTag('CstmrPmtStsRpt', {}, '  ')
  yield writeXml(element('GrpHdr', [element('MsgId', id), element('CreDtTm', made.toISOString())]), '    ')
  const original = element('OrgnlGrpInfAndSts', [
    element('OrgnlMsgId', trimmed(file.message, 35)),
    element('OrgnlMsgNmId', 'pain.001.001.09'),
    element('OrgnlNbOfTxs', file.lines.toString()),
    element('GrpSts', groupStatus(file)),
  ])
  yield writeXml(original, '    ')
  let open: string | undefined
  for await (const lines of pages) {
    let written = ''
    for (const { batch, line: each } of lines) {
      if (batch !== open) {
        if (open !== undefined) written += closeTag('OrgnlPmtInfAndSts', '    ')
        written += openTag('OrgnlPmtInfAndSts', {}, '    ')
        written += writeXml(element('OrgnlPmtInfId', trimmed(batch, 35) || 'NOTPROVIDED'), '      ')
        open = batch
      }
      written += writeXml(txOf(each), '      ')
    }
    yield written
  }
  if (open !== undefined) yield closeTag('OrgnlPmtInfAndSts', '    ')
  yield closeTag('CstmrPmtStsRpt', '  ') + closeTag('Document')
}
