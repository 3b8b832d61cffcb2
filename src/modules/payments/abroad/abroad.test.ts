import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { houseAccount } from '#modules/ledger'
import { type CurrencyCode, currencyCodes } from '#platform/money'
import { secondMs } from '#platform/time'
import { password, type TestBank } from '#testing/bank'
import { putFees } from '../fees/test-fees.ts'
import { houseBalance, iban, openAbroad, quote, sendBy, signInAgain } from './test-abroad.ts'

const house = (bank: TestBank, account: 'abroad' | 'exchange' | 'fees', currency: CurrencyCode) =>
  houseBalance(bank, houseAccount(account, currency))

test('a quote shows rate, reference, spread and fee, and what it says is what is booked', async () => {
  const { bank, ada } = await openAbroad()
  await using _ = bank
  const { body } = await quote(bank, ada, 450_000n)
  // 4,500 rupees at 90 a euro are 50 euros; half a percent less are 49.75.
  const { exchanged, fee, total, arrives, rate, reference, spread, leaves, arrivesOn } = body
  assert.deepEqual(
    { exchanged, fee, total, arrives, rate: rate.text, reference, spread, leaves, arrivesOn },
    {
      exchanged: { currency: 'INR', minor: '450000' },
      fee: { currency: 'INR', minor: '10450' },
      total: { currency: 'INR', minor: '460450' },
      arrives: { currency: 'EUR', minor: '4975' },
      rate: '0.0110556',
      reference: { text: '0.0111111', day: '2026-02-27', source: 'a test' },
      spread: { basisPoints: 50, costs: { currency: 'EUR', minor: '25' } },
      leaves: '2026-03-02',
      arrivesOn: '2026-03-03',
    },
  )
  assert.equal(Date.parse(body.expiresAt) - Date.parse(body.madeAt), 30 * secondMs)
  const sent = await sendBy(bank, ada, body.quote)
  assert.equal(sent.status, 200, sent.body.detail)
  const { payment, abroad } = sent.body
  assert.deepEqual(
    [payment.state, payment.amount.minor, abroad.state, abroad.reason],
    ['settled', '460450', 'ready', null],
  )
  assert.deepEqual(payment.to, { product: null, name: 'Marie Curie', ends: '3000' })
  assert.equal(await bank.balance(ada.product), 539_550n)
  assert.deepEqual(
    await Promise.all([
      house(bank, 'abroad', 'INR'),
      house(bank, 'exchange', 'INR'),
      house(bank, 'fees', 'INR'),
      house(bank, 'exchange', 'EUR'),
      house(bank, 'abroad', 'EUR'),
    ]),
    [0n, 450_000n, 10_450n, -4_975n, 4_975n],
  )
  assert.equal((await bank.ledger.prove()).breach, null)
  const { items } = (await bank.ask(ada, 'GET', '/v1/activity')).body
  assert.deepEqual(
    [items[0].who, items[0].kind, items[0].amount, items[0].side],
    ['Marie Curie', 'send', '460450', 'out'],
  )
})

test('a fixed fee is in the currency that the corridor names, whatever is paid with; where it names none, in the payer’s', async () => {
  const { bank, ada, open } = await openAbroad({}, { feeBasisPoints: 0, feeMost: '12000' })
  await using _ = bank
  const eva = await bank.holder('Eva', 1_000_000n, 'EUR')
  const fees = async () => [(await quote(bank, ada, 450_000n)).body.fee, (await quote(bank, eva, 450_000n)).body.fee]
  assert.deepEqual(await fees(), [
    { currency: 'INR', minor: '10000' },
    { currency: 'EUR', minor: '10000' },
  ])
  // 100 rupees at 90 a euro are 1.11 euros.
  await open('DE-EUR', { feeCurrency: 'INR' })
  assert.deepEqual(await fees(), [
    { currency: 'INR', minor: '10000' },
    { currency: 'EUR', minor: '111' },
  ])
  // And half a percent of 4,500 euros are 22.50, but the most is 120 rupees, which is 1.33 euros.
  await open('DE-EUR', { feeCurrency: 'INR', feeBasisPoints: 50 })
  assert.deepEqual((await fees())[1], { currency: 'EUR', minor: '133' })
  const { body } = await quote(bank, eva, 450_000n)
  assert.equal((await sendBy(bank, eva, body.quote)).body.payment.state, 'settled')
  assert.deepEqual([await house(bank, 'fees', 'EUR'), await bank.balance(eva.product)], [133n, 1_000_000n - 450_133n])
  await open('DE-EUR', { feeCurrency: 'GBP' })
  await bank.db.query("delete from payments.reference_rate where currency = 'GBP'")
  assert.equal((await quote(bank, eva, 450_000n)).code, 'rate-missing')
})

