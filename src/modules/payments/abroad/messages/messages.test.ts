import assert from 'node:assert/strict'
import { test } from 'node:test'
import { houseAccount } from '#modules/ledger'
import { type Person, password, type TestBank } from '#testing/bank'
import { judgeXml } from '#testing/xmllint'
import { houseBalance, openAbroad, program, quote, sendBy } from '../test-abroad.ts'
import { transactionOf } from './pacs-008.ts'
import { plainText } from './text.ts'

const upload = async (bank: TestBank, who: Person, what: 'answers' | 'orders', payload: string) => {
  const headers = { ...who.headers, 'content-type': 'application/xml' }
  const answer = await bank.http.server.inject({
    method: 'PUT',
    url: `/v1/received-messages/${what}`,
    headers,
    payload,
  })
  const body = answer.json()
  return { status: answer.statusCode, body, code: body.code as string | undefined }
}

const resultsOf = ({ body }: { body: { lines: { result: string }[] } }) => body.lines.map(({ result }) => result)

interface Status {
  readonly payment?: string
  readonly transaction?: string
  readonly status: string
  readonly reason?: string
}

const answer = (id: string, lines: readonly Status[], group = '') => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10"><FIToFIPmtStsRpt>
  <GrpHdr><MsgId>${id}</MsgId><CreDtTm>2026-03-02T12:00:00Z</CreDtTm><InstgAgt><FinInstnId><BICFI>DEUTDEFF</BICFI></FinInstnId></InstgAgt></GrpHdr>${group}
