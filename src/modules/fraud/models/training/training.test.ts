import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { dayMs, hourMs } from '#platform/time'
import { type Person, type TestBank, testBank } from '#testing/bank'
import { type MadePayment, madeIdOf, makeHistory, writeMade } from '#testing/fraud-history'
import { createFraud } from '../../index.ts'
import { readHistory } from './history.ts'
import { countFrauds, type Sample } from './samples.ts'

const trainNow = async (bank: TestBank, person: Person) => {
  const id = bank.newId()
  const begun = await bank.ask(person, 'PUT', `/v1/fraud/trainings/${id}`)
  await bank.fraud.models.training.ended(id)
  return { id, begun, page: (await bank.ask(person, 'GET', '/v1/fraud/models')).body }
}

const modelsOf = (page: { items: { version: string; state: string; notes: string }[] }) => page.items

/** A second process of the same bank. */
const anotherProcess = (bank: TestBank) =>
  createFraud({
    db: bank.db,
    clock: bank.clock,
    model: bank.fraud.model,
    trainingSize: { generated: { seed: 5, worlds: 2, customers: 60, startMs: 0 }, trees: 4, epochs: 1 },
  })

test('a new bank trains on generated payments, and the challenger says so', async () => {
  await using bank = await testBank()
  const analyst = await bank.person('analyst', 'Priya')
  const { id, begun, page } = await trainNow(bank, analyst)
  assert.deepEqual([begun.body.state, begun.body.askedBy.name], ['running', 'Priya'])
  assert.deepEqual([page.training.id, page.training.state], [id, 'done'])
  const [champion, challenger] = modelsOf(page)
  assert.deepEqual([champion.state, challenger.state], ['champion', 'challenger'])
  assert.match(challenger.version, /^bank-2 2026-03-02$/)
  assert.match(challenger.notes, /too little history/)
  const again = await bank.ask(analyst, 'PUT', `/v1/fraud/trainings/${id}`)
  assert.equal(again.body.model, challenger.version)
})

test('a bank with a history trains on it, on payments long enough ago, and tries the model on later ones', async () => {
  await using bank = await testBank()
  const nowMs = bank.clock().getTime()
  await writeMade(bank.db, makeHistory(nowMs, 80))
  const { page } = await trainNow(bank, await bank.person('analyst', 'Priya'))
  const [, challenger] = page.items
  assert.match(challenger.notes, /Payments of this bank/)
  assert.ok(challenger.metrics.auc > 0.9)
  assert.equal(challenger.window.to, new Date(nowMs - 35 * dayMs).toISOString())
  const [{ figures }] = await bank.db.query<{ figures: { from: string; frauds: number } }>(
    `select figures from fraud.model where state = 'challenger'`,
  )
  assert.equal(figures.from, new Date(nowMs - 21 * dayMs).toISOString())
  assert.equal(figures.frauds, 14 * 4)
})

test('no label is used before its time, and no payment counts as genuine before its label had the time to come', async () => {
  await using bank = await testBank()
  const nowMs = bank.clock().getTime()
  const trainedAsOf = nowMs - 21 * dayMs
  // Every fraud is reported a little less than seven days later: with a shorter delay the last ones would pass as genuine.
  const late = 7 * dayMs - hourMs
  const history: MadePayment[] = makeHistory(nowMs, 80).map((payment, index) => ({
    ...payment,
    // One fraud in four is reported after nine days, which for some is after the moment that the training puts itself in.
    knownMs: payment.atMs + (index % 40 === 0 ? 9 * dayMs : late),
  }))
  await writeMade(bank.db, history)
  const read = await readHistory(bank.db)
  assert.ok(read)
  const expected = (fromMs: number, toMs: number, asOfMs: number) =>
    history.filter(({ atMs, isFraud, knownMs }) => isFraud && atMs >= fromMs && atMs < toMs && (knownMs ?? 0) <= asOfMs)
      .length
  const { train, choose } = read.windows
  assert.equal(countFrauds(read.samples.choose), expected(choose.fromMs, choose.toMs, trainedAsOf))
  assert.equal(countFrauds(read.samples.train), expected(train.fromMs, train.toMs, trainedAsOf))

  const inTime = history.filter(
    ({ atMs, isFraud, knownMs }) => isFraud && knownMs === atMs + late && atMs >= choose.fromMs && atMs < choose.toMs,
  )
  assert.equal(inTime.length, 21)
  const known = inTime.filter(({ knownMs }) => (knownMs ?? 0) <= trainedAsOf)
  assert.equal(known.length, 21, 'of the payments that had their seven days, none passes as genuine')
  assert.ok(countFrauds(read.samples.choose) < 28, 'what was reported later is not known yet')
  const notYet = (sample: Sample) => sample.labels.length
  assert.equal(notYet(read.samples.test), 14 * 40)
})

test('what was stopped and never labeled teaches nothing, and an analyst who labels it makes it count', async () => {
  await using bank = await testBank()
  const nowMs = bank.clock().getTime()
  const history = makeHistory(nowMs, 80).map((payment, index) =>
    index % 7 === 3 ? ({ ...payment, isFraud: false, outcome: 'stopped' } as const) : payment,
  )
  await writeMade(bank.db, history)
  const before = await readHistory(bank.db)
  assert.ok(before)
  const { train } = before.windows
  const inTrain = (atMs: number) => atMs >= train.fromMs && atMs < train.toMs
  const booked = history.filter(({ atMs, outcome }) => inTrain(atMs) && outcome !== 'stopped')
  assert.equal(before.samples.train.table.rows, booked.length)

  const stopped = history.findIndex(({ atMs, outcome }) => inTrain(atMs) && outcome === 'stopped')
  await bank.fraud.learn([
    { payment: madeIdOf(stopped), isFraud: true, knownAt: new Date(history[stopped].atMs + dayMs) },
  ])
  const after = await readHistory(bank.db)
  assert.equal(after?.samples.train.table.rows, booked.length + 1)
  assert.equal(after && countFrauds(after.samples.train), countFrauds(before.samples.train) + 1)
})

