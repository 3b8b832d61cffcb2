import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs, minuteMs } from '#platform/time'
import { type Holder, type Person, password, type TestBank, testBank } from '#testing/bank'
import { browserHeaders } from '#testing/page-token'

const rulesPath = '/v1/fraud/rules'

interface Draft {
  readonly condition: string
  readonly effect?: 'challenge' | 'review' | 'block'
  readonly id?: string
  readonly version?: number
}

const write = async (bank: TestBank, person: Person, { condition, effect = 'review', ...draft }: Draft) => {
  const id = draft.id ?? bank.newId()
  const body = { name: 'Large to strangers', condition, effect, note: 'Seen twice this week.' }
  const answer = await bank.ask(person, 'PUT', `${rulesPath}/${id}/versions/${draft.version ?? 1}`, body)
  return { id, ...answer }
}

/** Runs a back-test over the last month and waits for its end. */
const tryOn = async (bank: TestBank, person: Person, subject: object) => {
  const path = `/v1/fraud/back-tests/${bank.newId()}`
  const now = bank.clock().getTime()
  const period = { from: new Date(now - 30 * dayMs).toISOString(), to: new Date(now + dayMs).toISOString() }
  let answer = await bank.ask(person, 'PUT', path, { subject, ...period })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  for (let turn = 0; turn < 200 && answer.body.state === 'running'; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 10))
    answer = await bank.ask(person, 'GET', path)
  }
  assert.equal(answer.body.state, 'done')
  return answer.body.result
}

const propose = (bank: TestBank, person: Person, version: string, id = bank.newId()) =>
  bank.ask(person, 'PUT', `/v1/fraud/proposals/${id}`, {
    about: 'rule',
    version,
    reason: 'It is time.',
    proof: { password },
  })

const decide = (bank: TestBank, person: Person, id: string, decision: 'grant' | 'deny' = 'grant') =>
  bank.ask(person, 'POST', `/v1/fraud/proposals/${id}/decision`, {
    decision,
    note: 'I have looked at it.',
    proof: { password },
  })

/** A rule that two people have put in force. */
const putInForce = async (bank: TestBank, [priya, omar]: readonly [Person, Person], draft: Draft) => {
  const { id, body } = await write(bank, priya, draft)
  await tryOn(bank, priya, { condition: draft.condition, effect: draft.effect ?? 'review' })
  const proposal = await propose(bank, priya, body.number)
  assert.equal(proposal.status, 200, JSON.stringify(proposal.body))
  assert.equal((await decide(bank, omar, proposal.body.id)).status, 200)
  return { id, number: body.number as string }
}

const analysts = async (bank: TestBank) =>
  [await bank.person('analyst', 'Priya'), await bank.person('analyst', 'Omar')] as const

/** The same person in another tab of another browser. */
const signInAgain = async (bank: TestBank, email: string, person: Person): Promise<Person> => {
  const { headers } = await bank.ask(null, 'POST', '/v1/sessions', { email, password })
  const cookie = headers['set-cookie']?.toString().split(';')[0] ?? ''
  return { ...person, headers: browserHeaders(cookie) }
}

const decisionOf = async (bank: TestBank, payment: string) => {
  const [row] = await bank.db.query(
    `select verdict, own_verdict, rules_fired::text[] as fired, rules_failed::text[] as failed from fraud.decision where payment = $1`,
    [payment],
  )
  return row
}

test('a rule stops a payment only after a second person has put it in force', async () => {
  await using bank = await testBank()
  const [priya, omar] = await analysts(bank)
  const [ada, bob, dan] = [await bank.holder('Ada', 200_000n), await bank.holder('Bob'), await bank.holder('Dan')]
  const condition = 'amount >= 500.00 INR and times-paid = 0'
  const { id, body: version } = await write(bank, priya, { condition })
  await tryOn(bank, priya, { condition, effect: 'review' })
  const { body: proposal } = await propose(bank, priya, version.number)

  assert.equal((await bank.send(ada, bob, 50_000n)).body.state, 'settled')
  assert.equal((await decide(bank, omar, proposal.id)).body.outcome, 'granted')

  const { body } = await bank.send(ada, dan, 50_000n)
  assert.equal(body.state, 'in_review')
  assert.ok(body.reasons[0].sentence.length > 10)
  const row = await decisionOf(bank, body.id)
  assert.deepEqual([row.verdict, row.own_verdict, row.fired, row.failed], ['review', 'allow', [version.number], []])
  const { decision } = (await bank.ask(priya, 'GET', `/v1/reviews/${body.id}`)).body
  assert.deepEqual(decision.rules, [{ number: version.number, rule: id, name: 'Large to strangers', effect: 'review' }])
  assert.equal((await bank.send(ada, dan, 49_999n)).body.state, 'settled')
  const [item] = (await bank.ask(omar, 'GET', rulesPath)).body.items
  assert.deepEqual([item.rule.inForce.number, item.rule.waiting, item.fired], [version.number, null, 1])
})

