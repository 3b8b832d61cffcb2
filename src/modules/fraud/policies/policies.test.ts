import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs } from '#platform/time'
import { type Person, password, type TestBank, testBank } from '#testing/bank'
import type { KindPolicyBody } from '../wire.ts'

const path = '/v1/fraud/policies'

const policyOf = async (bank: TestBank, person: Person, kind: string) =>
  (await bank.ask(person, 'GET', path)).body.items.find((item: { kind: string }) => item.kind === kind)

const bodyOf = async (bank: TestBank, person: Person): Promise<KindPolicyBody> =>
  (await policyOf(bank, person, 'send')).policy

const tryOn = async (bank: TestBank, person: Person, policy: KindPolicyBody) => {
  const id = bank.newId()
  const now = bank.clock().getTime()
  const period = { from: new Date(now - 2 * dayMs).toISOString(), to: new Date(now + 2 * dayMs).toISOString() }
  const test = `/v1/fraud/back-tests/${id}`
  let { body } = await bank.ask(person, 'PUT', test, { subject: { kind: 'send', policy }, ...period })
  while (body.state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 10))
    body = (await bank.ask(person, 'GET', test)).body
  }
  assert.equal(body.state, 'done', JSON.stringify(body))
  return body.result
}

const putInForce = async (bank: TestBank, [priya, omar]: readonly Person[], policy: KindPolicyBody) => {
  const written = await bank.ask(priya, 'PUT', `${path}/send`, { policy, note: 'Fewer false alarms.' })
  assert.equal(written.status, 200, JSON.stringify(written.body))
  await tryOn(bank, priya, policy)
  const proposal = {
    about: 'policy',
    version: written.body.number,
    reason: 'The queue is too long.',
    proof: { password },
  }
  const asked = await bank.ask(priya, 'PUT', `/v1/fraud/proposals/${bank.newId()}`, proposal)
  assert.equal(asked.status, 200, JSON.stringify(asked.body))
  const decision = `/v1/fraud/proposals/${asked.body.id}/decision`
  const grant = { decision: 'grant', note: 'I agree.', proof: { password } }
  assert.equal((await bank.ask(priya, 'POST', decision, grant)).code, 'second-person-needed')
  assert.equal((await bank.ask(omar, 'POST', decision, grant)).body.outcome, 'granted')
  return written.body.number as string
}

const people = async (bank: TestBank) => [
  await bank.person('analyst', 'Priya'),
  await bank.person('administrator', 'Farah'),
]
const share = (share: number) => Math.min(0.99, share)

test('until staff set one, the model’s own thresholds decide; then theirs do, and the decision says which', async () => {
  await using bank = await testBank({ probability: share })
  const staff = await people(bank)
  const [ada, bob] = [await bank.holder('Ada', 1_000n), await bank.holder('Bob')]
  const before = await policyOf(bank, staff[0], 'send')
  assert.deepEqual([before.number, before.policy.thresholds], [null, { challenge: 0.5, review: 0.7, block: 0.9 }])
  assert.equal((await bank.send(ada, bob, 400n)).body.state, 'settled')

  const policy = { ...before.policy, thresholds: { challenge: 0.3, review: 0.8, block: 0.95 } }
  const number = await putInForce(bank, staff, policy)

  const { body } = await bank.send(ada, bob, 240n)
  assert.equal(body.state, 'challenged')
  const [row] = await bank.db.query('select policy_version::text as version from fraud.decision where payment = $1', [
    body.id,
  ])
  assert.equal(row.version, number)
  const { decision } = (await bank.ask(staff[0], 'GET', `/v1/reviews/${body.id}`)).body
  assert.deepEqual(decision.policy, policy.thresholds)
  const after = await policyOf(bank, staff[0], 'send')
  assert.deepEqual([after.number, after.since.endedBy.name, after.waiting], [number, 'Farah', null])
  assert.equal((await policyOf(bank, staff[0], 'card')).number, null)
})

test('the back-test of a policy tells the reviews a day and what would be lost, and equals what live decides', async () => {
  await using bank = await testBank({ probability: share })
  const staff = await people(bank)
  const bob = await bank.holder('Bob')
  const shares = [10n, 20n, 35n, 45n, 62n, 66n, 75n, 85n]
  const play = async (name: string) => {
    const states: string[] = []
    for (const [index, percent] of shares.entries()) {
      const from = await bank.holder(`${name}${index}`, 1_000n)
      states.push((await bank.send(from, bob, percent * 10n)).body.state)
    }
    return states.map((state) => (state === 'settled' ? 'allow' : state)).sort()
  }
  await play('One')
  const policy = { ...(await bodyOf(bank, staff[0])), thresholds: { challenge: 0.3, review: 0.65, block: 0.8 } }
  const { before, after, changed, decisions } = await tryOn(bank, staff[0], policy)
  await putInForce(bank, staff, policy)
  const live = await play('Two')

  const tested = [
    ...Array<string>(after.allow).fill('allow'),
    ...Array<string>(after.challenge).fill('challenged'),
    ...Array<string>(after.review).fill('in_review'),
    ...Array<string>(after.block).fill('blocked'),
  ].sort()
  assert.deepEqual(live, tested)
  assert.deepEqual([decisions, changed], [8, 4])
  assert.deepEqual([before.reviewsPerDay, after.reviewsPerDay, after.busiestDay], [2 / 4, 2 / 4, 2])
  // 10, 20, 35 and 45 percent of 1,000 each pass with that probability.
  assert.deepEqual(before.expectedLoss, [{ currency: 'INR', minor: String(10 + 40 + 122 + 202 + 1) }])
  assert.deepEqual(after.expectedLoss, [{ currency: 'INR', minor: '50' }])
})

