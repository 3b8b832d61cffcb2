import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { Query } from '#platform/database'
import { testBank } from '#testing/bank'
import { createFraud, readShippedModel } from '../index.ts'
import { madeModel } from './test-models.ts'

const shipped = await readShippedModel()

/** What a promotion does in the end, by hand. */
const makeChampion = async (db: Query, version: string) => {
  await db.query(`update fraud.model set state = 'retired' where state = 'champion'`)
  await db.query(`update fraud.model set state = 'champion' where version = $1`, [version])
}

/** A further process on the same database. */
const anotherProcess = async (bank: Awaited<ReturnType<typeof testBank>>, failures: unknown[] = []) => {
  const fraud = createFraud({ db: bank.db, clock: bank.clock, model: shipped, onFailure: (e) => failures.push(e) })
  await fraud.models.open()
  return fraud
}

test('on a new bank the model of the package is champion, and the log says so', async () => {
  await using bank = await testBank()
  const analyst = await bank.person('analyst', 'Priya')
  const { body } = await bank.ask(analyst, 'GET', '/v1/fraud/models')
  assert.deepEqual(
    body.items.map((item: { version: string; state: string; origin: string }) => [
      item.version,
      item.state,
      item.origin,
    ]),
    [[shipped.version, 'champion', 'shipped']],
  )
  assert.equal(body.serving, shipped.version)
  const log = await bank.ask(analyst, 'GET', '/v1/fraud/model-events')
  assert.deepEqual(
    log.body.items.map((event: { what: string; person: null }) => [event.what, event.person]),
    [
      ['promoted', null],
      ['registered', null],
    ],
  )
  const teller = await bank.person('teller', 'Tom')
  assert.equal((await bank.ask(teller, 'GET', '/v1/fraud/models')).status, 403)
})

test('a second start registers nothing again', async () => {
  await using bank = await testBank()
  await anotherProcess(bank)
  assert.equal((await bank.fraud.models.find()).length, 1)
  assert.equal((await bank.fraud.models.events(null, 10)).length, 2)
})

test('two processes come to serve a new champion by themselves, and decisions carry its version', async () => {
  await using bank = await testBank()
  const other = await anotherProcess(bank)
  const fail = () => (error: unknown) => assert.fail(String(error))
  const jobs = [bank.fraud, other].flatMap(({ models }) => models.jobs(fail))
  try {
    const version = await bank.fraud.models.register({ file: madeModel({ name: 'made' }), person: null })
    assert.equal(bank.fraud.model.version, shipped.version)
    await makeChampion(bank.db, version)
    const serving = () => [bank.fraud.model.version, other.model.version]
    for (let tries = 0; tries < 200 && serving().some((each) => each !== version); tries++) await wait(50)
    assert.deepEqual(serving(), [version, version])
    assert.equal(other.policy.review, 0.9)
  } finally {
    await Promise.all(jobs.map((job) => job.stop()))
  }
  const [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob')]
  const id = bank.newId()
  await bank.send(ada, bob, 100n, id)
  const [{ model }] = await bank.db.query('select model from fraud.decision where payment = $1', [id])
  assert.equal(model, 'made 2026-03-01')
})

test('an old decision is explained by the model that made it, although another one decides now', async () => {
  await using bank = await testBank()
  const { models } = bank.fraud
  const before = await models.register({ file: madeModel({ name: 'before' }), person: null })
  const after = await models.register({ file: madeModel({ name: 'after', feature: 'balance-share' }), person: null })
  await makeChampion(bank.db, before)
  await models.refresh()
  const [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob')]
  const id = bank.newId()
  await bank.send(ada, bob, 100n, id)
  await makeChampion(bank.db, after)
  const other = await anotherProcess(bank)
  assert.equal(other.model.version, after)

  const decision = await other.decision(id)
  assert.equal(decision?.model, before)
  const [strongest] = decision?.contributions ?? []
  assert.equal(strongest.feature, 'amount-to-usual')
  const sum = decision?.contributions.reduce((total, { logOdds }) => total + logOdds, decision.base)
  assert.ok(Math.abs((sum ?? Number.NaN) - (decision?.score ?? 0)) < 1e-6)
})

test('a damaged model is not served: the champion before goes on, and staff read why', async () => {
  await using bank = await testBank()
  const failures: unknown[] = []
  const other = await anotherProcess(bank, failures)
  await bank.db.query(
    `insert into fraud.model (version, origin, state, file, card, registered_at)
     select 'damaged 2026-03-01', 'own', 'challenger', replace(file, '"base": -', '"base": '), card, now() from fraud.model`,
  )
  await makeChampion(bank.db, 'damaged 2026-03-01')
  await other.models.refresh()
  await other.models.refresh()

  assert.equal(other.model.version, shipped.version)
  assert.deepEqual(other.models.trouble(), {
    version: 'damaged 2026-03-01',
    problem: 'The model file is damaged: its checksum does not fit its content.',
  })
  assert.equal(failures.length, 1)
  await makeChampion(bank.db, shipped.version)
  await other.models.refresh()
  assert.equal(other.models.trouble(), null)
})

test('what a model is never changes, and the log of models neither', async () => {
  await using bank = await testBank()
  for (const statement of [
    `update fraud.model set file = 'x'`,
    `update fraud.model set origin = 'own'`,
    'delete from fraud.model',
    'truncate fraud.model cascade',
    `update fraud.model_event set reason = 'x'`,
    'delete from fraud.model_event',
  ])
    await assert.rejects(bank.db.query(statement), /never changed or deleted/, statement)
})

test('there are never more than three challengers: the oldest makes room', async () => {
  await using bank = await testBank()
  for (const name of ['a', 'b', 'c', 'd']) await bank.fraud.models.register({ file: madeModel({ name }), person: null })
  const states = (await bank.fraud.models.find()).map(({ version, state }) => `${version.slice(0, 1)} ${state}`)
  assert.deepEqual(states, ['b champion', 'd challenger', 'c challenger', 'b challenger', 'a retired'])
})
