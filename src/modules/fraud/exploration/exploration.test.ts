import assert from 'node:assert/strict'
import { createHmac, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Query } from '#platform/database'
import { dayMs } from '#platform/time'
import { type Attempt, readShippedModel } from '../index.ts'
import { defaultPolicy, type KindPolicy, toBody } from '../policies/kind-policy.ts'
import { attempting, idOf, start, sureModel, testFraud } from '../test-fraud.ts'
import type { Verdict } from '../wire.ts'
import { createExplorer, type Draw } from './explorer.ts'

const model = await readShippedModel()
const seeded =
  (seed: string): Draw =>
  (about) =>
    createHmac('sha256', seed).update(about).digest().readUInt32BE() / 2 ** 32

const policy: KindPolicy = {
  ...defaultPolicy({ challenge: 0.1, review: 0.5, block: 0.9 }),
  exploration: { share: 0.05, below: defaultPolicy(model.policy).exploration.below },
}

const from = (payer: number, more: Partial<Parameters<typeof attempting>[0]> = {}): Attempt =>
  attempting({ payment: `of ${payer}`, payer: `payer ${payer}`, minor: 50_000n, ...more })

const letThrough = (seed: string, verdict: Verdict, count = 20_000): number => {
  const explorer = createExplorer(seeded(seed))
  let passed = 0
  for (let payer = 0; payer < count; payer++)
    passed += Number(explorer.consider(verdict, from(payer), policy).verdict === 'allow')
  return passed
}

test('the share that is let through is the one that staff set, for blocks and for challenges', () => {
  // Of 20,000 draws at 0.05 the deviation is 31; four of them.
  for (const seed of ['one', 'two', 'three'])
    for (const verdict of ['block', 'challenge'] as const) {
      const passed = letThrough(seed, verdict)
      assert.ok(Math.abs(passed - 1_000) < 124, `${passed} of 20,000 by the seed ${seed}`)
    }
  assert.equal(letThrough('one', 'block'), letThrough('one', 'block'))
  assert.notEqual(letThrough('one', 'block'), letThrough('two', 'block'))
})

test('weighed by their propensity, those that are let through stand for all', () => {
  const explorer = createExplorer(seeded('weights'))
  const count = 40_000
  let weight = 0
  for (let payer = 0; payer < count; payer++) {
    const { exploredFrom, propensity } = explorer.consider('block', from(payer), policy)
    if (exploredFrom) weight += 1 / propensity
    else assert.equal(propensity, 0.95)
  }
  assert.ok(Math.abs(weight - count) < 0.09 * count, `${weight}`)
})

test('only challenges and blocks below the amount are drawn for, and none where the share is zero', () => {
  const always = createExplorer(() => 0)
  const outcome = (verdict: Verdict, attempt: Attempt, by = policy) => always.consider(verdict, attempt, by)
  assert.deepEqual(outcome('block', from(1)), { verdict: 'allow', exploredFrom: 'block', propensity: 0.05 })
  for (const verdict of ['allow', 'review'] as const)
    assert.deepEqual(outcome(verdict, from(1)), { verdict, exploredFrom: null, propensity: 1 })
  const stays = { verdict: 'block', exploredFrom: null, propensity: 1 }
  assert.deepEqual(outcome('block', from(1, { minor: policy.exploration.below.INR })), stays)
  const none = { ...policy, exploration: { ...policy.exploration, share: 0 } }
  assert.deepEqual(outcome('block', from(1), none), stays)
})