test('four eyes are not one person with two tabs, and of two who decide at once one counts', async () => {
  await using bank = await testBank()
  const [priya, omar] = await analysts(bank)
  const secondTab = await signInAgain(bank, 'priya@bank.test', priya)
  const farah = await bank.person('administrator', 'Farah')
  const { body: version } = await write(bank, priya, { condition: 'attempts-1h >= 3' })
  assert.equal((await propose(bank, priya, version.number)).code, 'not-back-tested')
  await tryOn(bank, priya, { condition: 'attempts-1h >= 3', effect: 'review' })
  const { body: proposal } = await propose(bank, priya, version.number)

  for (const tab of [priya, secondTab])
    for (const decision of ['grant', 'deny'] as const)
      assert.equal((await decide(bank, tab, proposal.id, decision)).code, 'second-person-needed')
  await assert.rejects(
    bank.db.query(`update fraud.proposal set outcome = 'granted', ended_by = asked_by, ended_at = now()`),
    /proposal_needs_two_people/,
  )
  const answers = await Promise.all([decide(bank, omar, proposal.id), decide(bank, farah, proposal.id, 'deny')])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
  assert.equal((await propose(bank, omar, version.number)).status, answers[0].status === 200 ? 409 : 200)
})

test('a proposal waits alone and is withdrawn by its own person; the same again is the same', async () => {
  await using bank = await testBank()
  const [priya, omar] = await analysts(bank)
  const { body: version } = await write(bank, priya, { condition: 'attempts-1h >= 3' })
  await tryOn(bank, omar, { condition: 'attempts-1h>=3', effect: 'review' })
  const id = bank.newId()

  const first = await propose(bank, priya, version.number, id)
  assert.deepEqual((await propose(bank, priya, version.number, id)).body, first.body)
  assert.equal((await propose(bank, omar, version.number, id)).code, 'id-taken')
  assert.equal((await propose(bank, omar, version.number)).code, 'proposal-waits')
  assert.equal((await bank.ask(omar, 'POST', `/v1/fraud/proposals/${id}/withdraw`)).code, 'not-your-request')
  assert.equal((await bank.ask(priya, 'POST', `/v1/fraud/proposals/${id}/withdraw`)).body.outcome, 'withdrawn')
  assert.equal((await decide(bank, omar, id)).code, 'proposal-ended')
  assert.equal((await propose(bank, priya, '999')).code, 'no-such-version')
  assert.equal((await decide(bank, omar, bank.newId())).code, 'no-such-proposal')
})

test('every version of a rule is kept: a new one changes nothing until it is granted, and then takes the place of the old', async () => {
  await using bank = await testBank()
  const people = await analysts(bank)
  const [ada, bob] = [await bank.holder('Ada', 200_000n), await bank.holder('Bob')]
  const first = await putInForce(bank, people, { condition: 'amount > 10 INR', effect: 'block' })
  const draft = { id: first.id, version: 2, condition: 'amount > 20 INR', effect: 'challenge' } as const
  const again = await write(bank, people[0], draft)
  assert.deepEqual((await write(bank, people[0], draft)).body, again.body)
  assert.equal((await write(bank, people[1], draft)).code, 'rule-has-moved-on')
  assert.equal((await write(bank, people[1], { ...draft, version: 4 })).code, 'rule-has-moved-on')
  assert.equal((await bank.send(ada, bob, 1_500n)).body.state, 'blocked')

  await putInForce(bank, people, { ...draft, version: 2 })
  assert.deepEqual(
    [(await bank.send(ada, bob, 1_500n)).body.state, (await bank.send(ada, bob, 2_500n)).body.state],
    ['settled', 'challenged'],
  )
  const { versions, proposals } = (await bank.ask(people[0], 'GET', `${rulesPath}/${first.id}`)).body
  assert.deepEqual(
    versions.map((each: { condition: string }) => each.condition),
    ['amount > 20.00 INR', 'amount > 10.00 INR'],
  )
  assert.deepEqual(
    proposals.map((each: { until: string | null }) => each.until !== null),
    [false, true],
  )
  for (const statement of [`update fraud.rule_version set effect = 'review'`, 'delete from fraud.rule_version'])
    await assert.rejects(bank.db.query(statement), /never changed or deleted/)
})