${lines
  .map(
    ({ payment = '', transaction = transactionOf(payment), status, reason }) =>
      `<TxInfAndSts><OrgnlTxId>${transaction}</OrgnlTxId><TxSts>${status}</TxSts>${reason ? `<StsRsnInf><Rsn><Cd>${reason}</Cd></Rsn></StsRsnInf>` : ''}</TxInfAndSts>`,
  )
  .join('\n')}</FIToFIPmtStsRpt></Document>`

/** Three payments of Ada's on their way in one message. */
const onTheWay = async () => {
  const town = await openAbroad()
  const { bank, ada } = town
  const sent: string[] = []
  for (const minor of [100_000n, 200_000n, 300_000n])
    sent.push((await sendBy(bank, ada, (await quote(bank, ada, minor)).body.quote)).id)
  const bankAbroad = await program(bank)
  const [message] = await bank.payments.abroad.makeMessages()
  return { ...town, sent, bankAbroad, message, left: await bank.balance(ada.product) }
}

const stateOf = async (bank: TestBank, who: Person, id: string) => {
  const { payment, abroad } = (await bank.ask(who, 'GET', `/v1/payments-abroad/${id}`)).body
  return [payment.state, abroad.state]
}

test('what is ready leaves in one message a currency, each payment once, as the schema wants it', async () => {
  const { bank, ada, sent, bankAbroad, message } = await onTheWay()
  await using _ = bank
  assert.deepEqual(await bank.payments.abroad.makeMessages(), [])
  assert.deepEqual(await stateOf(bank, ada, sent[0]), ['settled', 'sent'])
  const { body } = await bank.ask(bankAbroad, 'GET', '/v1/abroad-messages')
  assert.deepEqual(
    body.items.map(({ id, currency, lines, total, settles }: Record<string, unknown>) => ({
      id,
      currency,
      lines,
      total,
      settles,
    })),
    [{ id: message, currency: 'EUR', lines: 3, total: '6634', settles: '2026-03-02' }],
  )
  const file = await bank.http.server.inject({
    url: `/v1/abroad-messages/${message}/file`,
    headers: bankAbroad.headers,
  })
  assert.equal(file.statusCode, 200)
  assert.match(file.body, /<NbOfTxs>3<\/NbOfTxs>\s*<TtlIntrBkSttlmAmt Ccy="EUR">66\.34<\/TtlIntrBkSttlmAmt>/)
  assert.match(file.body, /<Nm>Marie Curie<\/Nm>/)
  assert.equal(file.body.match(new RegExp(`<TxId>${transactionOf(sent[1])}</TxId>`, 'g'))?.length, 1)
  const judged = await judgeXml(file.body, 'pacs.008.001.08')
  assert.ok(judged === 'valid' || 'skipped' in judged, JSON.stringify(judged))
})

test('messages made at the same moment share the payments, and send none twice', async () => {
  const { bank, ada } = await openAbroad()
  await using _ = bank
  for (let count = 0; count < 4; count++) await sendBy(bank, ada, (await quote(bank, ada, 50_000n)).body.quote)
  const made = await Promise.all(Array.from({ length: 8 }, () => bank.payments.abroad.makeMessages()))
  const rows = await bank.db.query<{ lines: number }>('select lines from payments.abroad_message')
  assert.equal(
    rows.reduce((sum, { lines }) => sum + lines, 0),
    4,
  )
  assert.equal(made.flat().length, rows.length)
})

test('what arrived is taken from our account there; what was rejected is back with its payer, all of it, with the reason', async () => {
  const { bank, ada, sent, bankAbroad, left } = await onTheWay()
  await using _ = bank
  const text = answer('A1', [
    { payment: sent[0], status: 'ACSC' },
    { payment: sent[1], status: 'RJCT', reason: 'AC04' },
    { payment: sent[2], status: 'ACSP' },
    { payment: sent[0], status: 'RJCT', reason: 'AC01' },
    { transaction: 'f'.repeat(32), status: 'ACSC' },
    { payment: sent[2], status: 'OOPS' },
  ])
  const taken = await upload(bank, bankAbroad, 'answers', text)
  assert.equal(taken.status, 200, taken.code)
  assert.deepEqual(resultsOf(taken), ['accepted', 'returned', 'noted', 'duplicate', 'unknown', 'malformed'])
  assert.deepEqual(await Promise.all(sent.map((id) => stateOf(bank, ada, id))), [
    ['settled', 'accepted'],
    ['returned', 'returned'],
    ['settled', 'sent'],
  ])
  assert.equal(await bank.balance(ada.product), (left ?? 0n) + 210_200n)
  const { payment, abroad } = (await bank.ask(ada, 'GET', `/v1/payments-abroad/${sent[1]}`)).body
  assert.match(payment.message, /the account is closed\. All of it is back/)
  assert.equal(abroad.reason, 'AC04: the account is closed')
  assert.equal(await houseBalance(bank, houseAccount('correspondent', 'EUR')), 1_106n)
  assert.equal(await houseBalance(bank, houseAccount('abroad', 'EUR')), 3_317n)
  assert.equal(await houseBalance(bank, houseAccount('fees', 'INR')), 20_400n)
  assert.equal((await bank.ledger.prove()).breach, null)
  const { items } = (await bank.ask(ada, 'GET', '/v1/activity')).body
  assert.deepEqual([items[0].side, items[0].amount, items[0].who], ['in', '210200', 'Marie Curie'])
  const told = (await bank.ask(ada, 'GET', '/v1/notifications')).body.items
  assert.deepEqual(
    told.map(({ kind, amount, link }: { kind: string; amount: { minor: string }; link: string }) => [
      kind,
      amount.minor,
      link,
    ]),
    [['sent-back', '210200', `/payments/${sent[1]}`]],
  )
})

test('an answer is applied once, however often and under whatever id it comes, also a hundred times at once', async () => {
  const { bank, ada, sent, bankAbroad, left } = await onTheWay()
  await using _ = bank
  const lines = [
    { payment: sent[0], status: 'ACSC' },
    { payment: sent[1], status: 'RJCT', reason: 'AC04' },
  ]
  const take = (id: string) =>
    bank.payments.abroad.takeAnswer(
      (async function* () {
        yield Buffer.from(answer(id, lines))
      })(),
      { sender: 'x', person: bankAbroad.id },
    )
  await Promise.all(Array.from({ length: 100 }, (_, index) => take(`B${index % 10}`)))
  assert.equal(await bank.balance(ada.product), (left ?? 0n) + 210_200n)
  assert.equal(await houseBalance(bank, houseAccount('correspondent', 'EUR')), 1_106n)
  const again = await upload(bank, bankAbroad, 'answers', answer('C1', lines))
  assert.deepEqual(resultsOf(again), ['already', 'already'])
  const other = await upload(
    bank,
    bankAbroad,
    'answers',
    answer('C1', [{ payment: sent[2], status: 'RJCT', reason: 'AC04' }]),
  )
  assert.equal(other.code, 'message-differs')
  const opposite = await upload(
    bank,
    bankAbroad,
    'answers',
    answer('C2', [
      { payment: sent[0], status: 'RJCT', reason: 'AC04' },
      { payment: sent[1], status: 'ACSC' },
    ]),
  )
  assert.deepEqual(resultsOf(opposite), ['contradicts', 'contradicts'])
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('an answer to the message as a whole is one to each payment in it, and to no other message', async () => {
  const { bank, ada, sent, bankAbroad, message } = await onTheWay()
  await using _ = bank
  const group = (original: string) =>
    `<OrgnlGrpInfAndSts><OrgnlMsgId>${original}</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId><GrpSts>RJCT</GrpSts></OrgnlGrpInfAndSts>`
  const wrong = await upload(
    bank,
    bankAbroad,
    'answers',
    answer('D1', [{ payment: sent[0], status: 'ACSC' }], group('another')),
  )
  assert.deepEqual(resultsOf(wrong), ['unknown'])
  const whole = await upload(bank, bankAbroad, 'answers', answer('D2', [], group(transactionOf(message))))
  assert.deepEqual(resultsOf(whole), ['returned', 'returned', 'returned'])
  assert.equal(await bank.balance(ada.product), 1_000_000n)
  assert.equal(await houseBalance(bank, houseAccount('fees', 'INR')), 0n)
})

test('a payment that was on hold for a review goes back as well, with its hold’s transfer undone', async () => {
  const { bank, ada } = await openAbroad({ probability: (share) => (share > 0.1 ? 0.8 : 0.01) })
  await using _ = bank
  const analyst = await bank.person('analyst', 'Nina')
  const { id } = await sendBy(bank, ada, (await quote(bank, ada, 200_000n)).body.quote)
  const decision = { decision: 'release', note: 'Fine.', proof: { password } }
  assert.equal((await bank.ask(analyst, 'POST', `/v1/reviews/${id}`, decision)).body.state, 'settled')
  await bank.payments.abroad.makeMessages()
  const bankAbroad = await program(bank)
  const taken = await upload(
    bank,
    bankAbroad,
    'answers',
    answer('E1', [{ payment: id, status: 'RJCT', reason: 'XYZ9' }]),
  )
  assert.deepEqual(resultsOf(taken), ['returned'])
  assert.equal(await bank.balance(ada.product), 1_000_000n)
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('a yes and a no at the same moment: one of them counts, and the money is in one place', async () => {
  const { bank, ada, sent, bankAbroad, left } = await onTheWay()
  await using _ = bank
  const say = (id: string, status: string) =>
    upload(
      bank,
      bankAbroad,
      'answers',
      answer(id, [{ payment: sent[1], status, reason: status === 'RJCT' ? 'AC04' : undefined }]),
    )
  const taken = await Promise.all([say('Y', 'ACSC'), say('N', 'RJCT')])
  assert.deepEqual(taken.flatMap(resultsOf).filter((result) => result !== 'contradicts').length, 1)
  const [state, there] = await stateOf(bank, ada, sent[1])
  const isBack = state === 'returned'
  assert.equal(there, isBack ? 'returned' : 'accepted')
  assert.equal(await bank.balance(ada.product), (left ?? 0n) + (isBack ? 210_200n : 0n))
  assert.equal(await houseBalance(bank, houseAccount('correspondent', 'EUR')), isBack ? 0n : 2_211n)
})

interface Incoming {
  readonly reference: string
  readonly to: string
  readonly amount: string
  readonly currency?: string
  readonly more?: string
}

const orders = (
  id: string,
  all: readonly Incoming[],
  count = all.length,
  total?: string,
) => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>
  <GrpHdr><MsgId>${id}</MsgId><CreDtTm>2026-03-02T12:00:00Z</CreDtTm><NbOfTxs>${count}</NbOfTxs>${total ? `<TtlIntrBkSttlmAmt Ccy="INR">${total}</TtlIntrBkSttlmAmt>` : ''}<SttlmInf><SttlmMtd>INDA</SttlmMtd></SttlmInf><InstgAgt><FinInstnId><BICFI>DEUTDEFF</BICFI></FinInstnId></InstgAgt></GrpHdr>
${all
  .map(
    ({
      reference,
      to,
      amount,
      currency = 'INR',
      more = '',
    }) => `<CdtTrfTxInf><PmtId><EndToEndId>E</EndToEndId><TxId>${reference}</TxId></PmtId>
    <IntrBkSttlmAmt Ccy="${currency}">${amount}</IntrBkSttlmAmt><ChrgBr>SHAR</ChrgBr>
    <Dbtr><Nm>Pierre Curie</Nm></Dbtr><DbtrAcct><Id><IBAN>FR1420041010050500013M02606</IBAN></Id></DbtrAcct>
    <DbtrAgt><FinInstnId><BICFI>BNPAFRPP</BICFI></FinInstnId></DbtrAgt><CdtrAgt><FinInstnId><BICFI>BSRVINBB</BICFI></FinInstnId></CdtrAgt>
    <Cdtr><Nm>Somebody</Nm></Cdtr><CdtrAcct><Id><Othr><Id>${to}</Id></Othr></Id></CdtrAcct>${more}<RmtInf><Ustrd>Radium</Ustrd></RmtInf></CdtTrfTxInf>`,
  )
  .join('\n')}</FIToFICstmrCdtTrf></Document>`

