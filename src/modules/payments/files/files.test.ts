import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Holder, type Person, password, type TestBank, testBank } from '#testing/bank'
import { minorOf } from './judge.ts'
import { statusOf } from './pain-002.ts'

interface Asked {
  readonly to: string
  readonly amount: string
  readonly currency?: string
  readonly note?: string
  readonly inside?: string
}

const orderOf = ({ to, amount, currency = 'INR', note = 'Wages & more', inside = '' }: Asked, index: number) => `
      <CdtTrfTxInf><PmtId><EndToEndId>E${index}</EndToEndId></PmtId>
        <Amt><InstdAmt Ccy="${currency}">${amount}</InstdAmt></Amt>${inside}
        <Cdtr><Nm>Somebody</Nm></Cdtr><CdtrAcct><Id><Othr><Id>${to}</Id></Othr></Id></CdtrAcct>
        <RmtInf><Ustrd>${note.replaceAll('&', '&amp;')}</Ustrd></RmtInf></CdtTrfTxInf>`

interface Written {
  readonly from: string
  readonly orders: readonly Asked[]
  readonly count?: number
  readonly sum?: string
  readonly day?: string
  readonly head?: string
}

const write = ({ from, orders, count = orders.length, sum, day = '2026-03-02', head = '' }: Written) =>
  `<?xml version="1.0" encoding="UTF-8"?>${head}
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
  <GrpHdr><MsgId>Wages of March</MsgId><CreDtTm>2026-03-02T08:00:00Z</CreDtTm><NbOfTxs>${count}</NbOfTxs>${sum ? `<CtrlSum>${sum}</CtrlSum>` : ''}<InitgPty><Nm>Ada</Nm></InitgPty></GrpHdr>
  <PmtInf><PmtInfId>B1</PmtInfId><PmtMtd>TRF</PmtMtd><ReqdExctnDt><Dt>${day}</Dt></ReqdExctnDt>
    <Dbtr><Nm>Ada</Nm></Dbtr><DbtrAcct><Id><Othr><Id>${from}</Id></Othr></Id></DbtrAcct><DbtrAgt><FinInstnId><Nm>Bankserver</Nm></FinInstnId></DbtrAgt>${orders.map(orderOf).join('')}
  </PmtInf></CstmrCdtTrfInitn></Document>`

const openTown = async (probability?: (share: number) => number) => {
  const bank = await testBank({ probability })
  const [ada, bob, eve] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob'), await bank.holder('Eve')]
  return { bank, ada, bob, eve }
}

const bring = async (bank: TestBank, who: Person, text: string, id = bank.newId(), type = 'application/xml') => {
  const answer = await bank.http.server.inject({
    method: 'PUT',
    url: `/v1/payment-files/${id}`,
    headers: { ...who.headers, 'content-type': type },
    payload: text,
  })
  return { status: answer.statusCode, body: answer.json() }
}

const linesOf = async (bank: TestBank, who: Holder, id: string) =>
  (await bank.ask(who, 'GET', `/v1/payment-files/${id}/lines`)).body.items as {
    state: string
    rule: string | null
    payment: string | null
    detail: string
  }[]

const prove = (bank: TestBank, who: Holder, id: string) =>
  bank.ask(who, 'POST', `/v1/payment-files/${id}/proof`, { proof: { password } })

test('a file is read line by line, one proof carries out what is good, and the rest says which rule refused it', async () => {
  const { bank, ada, bob, eve } = await openTown()
  await using _ = bank
  const orders: Asked[] = [
    { to: bob.number, amount: '12.50' },
    { to: eve.number, amount: '7' },
    { to: '123456789012', amount: '1' },
    { to: bob.number, amount: '1.005' },
    { to: bob.number, amount: '1', currency: 'EUR' },
    { to: ada.number, amount: '1' },
    { to: bob.number, amount: '0' },
    { to: bob.number, amount: '1', note: 'x'.repeat(141) },
    { to: bob.number, amount: '1', inside: '<ChqInstr/>' },
    { to: bob.number, amount: '5000' },
  ]
  const text = write({ from: ada.number, orders, sum: '5025.505' })
  const { status, body } = await bring(bank, ada, text)
  assert.equal(status, 200)
  const { id, good, left, lines, total, currency, state, hash, message } = body
  assert.deepEqual(
    { good, left, lines, total, currency, state, message },
    { good: 3, left: 3, lines: 10, total: '501950', currency: 'INR', state: 'read', message: 'Wages of March' },
  )
  assert.equal(hash, createHash('sha256').update(text).digest('hex'))
  assert.equal(await bank.balance(ada.product), 100_000n)
  const before = await linesOf(bank, ada, id)
  assert.deepEqual(
    before.map(({ state: each, rule }) => rule ?? each),
    [
      'waits',
      'waits',
      'number-wrong',
      'amount-wrong',
      'currency-differs',
      'same-account',
      'amount-wrong',
      'malformed',
      'malformed',
      'waits',
    ],
  )
  assert.match(before[8].detail, /line \d+, CdtTrfTxInf\/ChqInstr: not known here/)

  const proved = await prove(bank, ada, id)
  assert.deepEqual([proved.status, proved.body.state, proved.body.left], [200, 'done', 0])
  const after = await linesOf(bank, ada, id)
  assert.deepEqual(
    [after[0].state, after[1].state, after[9].state, after[9].rule],
    ['settled', 'settled', 'refused', 'exceeds-available'],
  )
  assert.deepEqual([await bank.balance(ada.product), await bank.balance(bob.product)], [98_050n, 1_250n])
  assert.equal((await prove(bank, ada, id)).code, 'file-not-waiting')
})

