import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database, Query } from '#platform/database'
import { createInForce } from '../in-force.ts'
import { type FraudModel, readShippedModel } from '../index.ts'
import { attempting, sureModel, testFraud } from '../test-fraud.ts'

const model = await readShippedModel()
const calm = sureModel(0.001, model)
const failing: FraudModel = {
  ...model,
  score: () => {
    throw new Error('out of order')
  },
}

/** Writes a rule and puts it in force, past the checks of the use cases. */
const enforce = async (db: Query, condition: string, effect: string): Promise<bigint> => {
  const [rule, proposal, priya, omar] = Array.from({ length: 4 }, () => randomUUID())
  const [{ number }] = await db.query<{ number: bigint }>(
    `insert into fraud.rule_version (rule, version, name, condition, effect, written_by, written_at)
     values ($1, 1, 'A rule', $2, $3, $4, now()) returning number`,
    [rule, condition, effect, priya],
  )
  await db.query(
    `insert into fraud.proposal (id, rule, rule_version, reason, asked_by, asked_at, outcome, ended_by, ended_at)
     values ($1, $2, $3, 'It is time.', $4, now(), 'granted', $5, now())`,
    [proposal, rule, number, priya, omar],
  )
  return number
}

test('a rule that cannot be evaluated stops nothing, somebody is told, and the decision says so', async () => {
  const failures: Error[] = []
  await using bank = await testFraud(calm, { onFailure: (error) => failures.push(error as Error) })
  // As one reads that was written for a catalog with another feature.
  const number = await enforce(bank.db, 'attempts-9h >= 0', 'block')
  const right = await enforce(bank.db, 'attempts-1h >= 1', 'challenge')
  await bank.fraud.refresh()

  const { verdict, rulesFired, rulesFailed } = await bank.pay(attempting({ payment: 'one' }))

  assert.deepEqual([verdict, rulesFired, rulesFailed], ['challenge', [right], [number]])
  assert.deepEqual(
    failures.map(({ message }) => message),
    [`The rule version ${number} could not be evaluated.`],
  )
  const stored = await bank.db.query(
    'select rules_fired::text[] as fired, rules_failed::text[] as failed from fraud.decision',
  )
  assert.deepEqual(stored, [{ fired: [String(right)], failed: [String(number)] }])
})

test('where scoring fails, rules of amount and kind still count, and those of features do not', async () => {
  await using bank = await testFraud(failing)
  const amount = await enforce(bank.db, 'amount > 100 INR and probability is missing', 'block')
  const features = await enforce(bank.db, 'times-paid is missing', 'block')
  await bank.fraud.refresh()
  const large = await bank.pay(attempting({ payment: 'large', minor: 20_000n }))
  const small = await bank.pay(attempting({ payment: 'small', minor: 9_000n }))
  assert.deepEqual([large.verdict, large.rulesFired, large.rulesFailed], ['block', [amount], [features]])
  assert.deepEqual([small.verdict, small.rulesFired, small.rulesFailed], ['allow', [], [features]])
  assert.deepEqual(
    large.reasons.map(({ code }) => code),
    ['unusual-pattern'],
  )
})

test('what another process puts in force is followed at the next look', async () => {
  await using bank = await testFraud(calm)
  const other = await bank.again()
  await enforce(bank.db, 'kind is send', 'block')
  assert.equal((await other.assess(attempting({ payment: 'before' }))).verdict, 'allow')
  await other.refresh()
  assert.equal((await other.assess(attempting({ payment: 'after' }))).verdict, 'block')
  await bank.db.query(`update fraud.proposal set until_at = now(), until_by = asked_by`)
  await other.refresh()
  assert.equal((await other.assess(attempting({ payment: 'again' }))).verdict, 'allow')
})

test('twenty rules in force are all judged, and those that fire are all named', async () => {
  await using bank = await testFraud(calm)
  for (let rule = 0; rule < 20; rule++)
    await enforce(bank.db, `attempts-1h >= ${rule % 2 === 0 ? 1 : 1e6} or amount < ${rule + 1} INR`, 'challenge')
  await bank.fraud.refresh()
  const { verdict, rulesFired } = await bank.pay(attempting({ payment: 'judged' }))
  assert.equal(verdict, 'challenge')
  assert.equal(rulesFired.length, 10)
})

test('a reading that was slow does not bring back what a later one has ended', async () => {
  await using bank = await testFraud(calm)
  await enforce(bank.db, 'kind is send', 'block')
  const held: (() => void)[] = []
  let isSlow = true
  const db: Database = {
    ...bank.db,
    query: async (text, values) => {
      const rows = await bank.db.query<never>(text, values)
      if (isSlow) await new Promise<void>((go) => held.push(go))
      return rows
    },
  }
  const inForce = createInForce(db, () => assert.fail('no policy is asked for'))
  const slow = inForce.refresh()
  while (held.length < 2) await nextTurn()
  await bank.db.query(`update fraud.proposal set until_at = now(), until_by = asked_by`)
  isSlow = false
  await inForce.refresh()
  for (const go of held) go()
  await slow
  assert.deepEqual(inForce.rules(), [])
})
