import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs } from '#platform/time'
import { type Person, password, type TestBank, testBank } from '#testing/bank'

const periods = '/v1/books/periods'

test('an administrator closes and asks, an analyst grants; the page tells who did what by name', async () => {
  await using bank = await testBank()
  await bank.holder('Asha', 1000n)
  bank.pass(dayMs)
  const farah = await bank.person('administrator', 'Farah')
  const priya = await bank.person('analyst', 'Priya')

  const closed = await bank.ask(farah, 'PUT', `${periods}/2026-03-02`)
  assert.deepEqual([closed.status, closed.body.closedBy.name, closed.body.transfers], [200, 'Farah', null])
  assert.deepEqual((await bank.ask(farah, 'PUT', `${periods}/2026-03-02`)).body, closed.body)
  await bank.periods.count()

  const id = bank.newId()
  const request = { through: '2026-03-02', reason: 'The rent of Ravi is missing.', proof: { password } }
  const asked = await bank.ask(farah, 'PUT', `/v1/books/reopenings/${id}`, request)
  assert.deepEqual([asked.status, asked.body.outcome], [200, 'waiting'])
  const decision = `/v1/books/reopenings/${id}/decision`
  const grant = { decision: 'grant', note: 'I have seen the contract.', proof: { password } }
  const own = await bank.ask(farah, 'POST', decision, grant)
  assert.deepEqual([own.status, own.code], [403, 'second-person-needed'])

  const seen = (await bank.ask(priya, 'GET', periods)).body
  assert.deepEqual([seen.closedThrough, seen.lastDayOver, seen.items[0].transfers], ['2026-03-02', '2026-03-02', '1'])
  assert.deepEqual([seen.waiting.id, seen.waiting.askedBy.name], [id, 'Farah'])
  const granted = await bank.ask(priya, 'POST', decision, grant)
  assert.deepEqual([granted.status, granted.body.outcome, granted.body.endedBy.name], [200, 'granted', 'Priya'])
  assert.deepEqual((await bank.ask(priya, 'POST', decision, grant)).body, granted.body)

  const after = (await bank.ask(farah, 'GET', periods)).body
  assert.deepEqual([after.closedThrough, after.waiting], [null, null])
  const { items } = (await bank.ask(priya, 'GET', '/v1/books/period-events')).body
  assert.deepEqual(
    items.map((event: { what: string; person: { name: string } }) => `${event.person.name}: ${event.what}`),
    ['Priya: reopening granted', 'Farah: reopening asked', 'Farah: closed'],
  )
})

test('analysts do not close, tellers and customers do not even look, and nobody closes a day that is not over', async () => {
  await using bank = await testBank()
  const farah = await bank.person('administrator', 'Farah')
  const priya = await bank.person('analyst', 'Priya')
  const joseph = await bank.person('teller', 'Joseph')
  const asha = await bank.person('customer', 'Asha')

  assert.equal((await bank.ask(priya, 'PUT', `${periods}/2026-02`)).status, 403)
  for (const person of [joseph, asha])
    for (const path of [periods, '/v1/books/period-events'])
      assert.equal((await bank.ask(person, 'GET', path)).status, 403, path)
  assert.equal((await bank.ask(farah, 'PUT', `${periods}/2026-03-02`)).code, 'period-not-over')
  assert.equal((await bank.ask(farah, 'PUT', `${periods}/2026-02-30`)).status, 400)
  assert.equal((await bank.ask(farah, 'PUT', `${periods}/2026-02`)).body.through, '2026-02-28')
})

test('a request is withdrawn by its own administrator, not by another one', async () => {
  await using bank = await testBank()
  const farah = await bank.person('administrator', 'Farah')
  const omar = await bank.person('administrator', 'Omar')
  await bank.ask(farah, 'PUT', `${periods}/2026-02`)
  const path = `/v1/books/reopenings/${bank.newId()}`
  await bank.ask(farah, 'PUT', path, { through: '2026-02-28', reason: 'A slip is missing.', proof: { password } })

  assert.equal((await bank.ask(omar, 'POST', `${path}/withdraw`)).code, 'not-your-request')
  assert.equal((await bank.ask(farah, 'POST', `${path}/withdraw`)).body.outcome, 'withdrawn')
  const late = await bank.ask(omar, 'POST', `${path}/decision`, {
    decision: 'grant',
    note: 'Well then.',
    proof: { password },
  })
  assert.deepEqual([late.status, late.code], [409, 'reopening-ended'])
})

test('the log comes page by page', async () => {
  await using bank = await testBank()
  const farah = await bank.person('administrator', 'Farah')
  for (const day of ['2026-02-01', '2026-02-02', '2026-02-03']) await bank.ask(farah, 'PUT', `${periods}/${day}`)
  const first = (await bank.ask(farah, 'GET', '/v1/books/period-events?limit=2')).body
  const second = (await bank.ask(farah, 'GET', `/v1/books/period-events?limit=2&before=${first.next}`)).body
  const days = [...first.items, ...second.items].map((event: { through: string }) => event.through)
  assert.deepEqual(days, ['2026-02-03', '2026-02-02', '2026-02-01'])
  assert.equal(second.next, null)
})