test('one person takes a rule out of force at once, and it is on record', async () => {
  await using bank = await testBank()
  const people = await analysts(bank)
  const [ada, bob] = [await bank.holder('Ada', 200_000n), await bank.holder('Bob')]
  const { id } = await putInForce(bank, people, { condition: 'kind is send', effect: 'block' })
  assert.equal((await bank.send(ada, bob, 1_000n)).body.state, 'blocked')

  const off = await bank.ask(people[0], 'POST', `${rulesPath}/${id}/disable`, { note: 'It stops everybody.' })

  assert.deepEqual([off.status, off.body.inForce], [200, null])
  assert.equal((await bank.send(ada, bob, 1_000n)).body.state, 'settled')
  const again = await bank.ask(people[0], 'POST', `${rulesPath}/${id}/disable`, { note: 'It stops everybody.' })
  assert.equal(again.code, 'rule-not-in-force')
  const { proposals } = (await bank.ask(people[1], 'GET', `${rulesPath}/${id}`)).body
  assert.deepEqual([proposals[0].untilBy.name, proposals[0].untilNote], ['Priya', 'It stops everybody.'])
})

test('a rule never softens what model and policy say', async () => {
  await using bank = await testBank({ probability: () => 0.99 })
  const people = await analysts(bank)
  const [ada, bob] = [await bank.holder('Ada', 200_000n), await bank.holder('Bob')]
  const { number } = await putInForce(bank, people, { condition: 'probability > 0.5', effect: 'challenge' })
  const { body } = await bank.send(ada, bob, 1_000n)
  assert.equal(body.state, 'blocked')
  assert.deepEqual((await decisionOf(bank, body.id)).fired, [number])
})

/** Fifty payments of four payers to three payees, in an order and of amounts that a seed gives. */
const playMonth = async (bank: TestBank) => {
  const payers: Holder[] = []
  for (let index = 0; index < 4; index++) payers.push(await bank.holder(`Payer${index}`, 10_000_000n))
  const payees: Holder[] = []
  for (let index = 0; index < 3; index++) payees.push(await bank.holder(`Payee${index}`))
  const states: string[] = []
  for (let index = 0; index < 50; index++) {
    bank.pass(5 * minuteMs)
    const minor = 1_000n + BigInt((index * 7_919) % 97) * 1_000n
    const { body } = await bank.send(payers[(index * 3) % 4], payees[(index * 7) % 3], minor)
    states.push(body.state ?? body.code)
  }
  return states
}

test('a back-test finds exactly the payments that the rule stops when it is in force', async () => {
  const condition = '(amount >= 500 INR and times-paid = 0) or amount-to-usual > 1.8'
  const subject = { condition, effect: 'challenge' } as const
  await using past = await testBank()
  const passed = await playMonth(past)
  assert.deepEqual([...new Set(passed)], ['settled'])
  const result = await tryOn(past, await past.person('analyst', 'Priya'), subject)

  await using live = await testBank()
  await putInForce(live, await analysts(live), subject)
  const states = await playMonth(live)
  const stopped = states.filter((state) => state === 'challenged').length

  // What is challenged becomes no habit, so the later payments of the two banks differ; the live one is held against itself.
  const rows = await live.db.query<{ fired: boolean }>(`select rules_fired <> '{}' as fired from fraud.decision`)
  assert.equal(rows.filter(({ fired }) => fired).length, stopped)
  assert.ok(stopped > 5 && stopped < 45, `${stopped} of 50`)
  const again = await tryOn(live, await live.person('analyst', 'Nina'), subject)
  assert.deepEqual([again.decisions, again.fired, again.changed], [50, stopped, stopped])
  assert.deepEqual([again.before.allow, again.after.allow, again.after.challenge], [50, 50 - stopped, stopped])
  const first = await live.db.query<{ payment: string }>(
    `select payment from fraud.decision where verdict = 'challenge' order by seq limit 10`,
  )
  const found = again.examples.map(({ payment }: { payment: string }) => payment)
  assert.deepEqual(found.sort(), first.map(({ payment }) => payment).sort())
  assert.ok(result.decisions === 50 && result.changed > 0)
})