test('the fee schedule has its part in what a payment abroad costs, beside the corridor’s own', async () => {
  const { bank, ada } = await openAbroad()
  await using _ = bank
  await putFees(bank, { kind: 'abroad', flat: '250', basisPoints: 20, product: 'current' }, { kind: 'send', flat: '7' })
  const { body } = await quote(bank, ada, 450_000n)
  // 100 rupees and a tenth of a percent are the corridor's; 2.50 and a fifth of a percent the schedule's.
  assert.deepEqual([body.fee.minor, body.total.minor], ['11600', '461600'])
  assert.equal((await sendBy(bank, ada, body.quote)).body.payment.state, 'settled')
  assert.deepEqual([await house(bank, 'fees', 'INR'), await bank.balance(ada.product)], [11_600n, 538_400n])
  const [{ schedule }] = await bank.db.query<{ schedule: string }>(
    "select terms->>'schedule' as schedule from payments.abroad",
  )
  assert.equal(schedule, (await bank.ask(ada, 'GET', '/v1/fees')).body.now.id)
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('a quote is refused when it has ended, was used, was changed, or is somebody else’s', async () => {
  const { bank, ada } = await openAbroad()
  await using _ = bank
  const eve = await bank.holder('Eve', 1_000_000n)
  const one = (await quote(bank, ada, 100_000n)).body.quote as string
  const [content, tag] = one.split('.')
  const terms = JSON.parse(Buffer.from(content, 'base64url').toString())
  const altered = `${Buffer.from(JSON.stringify({ ...terms, arrives: '999999' })).toString('base64url')}.${tag}`
  for (const wrong of [altered, `${content}.`, content, `${one}.x`, `${one}A`, 'x', `${content}.${tag.slice(0, -1)}`])
    assert.equal((await sendBy(bank, ada, wrong)).code, 'quote-altered', wrong.slice(-30))
  assert.equal((await sendBy(bank, eve, one)).code, 'quote-altered')

  bank.pass(30 * secondMs - 1)
  const sent = await sendBy(bank, ada, one)
  assert.equal(sent.body.payment.state, 'settled')
  const again = await sendBy(bank, ada, one)
  assert.deepEqual([again.status, again.code], [409, 'quote-used'])
  bank.pass(1)
  assert.equal((await sendBy(bank, ada, one)).code, 'quote-expired')
  // The same payment again is answered as it is, also after the quote has ended; another one under its id is not.
  assert.equal((await sendBy(bank, ada, one, {}, sent.id)).body.payment.state, 'settled')
  assert.equal((await sendBy(bank, ada, one, { name: 'Somebody' }, sent.id)).code, 'payment-differs')
  assert.equal(await bank.balance(ada.product), 889_900n)
})

test('a hundred payments at once with one quote: one goes', async () => {
  const { bank, ada } = await openAbroad()
  await using _ = bank
  const one = (await quote(bank, ada, 50_000n)).body.quote
  const answers = await Promise.all(Array.from({ length: 100 }, () => sendBy(bank, ada, one)))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  assert.deepEqual(new Set(answers.flatMap(({ code }) => code ?? [])), new Set(['quote-used']))
  assert.equal(await bank.balance(ada.product), 1_000_000n - 60_050n)
})

test('one payment sent a hundred times at once goes once, and stays ready to leave', async () => {
  const { bank, ada } = await openAbroad()
  await using _ = bank
  const one = (await quote(bank, ada, 50_000n)).body.quote
  const id = bank.newId()
  const answers = await Promise.all(Array.from({ length: 100 }, () => sendBy(bank, ada, one, {}, id)))
  assert.deepEqual(new Set(answers.map(({ body }) => body.abroad?.state ?? body.code)), new Set(['ready']))
  assert.equal((await bank.ask(ada, 'GET', `/v1/payments-abroad/${id}`)).body.abroad.state, 'ready')
  assert.equal(await bank.balance(ada.product), 1_000_000n - 60_050n)
})

test('each currency’s books balance after any quotes, and the rate accounts hold just what was exchanged', async () => {
  const { bank, ada } = await openAbroad({}, { least: '1', feeBasisPoints: 7, spreadBasisPoints: 33 })
  await using _ = bank
  const [exchanged, arrived] = [new Map<string, bigint>(), new Map<string, bigint>()]
  const add = (sums: Map<string, bigint>, { currency, minor }: { currency: string; minor: string }) =>
    sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(minor))
  let fees = 0n
  const asked = fc.sample(
    fc.record({ corridor: fc.constantFrom('DE-EUR', 'US-USD', 'JP-JPY'), minor: fc.bigInt(100n, 9_000n) }),
    { numRuns: 40, seed: 7 },
  )
  for (const { corridor, minor } of asked) {
    const { body } = await quote(bank, ada, minor, { corridor })
    const account = corridor === 'DE-EUR' ? {} : { account: '12345678', bank: `CHAS${corridor.slice(0, 2)}33` }
    assert.equal((await sendBy(bank, ada, body.quote, account)).body.payment?.state, 'settled')
    add(exchanged, body.exchanged)
    add(arrived, body.arrives)
    fees += BigInt(body.fee.minor)
  }
  for (const currency of currencyCodes) {
    const [came, went] = [exchanged.get(currency) ?? 0n, arrived.get(currency) ?? 0n]
    assert.equal(await house(bank, 'exchange', currency), came - went, currency)
    assert.equal(await house(bank, 'abroad', currency), went, currency)
  }
  assert.equal(await house(bank, 'fees', 'INR'), fees)
  assert.equal(await bank.balance(ada.product), 1_000_000n - (exchanged.get('INR') ?? 0n) - fees)
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('in one currency nothing is exchanged, and no rate is needed', async () => {
  const { bank } = await openAbroad()
  await using _ = bank
  const eva = await bank.holder('Eva', 100_000n, 'EUR')
  await bank.db.query('delete from payments.reference_rate')
  const { body } = await quote(bank, eva, 5_000n)
  assert.deepEqual(
    [body.arrives.minor, body.reference, body.spread.costs.minor, body.rate.text],
    ['5000', null, '0', '1.00000'],
  )
  assert.equal((await sendBy(bank, eva, body.quote)).body.payment.state, 'settled')
  assert.deepEqual([await house(bank, 'abroad', 'EUR'), await house(bank, 'exchange', 'EUR')], [5_000n, 0n])
})

test('corridors refuse what is not offered: countries, currencies, amounts, purposes, accounts, and what is closed', async () => {
  const { bank, ada, open } = await openAbroad()
  await using _ = bank
  const dan = await bank.holder('Dan', 100_000n, 'USD')
  assert.equal((await quote(bank, ada, 100n, { corridor: 'FR-EUR' })).code, 'no-such-corridor')
  assert.equal((await quote(bank, dan, 1000n)).code, 'currency-not-offered')
  assert.equal((await quote(bank, ada, 100n)).code, 'amount-out-of-corridor')
  assert.equal((await quote(bank, ada, 10_000_001n, { side: 'gets' })).code, 'amount-out-of-corridor')
  assert.equal((await quote(bank, ada, 100n, { from: dan.product })).code, 'no-such-account')
  const at = async () => (await quote(bank, ada, 100_000n)).body.quote
  assert.equal((await sendBy(bank, ada, await at(), { account: 'DE89370400440532013001' })).code, 'account-malformed')
  assert.equal(
    (await sendBy(bank, ada, await at(), { account: 'FR1420041010050500013M02606' })).code,
    'account-malformed',
  )
  assert.equal((await sendBy(bank, ada, await at(), { bank: 'DEUTFRFF' })).code, 'bank-malformed')
  await open('DE-EUR', { purposes: ['family', 'education'] })
  assert.equal((await sendBy(bank, ada, await at())).code, 'purpose-needed')
  assert.equal((await sendBy(bank, ada, await at(), { purpose: 'gift' })).code, 'purpose-needed')
  assert.equal((await sendBy(bank, ada, await at(), { purpose: 'family' })).status, 200)
  const held = await at()
  await open('DE-EUR', { isOpen: false })
  assert.equal((await quote(bank, ada, 100_000n)).code, 'corridor-closed')
  assert.equal((await sendBy(bank, ada, held)).code, 'corridor-closed')
})

test('after the cut-off, and on a day without business, it leaves on the next business day', async () => {
  const { bank, ada } = await openAbroad()
  await using _ = bank
  // 9:00 in Greenwich is 10:00 in Berlin; at 15:30 there the day is over.
  bank.pass((5.5 * 3600 - 1) * secondMs)
  const back = await signInAgain(bank, ada)
  assert.equal((await quote(bank, back, 100_000n)).body.leaves, '2026-03-02')
  bank.pass(secondMs)
  const { leaves, arrivesOn } = (await quote(bank, back, 100_000n)).body
  assert.deepEqual([leaves, arrivesOn], ['2026-03-03', '2026-03-04'])
})

test('limits, the balance and a halt hold for money that goes abroad as for any other', async () => {
  const { bank, ada } = await openAbroad()
  await using _ = bank
  const much = (await quote(bank, ada, 995_000n)).body.quote
  const refused = await sendBy(bank, ada, much)
  assert.deepEqual([refused.status, refused.code], [422, 'exceeds-available'])
  assert.equal((await sendBy(bank, ada, much, {}, refused.id)).code, 'exceeds-available')
  const limit = { perPayment: '50000', perDay: '90000', proof: { password } }
  assert.equal((await bank.ask(ada, 'PUT', '/v1/limits/send/INR', limit)).status, 200)
  assert.equal((await sendBy(bank, ada, (await quote(bank, ada, 100_000n)).body.quote)).code, 'exceeds-limit')
  assert.equal(await bank.balance(ada.product), 1_000_000n)
})

test('what stands out waits with its quote, and settles by the rate of the quote after the proof', async () => {
  const { bank, ada } = await openAbroad({ probability: (share) => (share > 0.3 ? 0.6 : 0.01) })
  await using _ = bank
  const { body } = await quote(bank, ada, 450_000n)
  const sent = await sendBy(bank, ada, body.quote)
  assert.deepEqual([sent.body.payment.state, sent.body.abroad.state], ['challenged', 'asked'])
  assert.deepEqual(sent.body.payment.choices, ['wait', 'proof'])
  assert.equal(await bank.balance(ada.product), 1_000_000n)
  bank.pass(60 * secondMs)
  const url = `/v1/payments/${sent.id}/challenge`
  const answered = await bank.ask(ada, 'POST', url, { choice: 'proof', password })
  assert.equal(answered.body.state, 'settled', answered.body.detail)
  const { abroad } = (await bank.ask(ada, 'GET', `/v1/payments-abroad/${sent.id}`)).body
  assert.deepEqual([abroad.state, abroad.arrives.minor], ['ready', '4975'])
  assert.deepEqual([await house(bank, 'abroad', 'EUR'), await house(bank, 'abroad', 'INR')], [4_975n, 0n])
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('what a person looks at is on hold as a whole, and goes or is given back as a whole', async () => {
  const { bank, ada } = await openAbroad({ probability: (share) => (share > 0.1 ? 0.8 : 0.01) })
  await using _ = bank
  const analyst = await bank.person('analyst', 'Nina')
  const decide = (id: string, decision: 'release' | 'return') =>
    bank.ask(analyst, 'POST', `/v1/reviews/${id}`, { decision, note: 'Looked at it.', proof: { password } })
  const [one, other] = [
    await sendBy(bank, ada, (await quote(bank, ada, 150_000n)).body.quote),
    await sendBy(bank, ada, (await quote(bank, ada, 150_000n)).body.quote),
  ]
  assert.deepEqual([one.body.payment.state, other.body.payment.state], ['in_review', 'in_review'])
  assert.equal(await house(bank, 'exchange', 'INR'), 0n)
  const queue = await bank.ask(analyst, 'GET', '/v1/reviews')
  assert.equal(queue.status, 200)
  assert.equal(queue.body.items[0].payment.to.name, 'Marie Curie')
  assert.equal((await decide(one.id, 'release')).body.state, 'settled')
  assert.equal((await decide(other.id, 'return')).body.state, 'returned')
  assert.deepEqual([await house(bank, 'exchange', 'INR'), await house(bank, 'abroad', 'INR')], [150_000n, 0n])
  assert.equal(await bank.balance(ada.product), 1_000_000n - 160_150n)
  const states = await bank.db.query<{ state: string }>('select state from payments.abroad order by state')
  assert.deepEqual(
    states.map(({ state }) => state),
    ['off', 'ready'],
  )
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('nobody else sees a payment abroad', async () => {
  const { bank, ada } = await openAbroad()
  await using _ = bank
  const eve = await bank.holder('Eve')
  const { id } = await sendBy(bank, ada, (await quote(bank, ada, 100_000n)).body.quote)
  assert.equal((await bank.ask(eve, 'GET', `/v1/payments-abroad/${id}`)).code, 'no-such-payment')
  assert.deepEqual((await bank.ask(eve, 'GET', '/v1/payments-abroad')).body.items, [])
  const { items } = (await bank.ask(ada, 'GET', '/v1/payments-abroad')).body
  assert.deepEqual([items.length, items[0].abroad.account], [1, iban])
})