test('a policy is checked before it is written', async () => {
  await using bank = await testBank()
  const [priya] = await people(bank)
  const policy = await bodyOf(bank, priya)
  const write = (wrong: object) => bank.ask(priya, 'PUT', `${path}/send`, { policy: { ...policy, ...wrong }, note: '' })
  for (const wrong of [
    { thresholds: { challenge: 0.9, review: 0.7, block: 0.95 } },
    { thresholds: { challenge: 0, review: 0.7, block: 0.95 } },
    { exploration: { ...policy.exploration, share: 0.5 } },
    { exploration: { ...policy.exploration, share: 0.0001 } },
    { secondPersonFrom: { INR: '100' } },
    { answerMinutes: 0 },
  ])
    assert.equal((await write(wrong)).status, 400, JSON.stringify(wrong))
  const first = await write({})
  assert.deepEqual((await write({})).body, first.body)
  await assert.rejects(bank.db.query(`update fraud.policy_version set note = ''`), /never changed or deleted/)
  const teller = await bank.person('teller', 'Joseph')
  assert.equal((await bank.ask(teller, 'GET', path)).status, 403)
})

test('from which amount two people decide and the time to answer are the policy’s', async () => {
  await using bank = await testBank({ probability: (of) => (of < 0.6 ? 0.01 : 0.8) })
  const staff = await people(bank)
  const body = await bodyOf(bank, staff[0])
  await putInForce(bank, staff, {
    ...body,
    answerMinutes: 5,
    secondPersonFrom: { ...body.secondPersonFrom, INR: '50' },
  })
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]
  const { id } = (await bank.send(ada, bob, 80n)).body

  const { signing } = (await bank.ask(staff[0], 'GET', `/v1/reviews/${id}`)).body
  assert.deepEqual([signing.needsTwo, Date.parse(signing.dueAt) - bank.clock().getTime()], [true, 5 * 60_000])
})

test('where scoring fails, the policy in force says from which amount on a person looks', async () => {
  await using bank = await testBank({ probability: () => Number.NaN })
  const staff = await people(bank)
  const body = await bodyOf(bank, staff[0])
  const [ada, bob] = [await bank.holder('Ada', 10_000n), await bank.holder('Bob')]
  const state = async (minor: bigint) => (await bank.send(ada, bob, minor)).body.state
  assert.equal(await state(400n), 'settled')
  for (const from of [300n, 700n]) {
    await putInForce(bank, staff, { ...body, unscored: { ...body.unscored, INR: from.toString() } })
    assert.deepEqual([await state(from - 1n), await state(from)], ['settled', 'in_review'], `from ${from} on`)
  }
})

test('what would be lost on average stops a payment whose probability alone would not, live as in the back-test', async () => {
  await using bank = await testBank({ probability: () => 0.2 })
  const staff = await people(bank)
  const body = await bodyOf(bank, staff[0])
  const none = Object.fromEntries(Object.keys(body.unscored).map((code) => [code, '0'])) as KindPolicyBody['unscored']
  // A fifth of 500 and of 1,000 minor units.
  const losses = { challenge: { ...none, INR: '100' }, review: { ...none, INR: '200' } }
  const [ada, bob] = [await bank.holder('Ada', 10_000n), await bank.holder('Bob')]
  const amounts = [499n, 500n, 999n, 1_000n]
  const states = async () => {
    const answers = []
    for (const minor of amounts) answers.push((await bank.send(ada, bob, minor)).body)
    return answers
  }
  assert.deepEqual(
    (await states()).map(({ state }) => state),
    amounts.map(() => 'settled'),
  )

  const policy = { ...body, losses }
  const { after } = await tryOn(bank, staff[0], policy)
  assert.deepEqual([after.allow, after.challenge, after.review, after.block], [1, 2, 1, 0])
  await putInForce(bank, staff, policy)
  const live = await states()
  assert.deepEqual(
    live.map(({ state }) => state),
    ['settled', 'challenged', 'challenged', 'in_review'],
  )
  const { decision } = (await bank.ask(staff[0], 'GET', `/v1/reviews/${live[3].id}`)).body
  assert.deepEqual([decision.ownVerdict, decision.lossVerdict], ['review', 'review'])
  assert.deepEqual((await policyOf(bank, staff[0], 'send')).policy.losses, losses)

  const passed = await bank.ask(staff[0], 'GET', `/v1/decisions/${live[0].id}/passed-up-to`)
  assert.deepEqual([passed.body.amount.minor, passed.body.above], ['499', 'challenge'], JSON.stringify(passed.body))
})
