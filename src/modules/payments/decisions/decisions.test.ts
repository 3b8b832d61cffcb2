import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs } from '#platform/time'
import { password, type TestBank, testBank } from '#testing/bank'
import { browserHeaders } from '#testing/page-token'

/** A tenth of the balance is nothing, a half is challenged, most of it is reviewed, all of it is blocked. */
const probability = (share: number) => (share < 0.3 ? 0.01 : share < 0.6 ? 0.6 : share < 0.95 ? 0.8 : 0.99)

const openTown = async () => {
  const bank = await testBank({ probability })
  let employed: ReturnType<TestBank['person']> | undefined
  // Made when it is first needed: half a day later nobody would be signed in any more.
  const analyst = () => {
    employed ??= bank.person('analyst', 'Priya')
    return employed
  }
  const [ada, bob, eve] = [
    await bank.holder('Ada', 100_000n),
    await bank.holder('Bob'),
    await bank.holder('Eve', 100_000n),
  ]
  const find = async (query: string) => {
    const { status, body } = await bank.ask(await analyst(), 'GET', `/v1/decisions${query}`)
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  const ids = async (query: string): Promise<string[]> =>
    (await find(query)).items.map((item: { payment: { id: string } }) => item.payment.id)
  const sent = async (
    ...[from, to, minor]: [Parameters<TestBank['send']>[0], Parameters<TestBank['send']>[1], bigint]
  ) => (await bank.send(from, to, minor)).body.id as string
  return { bank, analyst, ada, bob, eve, find, ids, sent }
}

test('decisions are found by what they were about and by what became of them', async () => {
  const { bank, ada, bob, eve, ids, sent } = await openTown()
  await using _ = bank
  const allowed = await sent(ada, bob, 10_000n)
  const challenged = await sent(ada, bob, 45_000n)
  await bank.ask(ada, 'POST', `/v1/payments/${challenged}/challenge`, { choice: 'wait' })
  bank.pass(2 * dayMs)
  const blocked = await sent(await back(bank, eve), bob, 100_000n)
  await bank.fraud.learn([{ payment: allowed, isFraud: true, knownAt: bank.clock() }])

  assert.deepEqual(await ids(''), [blocked, challenged, allowed])
  const cases: [string, string[]][] = [
    [`payment=${challenged}`, [challenged]],
    [`customer=${ada.id}`, [challenged, allowed]],
    [`customer=${bob.id}`, [blocked, challenged, allowed]],
    [`number=${eve.number}`, [blocked]],
    [`payee=${bob.number}&customer=${eve.id}`, [blocked]],
    [`payee=${ada.number}`, []],
    ['number=000000000000', []],
    ['verdict=challenge', [challenged]],
    ['kind=withdrawal', []],
    ['from=2026-03-04', [blocked]],
    ['to=2026-03-02', [challenged, allowed]],
    ['from=2026-03-03&to=2026-03-03', []],
    ['least=10001&most=99999', [challenged]],
    ['currency=EUR', []],
    ['outcome=settled', [allowed]],
    ['outcome=stopped', [blocked]],
    ['label=fraud', [allowed]],
    ['label=none', [blocked, challenged]],
    ['choice=wait', [challenged]],
    [`model=${encodeURIComponent(bank.fraud.model.version)}&verdict=block`, [blocked]],
    [`rule=${bank.newId()}`, []],
  ]
  for (const [query, expected] of cases) assert.deepEqual(await ids(`?${query}`), expected, query)
})

const back = async (bank: TestBank, who: Parameters<TestBank['send']>[0]) => {
  const email = `${who.name.toLowerCase()}@bank.test`
  const { headers } = await bank.ask(null, 'POST', '/v1/sessions', { email, password })
  return {
    ...who,
    headers: { ...who.headers, ...browserHeaders(headers['set-cookie']?.toString().split(';')[0] ?? '') },
  }
}

test('a rule of staff that fired finds its decisions in any version', async () => {
  const { bank, ada, bob, ids, sent } = await openTown()
  await using _ = bank
  const [one, other] = [await sent(ada, bob, 1_000n), await sent(ada, bob, 1_000n)]
  const rule = bank.newId()
  await bank.db.query(
    `with made as (insert into fraud.rule_version (rule, version, name, condition, effect, written_by, written_at)
       values ($1, 1, 'a', 'amount > 1', 'review', $1, now()), ($1, 2, 'a', 'amount > 2', 'review', $1, now()) returning number, version)
     update fraud.decision set rules_fired = array[made.number] from made
       where (payment = $2 and version = 1) or (payment = $3 and version = 2)`,
    [rule, one, other],
  )
  assert.deepEqual(await ids(`?rule=${rule}`), [other, one])
})

test('decisions come in pages, each once', async () => {
  const { bank, ada, bob, find, sent } = await openTown()
  await using _ = bank
  for (let times = 0; times < 7; times++) await sent(ada, bob, 100n)
  const seen: string[] = []
  for (let next: string | null = ''; next !== null; ) {
    const page = await find(`?limit=3${next && `&before=${next}`}`)
    seen.push(...page.items.map((item: { payment: { id: string } }) => item.payment.id))
    next = page.next
  }
  assert.deepEqual([seen.length, new Set(seen).size], [7, 7])
})

test('one decision whole tells what would have let it pass, what was chosen, and who is around it', async () => {
  const { bank, analyst, ada, bob, eve, sent } = await openTown()
  await using _ = bank
  await sent(eve, bob, 5_000n)
  const mule = await sent(eve, bob, 6_000n)
  await bank.fraud.learn([{ payment: mule, isFraud: true, knownAt: bank.clock() }])
  await sent(ada, eve, 1_000n)
  await bank.db.query("update fraud.decision set device = 'a phone of theirs'")
  const id = await sent(ada, bob, 45_000n)
  await bank.db.query("update fraud.decision set device = 'a phone of theirs' where payment = $1", [id])
  await bank.ask(ada, 'POST', `/v1/payments/${id}/cancel`)

  const whole = (await bank.ask(await analyst(), 'GET', `/v1/decisions/${id}`)).body
  assert.deepEqual(
    [whole.decision.verdict, whole.outcome, whole.pause.choice, whole.pause.ending, whole.label],
    ['challenge', 'stopped', 'stop', 'cancelled', null],
  )
  assert.ok(whole.decision.contributions.length > 20)
  assert.deepEqual(whole.counterfactual, { passesBelow: '29600', passesLaterDays: null })
  const nameOf = (node: string) => {
    const { role, name } = whole.graph.nodes.find((one: { id: string }) => one.id === node)
    return name || role
  }
  const links = whole.graph.links.map(
    (link: { from: string; to: string; what: string; payments: number; frauds: number }) =>
      [nameOf(link.from), link.what, nameOf(link.to), link.payments, link.frauds].join(' '),
  )
  assert.deepEqual(links.sort(), [
    'Ada paid Bob 1 0',
    'Ada paid Eve 1 0',
    'Ada used device 2 0',
    'Eve paid Bob 2 1',
    'Eve used device 2 1',
  ])
})

test('the neighborhood stays small however much happened, and frauds come first', async () => {
  const { bank, analyst, ada, bob, sent } = await openTown()
  await using _ = bank
  const strangers = await Promise.all(Array.from({ length: 15 }, (_, index) => bank.holder(`S${index}`, 1_000n)))
  for (const stranger of strangers) await sent(stranger, bob, 100n)
  const reported = await sent(strangers[14], bob, 100n)
  await bank.fraud.learn([{ payment: reported, isFraud: true, knownAt: bank.clock() }])
  for (const stranger of strangers) await sent(ada, stranger, 100n)
  const id = await sent(ada, bob, 100n)
  const { graph } = (await bank.ask(await analyst(), 'GET', `/v1/decisions/${id}`)).body
  assert.ok(graph.nodes.length <= 12, String(graph.nodes.length))
  assert.ok(graph.nodes.some(({ name }: { name: string }) => name === 'S14'))
})

test('customers and tellers’ customers are not told how a decision was made', async () => {
  const { bank, ada, bob, sent } = await openTown()
  await using _ = bank
  const id = await sent(ada, bob, 45_000n)
  assert.equal((await bank.ask(ada, 'GET', `/v1/decisions/${id}`)).status, 403)
  assert.equal((await bank.ask(ada, 'GET', '/v1/decisions')).status, 403)
})

test('of a payment that passed staff can ask above which amount it would not have', async () => {
  const { bank, analyst, ada, bob, sent } = await openTown()
  await using _ = bank
  const ask = async (id: string) => bank.ask(await analyst(), 'GET', `/v1/decisions/${id}/passed-up-to`)
  await sent(ada, bob, 500n)
  const id = await sent(ada, bob, 10_000n)
  const later = await sent(ada, bob, 400n)
  const { status, body } = await ask(id)
  // Of the 99,500 that there were then, less than three tenths passed.
  assert.deepEqual([status, body], [200, { amount: { currency: 'INR', minor: '29800' }, above: 'challenge' }])
  assert.deepEqual((await ask(id)).body, body)
  assert.equal((await ask(later)).body.amount.minor, '26800')

  const stopped = await sent(ada, bob, 40_000n)
  assert.deepEqual([(await ask(stopped)).status, (await ask(stopped)).code], [409, 'no-counterfactual'])
  assert.equal((await ask(bank.newId())).code, 'no-such-payment')
  bank.pass(31 * dayMs)
  const again = await bank.person('analyst', 'Meera')
  assert.equal((await bank.ask(again, 'GET', `/v1/decisions/${id}/passed-up-to`)).code, 'no-counterfactual')
})

test('what would have stopped a payment is by the rules of then, and nothing is remembered of the search', async () => {
  const { bank, analyst, ada, bob, sent } = await openTown()
  await using _ = bank
  const [writer, other] = [await bank.person('analyst', 'Meera'), await bank.person('administrator', 'Farah')]
  const id = await sent(ada, bob, 1_000n)
  bank.pass(1000)
  const rule = bank.newId()
  const body = { name: 'Nothing large', condition: 'amount > 55.00 INR', effect: 'block', note: '' }
  const { number } = (await bank.ask(writer, 'PUT', `/v1/fraud/rules/${rule}/versions/1`, body)).body
  await bank.db.query(
    `insert into fraud.proposal (id, rule, rule_version, reason, asked_by, asked_at, ended_by, ended_at, outcome)
     values ($1, $2, $3, 'a test', $4, $5, $6, $5, 'granted')`,
    [bank.newId(), rule, number, writer.id, bank.clock(), other.id],
  )
  await bank.fraud.refresh()
  bank.pass(1000)
  const ruled = await sent(ada, bob, 1_000n)
  const ask = async (payment: string) =>
    (await bank.ask(await analyst(), 'GET', `/v1/decisions/${payment}/passed-up-to`)).body
  for (let times = 0; times < 3; times++) {
    assert.deepEqual(await ask(id), { amount: { currency: 'INR', minor: '29900' }, above: 'challenge' })
    // To half a percent of 55.00.
    assert.deepEqual(await ask(ruled), { amount: { currency: 'INR', minor: '5470' }, above: 'block' })
  }
})