test('a file that is sent twice, by whatever id, moves money once', async () => {
  const { bank, ada, bob } = await openTown()
  await using _ = bank
  const text = write({ from: ada.number, orders: [{ to: bob.number, amount: '10' }] })
  const first = (await bring(bank, ada, text)).body
  await prove(bank, ada, first.id)
  const again = (await bring(bank, ada, text)).body
  assert.deepEqual([again.id, again.state], [first.id, 'done'])
  // Even where the bank had forgotten the file, its payments would be known.
  await bank.db.query('delete from payments.payment_file_line')
  await bank.db.query('delete from payments.payment_file')
  const forgotten = (await bring(bank, ada, text)).body
  assert.notEqual(forgotten.id, first.id)
  await prove(bank, ada, forgotten.id)
  assert.equal((await linesOf(bank, ada, forgotten.id))[0].state, 'settled')
  assert.equal(await bank.balance(bob.product), 1_000n)
})

test('a hundred proofs and brings at once carry each line out once', async () => {
  const { bank, ada, bob } = await openTown()
  await using _ = bank
  const orders = Array.from({ length: 40 }, () => ({ to: bob.number, amount: '1' }))
  const text = write({ from: ada.number, orders })
  const brought = await Promise.all(Array.from({ length: 2 }, () => bring(bank, ada, text)))
  const id = brought.find(({ status }) => status === 200)?.body.id
  const answers = await Promise.all(Array.from({ length: 8 }, () => prove(bank, ada, id)))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  await Promise.all(Array.from({ length: 4 }, () => bank.payments.carryFilesOn()))
  assert.equal(await bank.balance(bob.product), 4_000n)
})

test('a file that was stopped in the middle goes on by the clock', async () => {
  const { bank, ada, bob } = await openTown()
  await using _ = bank
  const orders = Array.from({ length: 3 }, () => ({ to: bob.number, amount: '1' }))
  const { id } = (await bring(bank, ada, write({ from: ada.number, orders }))).body
  await bank.db.query(`update payments.payment_file set state = 'proved', proved_at = $2 where id = $1`, [
    id,
    bank.clock(),
  ])
  assert.equal(await bank.payments.carryFilesOn(), 3)
  assert.equal(await bank.payments.carryFilesOn(), 0)
  assert.equal((await bank.ask(ada, 'GET', `/v1/payment-files/${id}`)).body.state, 'done')
  assert.equal(await bank.balance(bob.product), 300n)
})

test('the proof is of just this file: count, total and every byte of it', async () => {
  const { bank, ada, bob } = await openTown()
  await using _ = bank
  const device = await bank.givePasskey(ada)
  const one = (await bring(bank, ada, write({ from: ada.number, orders: [{ to: bob.number, amount: '10' }] }))).body
  const other = (await bring(bank, ada, write({ from: ada.number, orders: [{ to: bob.number, amount: '99' }] }))).body
  const stepUp = (await bank.ask(ada, 'POST', `/v1/payment-files/${one.id}/step-ups`)).body
  assert.deepEqual(stepUp.signs, {
    act: 'pay-file',
    amount: { currency: 'INR', minor: '1000' },
    payee: null,
    about: `1 ${one.hash}`,
  })
  const proof = { stepUp: stepUp.id, credential: device.use(stepUp.options) }
  assert.equal((await bank.ask(ada, 'POST', `/v1/payment-files/${other.id}/proof`, { proof })).code, 'passkey-refused')
  assert.equal(await bank.balance(bob.product), 0n)
})

