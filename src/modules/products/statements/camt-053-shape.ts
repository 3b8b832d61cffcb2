/** What we write of a camt.053.001.08, as shapes of our own: each part is checked before it leaves. */
import { choice, maybe, one, parts, type Shape, text } from '#platform/xml-shape'

const line = (most: number) => text(/^\S(.*\S)?$/su, most)
const day = text(/^\d{4}-\d\d-\d\d$/, 10)
const instant = text(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 24)
const amount: Shape = { ...text(/^(0|[1-9]\d{0,17})(\.\d{1,5})?$/, 20), attributes: { Ccy: /^[A-Z]{3}$/ } }
const total = text(/^(0|[1-9]\d{0,17})(\.\d{1,5})?$/, 20)
const side = text(/^(CRDT|DBIT)$/)
const count = text(/^\d{1,15}$/, 15)

export const groupHeader = parts(one('MsgId', line(35)), one('CreDtTm', instant))

const balance = parts(
  one('Tp', parts(one('CdOrPrtry', choice(one('Cd', text(/^(OPBD|CLBD)$/)))))),
  one('Amt', amount),
  one('CdtDbtInd', side),
  one('Dt', choice(one('Dt', day))),
)

const sums = parts(one('NbOfNtries', count), one('Sum', total))

/** What stands before the entries, in order. */
export const statementHead = parts(
  one('Id', line(35)),
  one('CreDtTm', instant),
  one('FrToDt', parts(one('FrDtTm', instant), one('ToDtTm', instant))),
  one(
    'Acct',
    parts(
      one('Id', choice(one('Othr', parts(one('Id', line(34)))))),
      one('Ccy', text(/^[A-Z]{3}$/)),
      maybe('Nm', line(70)),
      one('Ownr', parts(one('Nm', line(140)))),
      one('Svcr', parts(one('FinInstnId', parts(one('Nm', line(140)))))),
    ),
  ),
  { ...one('Bal', balance), most: 'many' },
  one('TxsSummry', parts(one('TtlCdtNtries', sums), one('TtlDbtNtries', sums))),
)

const party = choice(one('Pty', parts(one('Nm', line(140)))))

const details = parts(
  one('Refs', parts(one('AcctSvcrRef', line(35)))),
  one('Amt', amount),
  one('CdtDbtInd', side),
  maybe('RltdPties', parts(maybe('Dbtr', party), maybe('Cdtr', party))),
  maybe('RmtInf', parts(one('Ustrd', line(140)))),
)

export const entry = parts(
  one('NtryRef', line(35)),
  one('Amt', amount),
  one('CdtDbtInd', side),
  one('Sts', choice(one('Cd', text(/^BOOK$/)))),
  one('BookgDt', choice(one('DtTm', instant))),
  one('ValDt', choice(one('Dt', day))),
  one('AcctSvcrRef', line(35)),
  one('BkTxCd', parts(one('Prtry', parts(one('Cd', line(35)), one('Issr', line(35)))))),
  one('NtryDtls', parts(one('TxDtls', details))),
)
