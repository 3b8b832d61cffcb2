import assert from 'node:assert/strict'
import { test } from 'node:test'
import { houseAccount, transferCode } from '#modules/ledger'
import { type CurrencyCode, currencies } from '#platform/money'
import { dayMs } from '#platform/time'
import { type Person, type TestBank, testBank } from '#testing/bank'

const upload = async (
  bank: TestBank,
  who: Person,
  payload: string,
  query = 'currency=EUR',
  type = 'text/csv',
  id = bank.newId(),
) => {
  const headers = { ...who.headers, 'content-type': type }
  const answer = await bank.http.server.inject({
    method: 'PUT',
    url: `/v1/reconciliations/${id}?${query}`,
    headers,
    payload,
  })
  const body = answer.json()
  return { status: answer.statusCode, body, code: body.code as string | undefined }
}

/** Money that came to, or with a minus left, our account at the correspondent. */
const book = async (bank: TestBank, minor: bigint, day = 0, currency: CurrencyCode = 'EUR') => {
  const [ours, other] = [houseAccount('correspondent', currency), houseAccount('abroad', currency)]
  const id = bank.newId()
  const [debit, credit] = minor > 0n ? [ours, other] : [other, ours]
  const bookedAt = new Date(bank.clock().getTime() + day * dayMs)
  const amount = minor > 0n ? minor : -minor
  const [result] = await bank.ledger.createTransfers(bank.db, [
    {
      kind: 'posted',
      id,
      debit,
      credit,
      amount,
      ledger: currencies[currency].ledger,
      code: transferCode.send,
      bookedAt,
    },
  ])
  assert.equal(result, 'ok')
  return id
}

const openTown = async () => {
  const bank = await testBank()
  return { bank, farah: await bank.person('administrator', 'Farah') }
}

const breaksOf = async (bank: TestBank, who: Person, state = 'open') =>
  (await bank.ask(who, 'GET', `/v1/breaks?state=${state}`)).body.items as {
    id: string
    side: string
    minor: string
    day: string
    age: string
    ageDays: number
    reference: string
    note: string
    ending: string
  }[]

const head = 'date,amount,reference,description\n'

test('a statement is matched line by line, and what stands on one side alone is a break', async () => {
  const { bank, farah } = await openTown()
  await using _ = bank
  for (const minor of [1_000n, -250n, 300n, 700n, 42n]) await book(bank, minor)
  const csv = `${head}2026-03-02,10.00,A1,"Paid, in full"\n2026-03-03,-2.50,A2,\n2026-03-02,10.00,A3,Sum\n2026-03-02,99.00,A4,Nobody knows\n`
  const { status, body } = await upload(bank, farah, csv)
  assert.equal(status, 200, body.detail)
  assert.deepEqual([body.lines, body.matched, body.open, body.byRule], [4, 3, 2, { exact: 1, window: 1, many: 1 }])
  const open = await breaksOf(bank, farah)
  assert.deepEqual(open.map(({ side, minor, reference }) => `${side} ${minor} ${reference}`.trim()).sort(), [
    'ours 42',
    'theirs 9900 A4',
  ])
})

test('the same statement again changes nothing, and a later one ends what it explains', async () => {
  const { bank, farah } = await openTown()
  await using _ = bank
  await book(bank, 500n)
  await book(bank, 42n)
  const first = await upload(bank, farah, `${head}2026-03-02,5.00,A1,\n2026-03-02,7.00,A2,\n`)
  const again = await upload(bank, farah, `${head}2026-03-02,5.00,A1,\n2026-03-02,7.00,A2,\n`)
  assert.equal(again.body.id, first.body.id)
  assert.equal((await breaksOf(bank, farah)).length, 2)
  await book(bank, 700n, 1)
  const second = await upload(bank, farah, `${head}2026-03-03,0.42,A3,\n`)
  assert.deepEqual(second.body.byRule, { window: 2 })
  assert.deepEqual(await breaksOf(bank, farah), [])
  assert.deepEqual(
    (await breaksOf(bank, farah, 'ended')).map(({ ending }) => ending),
    ['matched', 'matched'],
  )
})

test('statements that come at once never match a transfer twice', async () => {
  const { bank, farah } = await openTown()
  await using _ = bank
  for (let count = 0; count < 3; count++) await book(bank, 500n)
  const texts = Array.from(
    { length: 2 },
    (_, index) => `${head}2026-03-02,5.00,F${index},\n2026-03-02,5.00,G${index},\n`,
  )
  const answers = await Promise.all(texts.map((text) => upload(bank, farah, text)))
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200],
  )
  const [{ matched }] = await bank.db.query<{ matched: bigint }>(
    'select count(*) as matched from payments.reconciliation_match',
  )
  assert.equal(matched, 3n)
  assert.equal((await breaksOf(bank, farah)).length, 1)
})