test('a card payment of a closed day is refused, and the next one goes on', async () => {
  await using bank = await testBank()
  const asha = await bank.holder('Asha', 100_000n)
  const shop = await bank.holder('Shop', 0n)
  bank.pass(dayMs)
  const farah = await bank.person('administrator', 'Farah')
  await bank.ask(farah, 'PUT', `${periods}/2026-03-02`)
  const network = await bank.service('cards:pay')
  const card = (at: string) => ({
    id: bank.newId(),
    from: asha.product,
    to: shop.product,
    amount: { currency: 'INR', minor: '100' },
    at,
  })
  const { body } = await bank.ask(network, 'PUT', '/v1/card-payments', {
    payments: [card('2026-03-02T20:00:00.000Z'), card('2026-03-03T08:00:00.000Z')],
  })
  assert.deepEqual(
    body.results?.map((result: { refusal: string | null }) => result.refusal),
    ['period-closed', null],
    JSON.stringify(body),
  )
})

/** Signs with a passkey what two people decide. */
const signedBy = async (
  bank: TestBank,
  who: Person,
  device: Awaited<ReturnType<TestBank['givePasskey']>>,
  subject: string,
  asked: object,
) => {
  const { status, body } = await bank.ask(who, 'POST', '/v1/approvals/step-ups', {
    kind: 'ledger.reopening',
    subject,
    asked,
  })
  assert.equal(status, 201, JSON.stringify(body))
  return { ...asked, proof: { stepUp: body.id, credential: device.use(body.options) } }
}

test('closed books are opened by two passkeys over the same words; without them, or over other words, they stay closed', async () => {
  await using bank = await testBank({ passwordSigns: false })
  const [farah, priya] = [await bank.person('administrator', 'Farah'), await bank.person('analyst', 'Priya')]
  const [blue, red] = [await bank.givePasskey(farah), await bank.givePasskey(priya)]
  await bank.ask(farah, 'PUT', `${periods}/2026-02`)
  const id = bank.newId()
  const path = `/v1/books/reopenings/${id}`
  const asked = { through: '2026-02-28', reason: 'A slip is missing.' }
  assert.equal((await bank.ask(farah, 'PUT', path, asked)).code, 'proof-needed')
  assert.equal((await bank.ask(farah, 'PUT', path, { ...asked, proof: { password } })).code, 'passkey-required')
  const signed = await signedBy(bank, farah, blue, id, asked)
  assert.equal((await bank.ask(farah, 'PUT', path, { ...signed, reason: 'Another reason.' })).code, 'passkey-refused')
  const again = await signedBy(bank, farah, blue, id, asked)
  assert.equal((await bank.ask(farah, 'PUT', path, again)).body.outcome, 'waiting')
  assert.equal(
    (await bank.ask(farah, 'PUT', path, asked)).status,
    200,
    'what is known needs no second signature of one',
  )

  const [waiting] = (await bank.ask(priya, 'GET', '/v1/approvals')).body.items
  assert.deepEqual(
    [waiting.kind, waiting.lines, waiting.isMine],
    ['ledger.reopening', [{ what: 'reopen-from', value: '2026-02-28' }], false],
  )
  const grant = { decision: 'grant', note: 'I have seen the slip.' }
  const decide = (who: Person, body: object) => bank.ask(who, 'POST', `${path}/decision`, body)
  assert.equal((await decide(priya, grant)).code, 'proof-needed')
  assert.equal((await decide(farah, await signedBy(bank, farah, blue, id, grant))).code, 'second-person-needed')
  assert.equal((await bank.ask(priya, 'GET', periods)).body.closedThrough, '2026-02-28')
  assert.equal((await decide(priya, await signedBy(bank, priya, red, id, grant))).body.outcome, 'granted')
  assert.equal((await bank.ask(priya, 'GET', periods)).body.closedThrough, null)
  const signatures = await bank.db.query<{ content: string }>(
    "select content from identity.signature where kind = 'ledger.reopening' order by seq",
  )
  assert.deepEqual(
    signatures.map(({ content }) => JSON.parse(content).facts),
    [asked, asked],
  )
})

test('a first signature whose passkey is gone, or that is over other words, opens nothing; a denial takes none', async () => {
  await using bank = await testBank({ passwordSigns: false })
  const [farah, priya] = [await bank.person('administrator', 'Farah'), await bank.person('analyst', 'Priya')]
  const [blue, red] = [await bank.givePasskey(farah), await bank.givePasskey(priya)]
  await bank.ask(farah, 'PUT', `${periods}/2026-02`)
  const id = bank.newId()
  const path = `/v1/books/reopenings/${id}`
  const asked = { through: '2026-02-28', reason: 'A slip is missing.' }
  await bank.ask(farah, 'PUT', path, await signedBy(bank, farah, blue, id, asked))
  const grant = { decision: 'grant', note: 'I have seen the slip.' }
  const granted = async () =>
    (await bank.ask(priya, 'POST', `${path}/decision`, await signedBy(bank, priya, red, id, grant))).code
  await bank.db.query('update identity.passkey set suspected_at = now() where person = $1', [farah.id])
  assert.equal(await granted(), 'first-signature-void')
  await bank.db.query('update identity.passkey set suspected_at = null')
  await bank.db.query("update ledger.reopening set reason = 'Another reason.'")
  assert.equal(await granted(), 'content-changed')
  bank.pass(8 * dayMs)
  assert.equal((await bank.ask(priya, 'GET', periods)).status, 401, 'a week later everybody signs in anew')
  assert.equal((await bank.periods.find()).closed, '2026-02-28')
})