test('orders of another bank are paid or refused one by one, and answered as a message', async () => {
  const { bank, ada } = await openAbroad()
  await using _ = bank
  const bob = await bank.holder('Bob')
  await bank.ledger.setFrozen(bank.db, bob.product, true)
  const bankAbroad = await program(bank)
  const text = orders('M1', [
    { reference: 'R1', to: ada.number, amount: '12.50' },
    { reference: 'R2', to: '123456789012', amount: '1' },
    { reference: 'R3', to: ada.number, amount: '1', currency: 'EUR' },
    { reference: 'R4', to: ada.number, amount: '1.005' },
    { reference: 'R1', to: ada.number, amount: '12.50' },
    { reference: 'R5', to: bob.number, amount: '1' },
    { reference: 'R6', to: ada.number, amount: '1', more: '<Oops/>' },
    { reference: 'R7', to: ada.number, amount: '2' },
  ])
  const taken = await upload(bank, bankAbroad, 'orders', text)
  assert.deepEqual(
    taken.body.lines.map(({ result, detail }: { result: string; detail: string }) =>
      `${result} ${detail.slice(0, 4)}`.trim(),
    ),
    ['paid', 'refused AC01', 'refused AM03', 'refused AM12', 'refused AM05', 'refused AC06', 'refused FF01', 'paid'],
  )
  assert.equal(await bank.balance(ada.product), 1_001_450n)
  assert.equal(await houseBalance(bank, houseAccount('correspondent', 'INR')), -1_450n)
  assert.equal(await houseBalance(bank, houseAccount('abroad', 'INR')), 0n)
  assert.equal((await bank.ledger.prove()).breach, null)

  const [seen] = (await bank.ask(ada, 'GET', '/v1/payments-abroad')).body.items
  assert.deepEqual(
    [seen.payment.from.name, seen.abroad.state, seen.payment.note],
    ['Pierre Curie', 'arrived', 'Radium'],
  )
  const told = (await bank.ask(ada, 'GET', '/v1/notifications')).body.items
  assert.deepEqual(
    told
      .map(({ kind, amount, note, link }: { kind: string; amount: { minor: string }; note: string; link: string }) => [
        kind,
        amount.minor,
        note,
        link,
      ])
      .at(-1),
    ['arrived-abroad', '1250', 'Radium', `/abroad/${taken.body.lines[0].payment}`],
  )
  assert.equal(told.length, 2, 'one for each that was paid')
  const report = await bank.http.server.inject({
    url: `/v1/received-messages/${taken.body.id}/report`,
    headers: bankAbroad.headers,
  })
  assert.match(report.body, /<GrpSts>PART<\/GrpSts>/)
  assert.equal(report.body.match(/<TxSts>ACSC<\/TxSts>/g)?.length, 2)
  assert.match(report.body, /<Cd>AC01<\/Cd>/)
  const judged = await judgeXml(report.body, 'pacs.002.001.10')
  assert.ok(judged === 'valid' || 'skipped' in judged, JSON.stringify(judged))
})

