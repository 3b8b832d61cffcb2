import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ModelFile } from '#learning/model-file'
import { testBank } from '#testing/bank'
import { createFraud } from '../../index.ts'
import { serveModel } from '../../model.ts'
import { attempting } from '../../test-fraud.ts'
import { madeModel } from '../test-models.ts'
import { createShadow } from './shadow.ts'

/** Models that are called throwing do. */
const serveOrThrow = (file: ModelFile) => {
  const model = serveModel(file)
  if (file.card.name !== 'throwing') return model
  return {
    ...model,
    score: () => {
      throw new Error('out of order')
    },
  }
}

const scoresOf = (bank: Awaited<ReturnType<typeof testBank>>) =>
  bank.db.query<{ model: string; payment: string; probability: number }>(
    'select model, payment, probability from fraud.shadow_score order by model',
  )

test('challengers score every payment after it was decided, and decide nothing', async () => {
  await using bank = await testBank()
  const { models } = bank.fraud
  const one = await models.register({ file: madeModel({ name: 'one' }), person: null })
  const two = await models.register({ file: madeModel({ name: 'two', feature: 'balance-share' }), person: null })
  await models.refresh()
  const [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob')]
  const id = bank.newId()
  const { body } = await bank.send(ada, bob, 100n, id)
  await models.shadow.drain()

  assert.equal(body.state, 'settled')
  const scores = await scoresOf(bank)
  assert.deepEqual(
    scores.map(({ model, payment }) => [model, payment]),
    [
      [one, id],
      [two, id],
    ],
  )
  assert.notEqual(scores[0].probability, scores[1].probability)
  const [decision] = await bank.db.query('select model, features from fraud.decision where payment = $1', [id])
  assert.equal(decision.model, bank.fraud.model.version)
})

test('a challenger that throws harms no payment and no other challenger, and is counted', async () => {
  await using bank = await testBank()
  const failures: unknown[] = []
  const fraud = createFraud({
    db: bank.db,
    clock: bank.clock,
    model: bank.fraud.model,
    onFailure: (error) => failures.push(error),
    serve: serveOrThrow,
  })
  const good = await fraud.models.register({ file: madeModel({ name: 'good' }), person: null })
  await fraud.models.register({ file: madeModel({ name: 'throwing' }), person: null })
  await fraud.models.refresh()
  for (const payment of ['first', 'second']) {
    await using assessment = await fraud.assess(attempting({ payment, atMs: bank.clock().getTime() }))
    assert.equal(assessment.verdict, 'allow')
    assessment.keep()
  }
  await fraud.models.shadow.drain()

  assert.deepEqual(
    (await scoresOf(bank)).map(({ model }) => model),
    [good, good],
  )
  assert.deepEqual(fraud.models.shadow.counts(), { waiting: 0, dropped: 0, failed: 2 })
  assert.equal(failures.length, 1)
  assert.match(String(failures[0]), /out of order/)
})

test('a damaged challenger is left out, told once, and the others go on', async () => {
  await using bank = await testBank()
  await bank.db.query(
    `insert into fraud.model (version, origin, state, file, card, registered_at)
     select 'damaged 2026-03-01', 'own', 'challenger', left(file, 5000), card, now() from fraud.model`,
  )
  const { models } = bank.fraud
  await models.register({ file: madeModel({ name: 'good' }), person: null })
  await models.refresh()
  await models.refresh()
  const [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob')]
  assert.equal((await bank.send(ada, bob, 100n)).body.state, 'settled')
  await models.shadow.drain()
  assert.equal((await scoresOf(bank)).length, 1)
})

test('what was refused is not scored', async () => {
  await using bank = await testBank()
  await bank.fraud.models.register({ file: madeModel({ name: 'one' }), person: null })
  await bank.fraud.models.refresh()
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]
  assert.equal((await bank.send(ada, bob, 200n)).status, 422)
  await bank.fraud.models.shadow.drain()
  assert.equal((await scoresOf(bank)).length, 0)
})

test('too many at once are dropped and counted, and so are scores that cannot be stored', async () => {
  await using bank = await testBank()
  const version = await bank.fraud.models.register({ file: madeModel({ name: 'one' }), person: null })
  const failures: unknown[] = []
  const unstored = {
    ...bank.db,
    query: async (text: string, values?: readonly unknown[]) => {
      if (text.includes('insert')) throw new Error('the disk is full')
      return bank.db.query(text, values)
    },
  } as typeof bank.db
  const shadow = createShadow(
    unstored,
    bank.fraud.models.ofVersion,
    () => 0,
    (error) => failures.push(error),
  )
  await shadow.refresh()
  const features = new Float32Array(bank.fraud.model.features)
  for (let index = 0; index < 20_003; index++) shadow.offer(bank.newId(), features)
  assert.deepEqual(shadow.counts(), { waiting: 20_000, dropped: 3, failed: 0 })
  await shadow.drain()
  assert.deepEqual(shadow.counts(), { waiting: 0, dropped: 20_003, failed: 0 })
  assert.ok(failures.length > 0 && version)
})

test('once a day the shadow scores of retired models are forgotten, and those of challengers are kept', async () => {
  await using bank = await testBank()
  const { models } = bank.fraud
  for (const name of ['old', 'young']) await models.register({ file: madeModel({ name }), person: null })
  await models.refresh()
  const [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob')]
  await bank.send(ada, bob, 100n)
  await models.shadow.drain()
  await bank.db.query(`update fraud.model set state = 'retired' where version like 'old%'`)
  await models.measureWhenDue()
  assert.deepEqual(
    (await scoresOf(bank)).map(({ model }) => model),
    ['young 2026-03-01'],
  )
})
