import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '#learning/random'
import { createTable } from '#learning/table'
import { dayMs } from '#platform/time'
import { testBank } from '#testing/bank'
import { makeHistory, writeMade } from '#testing/fraud-history'
import { bandsOf, wilson } from './bands.ts'
import { psiOf } from './drift.ts'
import { weeksUpTo } from './measure.ts'
import { binOf, referenceOf } from './reference.ts'

const detailOf = async (bank: Awaited<ReturnType<typeof testBank>>) => {
  const analyst = await bank.person('analyst', 'Priya')
  const version = encodeURIComponent(bank.fraud.model.version)
  return (await bank.ask(analyst, 'GET', `/v1/fraud/models/${version}`)).body
}

interface DriftView {
  readonly name: string
  readonly day: number | null
  readonly weeks: readonly (number | null)[]
}

test('the stability index is that of the textbook, and finite where a bin is empty', () => {
  const expected = 0.1 * Math.log(0.6 / 0.5) - 0.1 * Math.log(0.4 / 0.5)
  assert.ok(Math.abs(psiOf([0.5, 0.5], [0.6, 0.4]) - expected) < 1e-12)
  assert.equal(psiOf([0.2, 0.8], [0.2, 0.8]), 0)
  assert.ok(Number.isFinite(psiOf([1, 0], [0, 1])))
})

test('bins hold about a tenth each, missing values have their own, and few values make few bins', () => {
  const random = createRandom(2)
  const values = new Float32Array(3_000).map((_, index) => {
    if (index % 3 === 0) return random()
    return index % 3 === 1 ? Math.floor(2 * random()) : random() < 0.25 ? Number.NaN : 5
  })
  const table = createTable(['spread', 'yes-or-no', 'mostly-same'], values)
  const [spread, yesOrNo, same, score] = referenceOf(table, new Float64Array(1_000), new Float32Array(1_000).fill(1))
  assert.equal(spread.edges.length, 9)
  for (const share of spread.shares.slice(0, 10)) assert.ok(Math.abs(share - 0.1) < 0.01)
  assert.deepEqual(yesOrNo.edges, [0])
  assert.deepEqual(same.edges, [])
  assert.ok(Math.abs(same.shares[1] - 0.25) < 0.05)
  assert.deepEqual(score.shares, [1, 0])
  assert.deepEqual([binOf([1, 2], 1), binOf([1, 2], 1.5), binOf([1, 2], 9), binOf([1, 2], Number.NaN)], [0, 1, 2, 3])
})

test('a band has the mean probability given, the share of frauds, and the range of chance', () => {
  const [band] = bandsOf({
    probabilities: Float64Array.of(0.2, 0.3, 0.22, 0.28),
    labels: Uint8Array.of(1, 0, 0, 0),
    weights: Float32Array.of(1, 1, 1, 1),
  })
  assert.deepEqual([band.from, band.to, band.payments, band.expected, band.observed], [0.2, 0.3, 3, 0.2333, 0.3333])
  // Wilson's interval of 5 in 10, as textbooks print it.
  const [low, high] = wilson(0.5, 10)
  assert.ok(Math.abs(low - 0.2366) < 1e-3 && Math.abs(high - 0.7634) < 1e-3)
})

test('weeks begin on Monday', () => {
  const wednesday = Date.UTC(2026, 2, 4, 12)
  const [last, before] = weeksUpTo(wednesday, 2)
  assert.deepEqual(
    [new Date(last.toMs), new Date(before.fromMs)],
    [new Date(Date.UTC(2026, 2, 2)), new Date(Date.UTC(2026, 1, 16))],
  )
})

test('on a new bank nothing has been measured, and the page is told so', async () => {
  await using bank = await testBank()
  await bank.fraud.models.measureWhenDue()
  const detail = await detailOf(bank)
  assert.deepEqual([detail.trial, detail.inService, detail.drift, detail.weeks], [null, null, [], []])
})

test('a feature that moves is seen to move, and the others stay', async () => {
  await using bank = await testBank()
  const nowMs = bank.clock().getTime()
  const moved = makeHistory(nowMs, 84, 80).map((payment) =>
    payment.atMs < nowMs - 21 * dayMs ? payment : { ...payment, features: { ...payment.features, 'hour-share': 0.2 } },
  )
  await writeMade(bank.db, moved)
  await bank.fraud.models.measureWhenDue()
  const detail = await detailOf(bank)
  assert.equal(detail.driftAgainst, 'first-weeks')
  const of = (name: string) => detail.drift.find((row: DriftView) => row.name === name) as DriftView
  const last = (name: string) => of(name).weeks.at(-1) ?? Number.NaN
  assert.ok(last('hour-share') > 1)
  assert.ok(last('payee-age') < 0.2)
  assert.ok((of('hour-share').weeks[4] ?? Number.NaN) < 0.2)
  assert.equal(of('hour-share').day, null)
})

test('the champion is measured on payments whose labels are complete, and only once a day over all processes', async () => {
  await using bank = await testBank()
  const nowMs = bank.clock().getTime()
  const { version } = bank.fraud.model
  const history = makeHistory(nowMs, 84).map((payment, index) => ({
    ...payment,
    model: version,
    score: payment.isFraud || index % 50 === 1 ? 2 : -3,
  }))
  await writeMade(bank.db, history)
  const other = (await bank.openSecond()).fraud
  await Promise.all([bank.fraud, other].map(({ models }) => models.measureWhenDue()))
  const measured = await bank.db.query(`select from fraud.measurement where span = 'complete'`)
  assert.equal(measured.length, 1)

  const detail = await detailOf(bank)
  const { inService } = detail
  assert.deepEqual([inService.payments, inService.frauds], [56 * 40, 224])
  assert.equal(inService.to, new Date(nowMs - 7 * dayMs).toISOString())
  assert.deepEqual(
    [inService.challenge.truePositives, inService.challenge.falsePositives, inService.challenge.falseNegatives],
    [224, 45, 0],
  )
  assert.equal(detail.ages.length, 8)
  const [thisWeek, lastWeek] = detail.ages
  assert.ok(thisWeek.frauds < thisWeek.flagged * 0.6, 'labels of this week have not all come')
  assert.ok(lastWeek.frauds > lastWeek.flagged * 0.8)
  const calibrated = inService.bands.find((band: { from: number }) => band.from === 0.8)
  assert.ok(calibrated.expected > 0.87 && calibrated.expected < 0.89 && calibrated.observed > 0.8)
})

test('what nobody knows is answered as such', async () => {
  await using bank = await testBank()
  const analyst = await bank.person('analyst', 'Priya')
  assert.equal((await bank.ask(analyst, 'GET', '/v1/fraud/models/nobody')).code, 'no-such-model')
})