test('breaks age, wait in a queue with the oldest first, and end with an explanation that stays', async () => {
  const { bank, farah } = await openTown()
  await using _ = bank
  await upload(
    bank,
    farah,
    `${head}2026-03-01,1.00,new,\n2026-02-24,2.00,week,\n2026-02-10,3.00,month,\n2025-12-01,4.00,old,\n`,
  )
  const open = await breaksOf(bank, farah)
  assert.deepEqual(
    open.map(({ reference, age }) => `${reference} ${age}`),
    ['old old', 'month month', 'week week', 'new fresh'],
  )
  const url = `/v1/breaks/${open[0].id}/explanation`
  assert.equal((await bank.ask(farah, 'POST', url, { note: 'x' })).code, 'invalid-input')
  const ended = await bank.ask(farah, 'POST', url, { note: 'A fee of theirs, booked by hand.' })
  assert.deepEqual([ended.body.ending, ended.body.endedBy.name], ['explained', 'Farah'])
  assert.equal((await bank.ask(farah, 'POST', url, { note: 'Again.' })).code, 'break-ended')
  assert.equal((await breaksOf(bank, farah)).length, 3)
  await book(bank, 400n)
  await upload(bank, farah, `${head}2026-03-02,8.00,other,\n`)
  // What was explained is not matched any more.
  assert.equal((await breaksOf(bank, farah, 'ended')).length, 1)
})

const camt = (entries: string, closing = '12.50') => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId><CreDtTm>2026-03-02T20:00:00Z</CreDtTm></GrpHdr><Stmt><Id>1</Id>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${closing}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt></Bal>
${entries}</Stmt></BkToCstmrStmt></Document>`
const entry = (amount: string, side: string, currency = 'EUR', status = '<Cd>BOOK</Cd>') =>
  `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd><Sts>${status}</Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>`

test('a camt.053 is read with its signs, its balances have to agree, and what is not booked is left out', async () => {
  const { bank, farah } = await openTown()
  await using _ = bank
  await book(bank, 1_000n)
  await book(bank, -250n)
  const entries = entry('10.00', 'CRDT') + entry('2.50', 'DBIT') + entry('7.00', 'CRDT', 'EUR', '<Cd>PDNG</Cd>')
  const good = await upload(bank, farah, camt(entries), 'currency=EUR', 'application/xml')
  assert.deepEqual([good.status, good.body.matched, good.body.open], [200, 2, 0])
  assert.equal(
    (await upload(bank, farah, camt(entries, '12.51'), 'currency=EUR', 'application/xml')).code,
    'file-sums-differ',
  )
  assert.equal(
    (await upload(bank, farah, camt(entry('1', 'CRDT', 'USD')), 'currency=EUR', 'application/xml')).code,
    'statement-broken',
  )
})

test('what is no statement is refused by its line, and nothing is kept', async () => {
  const { bank, farah } = await openTown()
  await using _ = bank
  const wrong: [string, RegExp][] = [
    ['', /no line in it/],
    [head, /no line in it/],
    ['date,amount\n2026-03-02,1.00\n', /no column “reference”/],
    [`${head}2026-02-30,1.00,A,\n`, /line 2, “2026-02-30” is no day/],
    [`${head}2026-03-02,1.00,A,\n2026-03-02,1.005,A,\n`, /line 3, “1.005” is no amount of EUR/],
    [`${head}2026-03-02,0,A,\n`, /is no amount/],
    [`${head}2026-03-02,1e3,A,\n`, /is no amount/],
    [`${head}2026-03-02,1.00,"A,\n`, /quote is not closed/],
    [`${head}2026-03-02,1.00,${'x'.repeat(5000)},\n`, /longer than/],
  ]
  for (const [text, why] of wrong) {
    const { body, code } = await upload(bank, farah, text)
    assert.equal(code, 'statement-broken', `${why}`)
    assert.match(body.detail, why)
  }
  const [{ kept }] = await bank.db.query<{ kept: bigint }>('select count(*) as kept from payments.reconciliation')
  assert.equal(kept, 0n)
  const teller = await bank.person('teller', 'Tom')
  assert.equal((await upload(bank, teller, `${head}2026-03-02,1.00,A,\n`)).status, 403)
})

test('twenty thousand lines are held against the book in seconds', async () => {
  const { bank, farah } = await openTown()
  await using _ = bank
  const rows = Array.from({ length: 20_000 }, (_, index) => `2026-03-02,${index + 1}.00,L${index},`)
  const began = performance.now()
  const { body } = await upload(bank, farah, head + rows.join('\n'))
  assert.deepEqual([body.lines, body.matched], [20_000, 0])
  assert.ok(performance.now() - began < 20_000)
  assert.equal((await upload(bank, farah, `${head}${rows.join('\n')}\n2026-03-02,1.00,M,`)).code, 'file-too-long')
})