test('a back-test adds up the money it would have stopped and the customers it would have annoyed', async () => {
  await using bank = await testBank()
  const priya = await bank.person('analyst', 'Priya')
  const [ada, eve, bob] = [
    await bank.holder('Ada', 900_000n),
    await bank.holder('Eve', 900_000n),
    await bank.holder('Bob'),
  ]
  const large = (await bank.send(ada, bob, 60_000n)).body.id
  await bank.send(eve, bob, 70_000n)
  await bank.send(eve, bob, 80_000n)
  await bank.send(eve, bob, 100n)
  const program = await bank.service('labels:write')
  const known = { payment: large, isFraud: true, knownAt: bank.clock().toISOString() }
  await bank.ask(program, 'POST', '/v1/fraud/labels', { labels: [known] })

  const result = await tryOn(bank, priya, { condition: 'amount > 500 INR', effect: 'review' })

  const { before, after, changed, customers, unlabeled, examples } = result
  assert.deepEqual([changed, customers, unlabeled, examples.length], [3, 1, 2, 3])
  assert.deepEqual([before.lost, before.saved], [[{ currency: 'INR', minor: '60000' }], []])
  assert.deepEqual([after.lost, after.saved], [[], [{ currency: 'INR', minor: '60000' }]])
  assert.deepEqual([after.genuineStopped, after.held], [2, [{ currency: 'INR', minor: '150000' }]])
  assert.deepEqual([before.review, after.review, after.busiestDay], [0, 3, 3])
})

test('one back-test runs at a time, and one that is cancelled has no result', async () => {
  await using bank = await testBank()
  const priya = await bank.person('analyst', 'Priya')
  const period = { from: '2026-02-01T00:00:00.000Z', to: '2026-03-03T00:00:00.000Z' }
  const body = { subject: { condition: 'attempts-1h >= 3', effect: 'review' }, ...period }
  const paths = [bank.newId(), bank.newId()].map((id) => `/v1/fraud/back-tests/${id}`)
  const answers = await Promise.all(paths.map((path) => bank.ask(priya, 'PUT', path, body)))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])

  const tooLong = { ...body, from: '2025-01-01T00:00:00.000Z' }
  assert.equal((await bank.ask(priya, 'PUT', paths[0], tooLong)).code, 'period-too-long')
  const wrong = { ...body, subject: { condition: 'attempts >', effect: 'review' } }
  assert.equal((await bank.ask(priya, 'PUT', paths[0], wrong)).code, 'rule-not-understood')
  await bank.db.query(
    `insert into fraud.back_test (id, asked_by, asked_at, subject, from_at, to_at, state, beat_at)
     values ($1, $2, now(), '{}', now() - interval '1 day', now(), 'running', now())`,
    [bank.newId(), priya.id],
  )
  const [row] = await bank.db.query<{ id: string }>(`select id from fraud.back_test where subject = '{}'`)
  const cancelled = await bank.ask(priya, 'POST', `/v1/fraud/back-tests/${row.id}/cancel`)
  assert.deepEqual([cancelled.body.state, cancelled.body.result], ['cancelled', null])
  await bank.db.query(
    `update fraud.back_test set state = 'running', beat_at = now() - interval '2 minutes' where id = $1`,
    [row.id],
  )
  assert.equal((await bank.ask(priya, 'GET', `/v1/fraud/back-tests/${row.id}`)).body.state, 'failed')
})

test('a condition is checked while it is written', async () => {
  await using bank = await testBank()
  const priya = await bank.person('analyst', 'Priya')
  const check = async (condition: string) => (await bank.ask(priya, 'POST', `${rulesPath}/check`, { condition })).body

  const right = await check('times-paid=0 and amount>500 INR')
  assert.deepEqual([right.condition, right.fault], ['times-paid = 0 and amount > 500.00 INR', null])
  assert.equal(right.features[0].name, 'times-paid')
  const { fault } = await check('times-payed = 0')
  assert.deepEqual([fault.code, fault.at, fault.length, fault.suggestion], ['unknown-name', 0, 11, 'times-paid'])
  assert.equal((await write(bank, priya, { condition: 'times-payed = 0' })).code, 'rule-not-understood')
})

test('tellers and customers neither read nor write rules', async () => {
  await using bank = await testBank()
  for (const person of [await bank.person('teller', 'Joseph'), await bank.person('customer', 'Asha')]) {
    assert.equal((await bank.ask(person, 'GET', rulesPath)).status, 403)
    assert.equal((await write(bank, person, { condition: 'kind is send' })).status, 403)
  }
})