test('a payment that was let through by chance stands for all that were stopped like it', async () => {
  await using bank = await testBank()
  await writeMade(bank.db, makeHistory(bank.clock().getTime(), 80))
  await bank.db.query(
    `update fraud.decision set explored_from = 'block', propensity = 0.05 where payment in ($1, $2)`,
    [madeIdOf(500), madeIdOf(501)],
  )
  const read = await readHistory(bank.db)
  const weights = [...(read?.samples.train.weights ?? [])]
  assert.deepEqual(new Set(weights), new Set([1, 20]))
  assert.equal(weights.filter((weight) => weight === 20).length, 2)
})

test('with too few frauds in one of its windows a history is not enough', async () => {
  await using bank = await testBank()
  const nowMs = bank.clock().getTime()
  await writeMade(
    bank.db,
    makeHistory(nowMs, 80).map((payment) => ({
      ...payment,
      isFraud: payment.isFraud && payment.atMs < nowMs - 21 * dayMs,
    })),
  )
  assert.equal(await readHistory(bank.db), null)
})

test('a training that is cancelled ends within seconds and leaves no model; meanwhile no second one begins', async () => {
  await using bank = await testBank()
  const [priya, farah] = [await bank.person('analyst', 'Priya'), await bank.person('administrator', 'Farah')]
  const id = bank.newId()
  await bank.ask(priya, 'PUT', `/v1/fraud/trainings/${id}`)
  const second = await bank.ask(farah, 'PUT', `/v1/fraud/trainings/${bank.newId()}`)
  assert.deepEqual([second.status, second.code], [409, 'training-runs'])
  const cancelled = await bank.ask(farah, 'POST', `/v1/fraud/trainings/${id}/cancel`)
  assert.equal(cancelled.body.isCancelling, true)
  const row = await bank.fraud.models.training.ended(id)
  assert.deepEqual([row.state, row.model], ['cancelled', null])
  assert.equal((await bank.fraud.models.find()).length, 1)
  const unknown = await bank.ask(farah, 'POST', `/v1/fraud/trainings/${bank.newId()}/cancel`)
  assert.equal(unknown.code, 'no-such-training')
})

test('when the date has come one of several processes trains, and the next date is a week later', async () => {
  await using bank = await testBank()
  const other = anotherProcess(bank)
  await writeMade(bank.db, makeHistory(bank.clock().getTime(), 80))
  const both = () => Promise.all([bank.fraud, other].map(({ models }) => models.training.startWhenDue()))
  assert.deepEqual(await both(), [null, null])
  bank.pass(7 * dayMs)
  const begun = (await both()).filter((row) => row !== null)
  assert.equal(begun.length, 1)
  for (const { models } of [bank.fraud, other]) await models.training.ended(begun[0].id)
  assert.deepEqual(await both(), [null, null])
  const trainings = await bank.db.query<{ state: string; cause: string }>('select state, cause from fraud.training')
  assert.deepEqual(trainings, [{ state: 'done', cause: 'schedule' }])
  assert.equal((await bank.fraud.models.schedule()).next_at.getTime(), bank.clock().getTime() + 7 * dayMs)
})

test('the schedule waits for a history: it never trains on generated payments by itself', async () => {
  await using bank = await testBank()
  bank.pass(7 * dayMs)
  const row = await bank.fraud.models.training.startWhenDue()
  const ended = row && (await bank.fraud.models.training.ended(row.id))
  assert.equal(ended?.state, 'skipped')
  assert.equal((await bank.fraud.models.find()).length, 1)
})

test('staff set how often, and never is never', async () => {
  await using bank = await testBank()
  const farah = await bank.person('administrator', 'Farah')
  const { body } = await bank.ask(farah, 'PUT', '/v1/fraud/training-schedule', { everyDays: 3 })
  assert.deepEqual(body, { everyDays: 3, nextAt: new Date(bank.clock().getTime() + 3 * dayMs).toISOString() })
  await bank.ask(farah, 'PUT', '/v1/fraud/training-schedule', { everyDays: 0 })
  bank.pass(400 * dayMs)
  assert.equal(await bank.fraud.models.training.startWhenDue(), null)
})

test('a training whose process is gone is ended by the next one', async () => {
  await using bank = await testBank()
  const analyst = await bank.person('analyst', 'Priya')
  const gone = bank.newId()
  await bank.db.query(
    `insert into fraud.training (id, cause, asked_at, state, alive_at) values ($1, 'command', $2, 'running', now() - interval '21 seconds')`,
    [gone, bank.clock()],
  )
  const { page } = await trainNow(bank, analyst)
  assert.equal(page.training.state, 'done')
  const [{ state, problem }] = await bank.db.query(`select state, problem from fraud.training where id = $1`, [gone])
  assert.deepEqual([state, problem], ['failed', 'The process that trained is gone.'])
})

test('while a model is trained the process answers all the same', async () => {
  await using bank = await testBank()
  await writeMade(bank.db, makeHistory(bank.clock().getTime(), 80))
  const analyst = await bank.person('analyst', 'Priya')
  const id = bank.newId()
  await bank.ask(analyst, 'PUT', `/v1/fraud/trainings/${id}`)
  let answers = 0
  while ((await bank.ask(analyst, 'GET', '/v1/fraud/models')).body.training.state === 'running') {
    answers++
    await wait(5)
  }
  assert.ok(answers >= 5, `it answered ${answers} times`)
})