test('trying again does not draw again, and one payment of a payer is let through in a day', () => {
  const explorer = createExplorer(seeded('again'))
  const passed = Array.from({ length: 2_000 }, (_, payer) => payer).find(
    (payer) => explorer.consider('block', from(payer), policy).verdict === 'allow',
  )
  assert.ok(passed !== undefined)
  const stopped = passed + 1
  for (let turn = 0; turn < 100; turn++) {
    const again = from(stopped, { payment: `try ${turn}`, payee: `mule ${turn}`, atMs: start + turn * 60_000 })
    assert.equal(explorer.consider('block', again, policy).verdict, 'block')
  }
  explorer.spend(from(passed))
  assert.equal(explorer.consider('block', from(passed, { atMs: start + 3_600_000 }), policy).verdict, 'block')
  const days = Array.from({ length: 400 }, (_, day) => from(stopped, { atMs: start + (day + 1) * dayMs }))
  assert.ok(days.some((attempt) => explorer.consider('block', attempt, policy).verdict === 'allow'))
})

/** Puts a policy of sends in force, past the checks of the use cases. */
const enforce = async (db: Query) => {
  const [{ number }] = await db.query<{ number: bigint }>(
    `insert into fraud.policy_version (kind, body, written_by, written_at) values ('send', $1, $2, now()) returning number`,
    [JSON.stringify(toBody(policy)), randomUUID()],
  )
  await db.query(
    `insert into fraud.proposal (id, kind, policy_version, reason, asked_by, asked_at, outcome, ended_by, ended_at)
     values ($1, 'send', $2, 'It is time.', $3, now(), 'granted', $4, now())`,
    [randomUUID(), number, randomUUID(), randomUUID()],
  )
  return number
}

test('a decision keeps what it would have been and how probable it was; what a rule says is never let through', async () => {
  await using bank = await testFraud(sureModel(0.95, model), {
    draw: (about) => (about.startsWith(idOf('lucky')) ? 0 : 0.5),
  })
  const number = await enforce(bank.db)
  await bank.fraud.refresh()
  const lucky = attempting({ payment: 'lucky', payer: 'lucky', minor: 50_000n })
  const usual = attempting({ payment: 'usual', payer: 'usual', minor: 50_000n })
  assert.equal((await bank.pay(lucky)).verdict, 'allow')
  assert.equal((await bank.pay(usual)).verdict, 'block')
  assert.equal((await bank.pay({ ...lucky, payment: idOf('a second one') })).verdict, 'block')

  const columns = 'verdict, outcome, own_verdict, explored_from, propensity, policy_version'
  const [one, other, second] = await bank.db.query(`select ${columns} from fraud.decision order by seq`)
  assert.deepEqual(one, {
    verdict: 'allow',
    outcome: 'settled',
    own_verdict: 'block',
    explored_from: 'block',
    propensity: 0.05,
    policy_version: number,
  })
  assert.deepEqual([other.verdict, other.explored_from, other.propensity], ['block', null, 0.95])
  assert.deepEqual([second.explored_from, second.propensity], [null, 1])
  const decision = await bank.fraud.decision(lucky.payment)
  assert.deepEqual([decision?.exploredFrom, decision?.propensity, decision?.ownVerdict], ['block', 0.05, 'block'])
})

test('what a rule of staff stops is not let through', async () => {
  await using bank = await testFraud(sureModel(0.95, model), { draw: () => 0 })
  await enforce(bank.db)
  const [{ number }] = await bank.db.query<{ number: bigint }>(
    `insert into fraud.rule_version (rule, version, name, condition, effect, written_by, written_at)
     values ($1, 1, 'A rule', 'kind is send', 'block', $1, now()) returning number`,
    [randomUUID()],
  )
  await bank.db.query(
    `insert into fraud.proposal (id, rule, rule_version, reason, asked_by, asked_at, outcome, ended_by, ended_at)
     select $1, rule, number, 'It is time.', $2, now(), 'granted', $3, now() from fraud.rule_version where number = $4`,
    [randomUUID(), randomUUID(), randomUUID(), number],
  )
  await bank.fraud.refresh()
  const { verdict, propensity } = await bank.pay(attempting({ payment: 'lucky', minor: 50_000n }))
  assert.deepEqual([verdict, propensity], ['block', 1])
})