test('orders that come again, in the same message or another, at once or later, are paid once', async () => {
  const { bank, ada } = await openAbroad()
  await using _ = bank
  const bankAbroad = await program(bank)
  const one = [{ reference: 'R1', to: ada.number, amount: '10' }]
  const take = (id: string) =>
    bank.payments.abroad.takeOrders(
      (async function* () {
        yield Buffer.from(orders(id, one))
      })(),
      { sender: 'x', person: bankAbroad.id },
    )
  await Promise.all(Array.from({ length: 60 }, (_, index) => take(`M${index % 6}`)))
  assert.equal(await bank.balance(ada.product), 1_001_000n)
  const again = await upload(bank, bankAbroad, 'orders', orders('M9', one))
  assert.match(again.body.lines[0].detail, /^AM05/)
})

test('a message whose sums are wrong, that is none, or that carries more than text is refused whole', async () => {
  const { bank, ada } = await openAbroad()
  await using _ = bank
  const bankAbroad = await program(bank)
  const one = [{ reference: 'R1', to: ada.number, amount: '10' }]
  const good = orders('M1', one)
  assert.equal((await upload(bank, bankAbroad, 'orders', orders('M1', one, 2))).code, 'file-sums-differ')
  assert.equal((await upload(bank, bankAbroad, 'orders', orders('M1', one, 1, '10.01'))).code, 'file-sums-differ')
  for (const wrong of [
    good.replace('<Document', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Document'),
    good.replace('pacs.008.001.08', 'pacs.008.001.02'),
    good.slice(0, -30),
    good.replace('<MsgId>M1</MsgId>', ''),
    answer('A', []),
  ])
    assert.equal((await upload(bank, bankAbroad, 'orders', wrong)).code, 'message-broken')
  assert.equal((await upload(bank, ada, 'orders', good)).status, 403)
  assert.equal(await bank.balance(ada.product), 1_000_000n)
})

test('names are written in letters that every bank can read', () => {
  assert.equal(plainText('Jürgen Weiß & Søn’s Łódź', 140), "Jurgen Weiss + Son's Lodz")
  assert.equal(plainText('आशा शर्मा', 140), '.. ...')
  assert.equal(plainText('x'.repeat(200), 140).length, 140)
})