test('each line is scored like any payment: what stands out waits for its payer, and takes nothing from the others', async () => {
  const { bank, ada, bob } = await openTown((share) => (share > 0.3 ? 0.6 : 0.01))
  await using _ = bank
  const orders = [
    { to: bob.number, amount: '500' },
    { to: bob.number, amount: '10' },
  ]
  const { id } = (await bring(bank, ada, write({ from: ada.number, orders }))).body
  await prove(bank, ada, id)
  assert.deepEqual(
    (await linesOf(bank, ada, id)).map(({ state }) => state),
    ['challenged', 'settled'],
  )
  assert.equal(await bank.balance(bob.product), 1_000n)
})

test('what is no such file, has wrong sums, is too large or somebody else’s is refused as a whole', async () => {
  const { bank, ada, bob, eve } = await openTown()
  await using _ = bank
  const orders = [{ to: bob.number, amount: '10' }]
  const good = write({ from: ada.number, orders })
  const codeOf = async (text: string, type?: string) => (await bring(bank, ada, text, bank.newId(), type)).body.code
  assert.equal(await codeOf(write({ from: ada.number, orders, count: 2 })), 'file-sums-differ')
  assert.equal(await codeOf(write({ from: ada.number, orders, sum: '10.01' })), 'file-sums-differ')
  assert.equal(await codeOf(write({ from: ada.number, orders: [] })), 'file-broken')
  assert.equal(await codeOf(write({ from: ada.number, orders, head: '<!DOCTYPE a [<!ENTITY b "c">]>' })), 'file-broken')
  assert.equal(await codeOf('hello'), 'file-broken')
  assert.equal(await codeOf(''), 'file-broken')
  assert.equal(await codeOf(good.replace('001.09', '001.03')), 'file-broken')
  assert.equal(await codeOf(good, 'application/json'), 'media-type')
  assert.equal(await codeOf(good + ' '.repeat(9 * 1024 * 1024)), 'body-too-large')
  const many = Array.from({ length: 10_001 }, () => ({ to: bob.number, amount: '1' }))
  assert.equal(await codeOf(write({ from: ada.number, orders: many })), 'file-too-long')

  const { id } = (await bring(bank, ada, good)).body
  for (const [method, path] of [
    ['GET', ''],
    ['GET', '/lines'],
    ['GET', '/report'],
    ['POST', '/step-ups'],
  ] as const)
    assert.equal((await bank.ask(eve, method, `/v1/payment-files/${id}${path}`)).code, 'no-such-file')
  assert.equal((await prove(bank, eve, id)).code, 'no-such-file')
  // The same words of somebody else pay from no account of theirs.
  const stolen = (await bring(bank, eve, good)).body
  assert.deepEqual([stolen.good, (await linesOf(bank, eve, stolen.id))[0].rule], [0, 'no-such-account'])
  assert.equal((await bring(bank, eve, `${good}\n`, id)).body.code, 'id-taken')
})

test('the result of a file is a message that says of each order what became of it', async () => {
  const { bank, ada, bob } = await openTown()
  await using _ = bank
  const orders = [
    { to: bob.number, amount: '10' },
    { to: '123456789012', amount: '10' },
  ]
  const text = write({ from: ada.number, orders })
  const { id } = (await bring(bank, ada, text)).body
  await prove(bank, ada, id)
  const report = await bank.http.server.inject({
    method: 'GET',
    url: `/v1/payment-files/${id}/report`,
    headers: ada.headers,
  })
  assert.equal(report.headers['content-type'], 'application/xml')
  assert.match(report.body, /<OrgnlMsgId>Wages of March<\/OrgnlMsgId>[\s\S]*<GrpSts>PART<\/GrpSts>/)
  assert.match(report.body, /<OrgnlEndToEndId>E0<\/OrgnlEndToEndId>\s*<TxSts>ACSC<\/TxSts>/)
  assert.match(report.body, /<OrgnlEndToEndId>E1<\/OrgnlEndToEndId>\s*<TxSts>RJCT<\/TxSts>[\s\S]*<Prtry>number-wrong</)
  assert.equal(statusOf('in_review'), 'PDNG')
  assert.equal(statusOf('blocked'), 'RJCT')
})

test('an amount is exact or none: no part of a minor unit is rounded away', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 15n }), fc.nat({ max: 3 }), (minor, zeros) => {
      const digits = minor.toString().padStart(3, '0')
      const written = `${digits.slice(0, -2)}.${digits.slice(-2)}${'0'.repeat(zeros)}`
      assert.equal(minorOf(written, 'INR'), minor)
      assert.equal(minorOf(`${digits.slice(0, -2)}.${digits.slice(-2)}1`, 'INR'), null)
    }),
    { seed: 20_261_127 },
  )
  assert.deepEqual(
    [minorOf('5', 'JPY'), minorOf('5.5', 'JPY'), minorOf('1.234', 'KWD'), minorOf('-1', 'INR'), minorOf('1e3', 'INR')],
    [5n, null, 1234n, null, null],
  )
})
