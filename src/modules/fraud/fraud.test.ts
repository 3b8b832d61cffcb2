import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs, hourMs } from '#platform/time'
import { generateDays } from './generator/generator.ts'
import { type Attempt, type Fraud, readShippedModel } from './index.ts'
import { attempting, idOf, start, sureModel, testFraud } from './test-fraud.ts'

const model = await readShippedModel()
const failing = {
  ...model,
  score: () => {
    throw new Error('out of order')
  },
}
const senseless = { ...model, probabilityOf: () => Number.NaN }

/** The features that the next attempt would have; nothing is left behind. */
const look = async (fraud: Fraud, attempt: Attempt) => {
  await using assessment = await fraud.assess(attempt)
  return { features: [...assessment.features], usual: assessment.usual, score: assessment.score }
}

const history = (days: number, payer = 'ada'): Attempt[] =>
  Array.from({ length: days }, (_, day) =>
    attempting({
      payment: `${payer} ${day}`,
      payer,
      minor: 20_000n + BigInt(day % 7) * 1_000n,
      atMs: start - (days - day) * dayMs,
    }),
  )

/** Some weeks of a generated world, as attempts and labels. */
const generated = () => {
  const options = { seed: 11, customers: 50, startMs: start - 60 * dayMs, days: 20, cardsOnly: false }
  const payments = [...generateDays(options)].flat()
  const attempts = payments.map(
    ({ movement, facts }, index): Attempt => ({
      payment: idOf(`generated ${index}`),
      kind: movement.kind,
      payer: {
        id: idOf(movement.payer),
        openedAt: new Date(facts.payerOpenedMs),
        available: BigInt(Math.round(facts.available)),
        credentialChangedAt: null,
      },
      payee: movement.payee ? { id: idOf(movement.payee), openedAt: new Date(facts.payeeOpenedMs) } : null,
      money: { currency: 'INR', minor: BigInt(movement.minor) },
      at: new Date(movement.atMs),
    }),
  )
  const labels = payments.flatMap(({ knownMs }, index) =>
    knownMs > 0 ? [{ payment: idOf(`generated ${index}`), isFraud: true, knownAt: new Date(knownMs) }] : [],
  )
  return { attempts, labels }
}

test('after a restart every account is remembered as it was', async () => {
  await using bank = await testFraud(model)
  const { attempts, labels } = generated()
  for (let from = 0; from < attempts.length; from += 400) await bank.payAll(attempts.slice(from, from + 400))
  await bank.fraud.learn(labels)
  await bank.pay(attempting({ payment: 'announced', payer: 'ada', payee: null, settlesLater: true }))
  await bank.conclude({ payment: idOf('payment announced'), outcome: 'settled' })
  await assert.rejects(bank.pay(attempting({ payment: 'too much', minor: 900_000n }), { isRefused: true }))

  const rebuilt = await bank.again()

  const last = attempts.slice(-150).map((attempt, index) => ({
    ...attempt,
    payment: idOf(`next ${index}`),
    at: new Date(start - 39 * dayMs),
  }))
  for (const attempt of [...last, attempting({ payment: 'next' })])
    assert.deepEqual(await look(rebuilt, attempt), await look(bank.fraud, attempt))
})

test('an announced payment enters the habits when it settles, and only then', async () => {
  await using bank = await testFraud(sureModel(0.001, model))
  for (const attempt of history(5)) await bank.pay(attempt)
  const usual = await bank.fraud.usualOf(idOf('ada'))
  const announced = await bank.pay(attempting({ payment: 'cash', payee: null, minor: 500_000n, settlesLater: true }))
  assert.equal(announced.outcome, 'open')
  assert.equal(await bank.fraud.usualOf(idOf('ada')), usual)

  await bank.conclude({ payment: announced.payment, outcome: 'settled' })
  await bank.conclude({ payment: announced.payment, outcome: 'settled' })

  assert.ok(((await bank.fraud.usualOf(idOf('ada'))) ?? 0n) > (usual ?? 0n))
  assert.equal(await (await bank.again()).usualOf(idOf('ada')), await bank.fraud.usualOf(idOf('ada')))
})

test('a hundred payments at once to a new payee do not slip past together', async () => {
  await using bank = await testFraud(model)
  await bank.payAll(history(60))
  const atOnce = Array.from({ length: 100 }, (_, index) =>
    attempting({ payment: `rush ${index}`, payee: 'stranger', minor: 45_000n }),
  )
  const assessments = await Promise.all(atOnce.map((attempt) => bank.fraud.assess(attempt)))
  const stopped = assessments.filter(({ verdict }) => verdict !== 'allow').length
  assert.ok(stopped >= 90, `only ${stopped} of 100 were stopped`)
  assert.equal((await bank.fraud.assess(attempting({ payment: 'usual', payer: 'eve' }))).verdict, 'allow')
})

test('if scoring fails, a small payment moves, a larger one waits for a person, and somebody is told', async () => {
  const failures: unknown[] = []
  await using bank = await testFraud(failing, { onFailure: (error) => failures.push(error) })
  const small = await bank.pay(attempting({ payment: 'small', minor: 499_999n }))
  const large = await bank.pay(attempting({ payment: 'large', minor: 500_000n }))
  const yen = await bank.pay(attempting({ payment: 'yen', currency: 'JPY', minor: 10_000n }))

  assert.deepEqual([small.verdict, large.verdict, yen.verdict], ['allow', 'review', 'review'])
  assert.deepEqual([small.probability, large.probability], [null, null])
  assert.deepEqual(
    large.reasons.map(({ code }) => code),
    ['not-scored'],
  )
  assert.equal(failures.length, 3)
  assert.equal(await bank.fraud.decision(large.payment), null)
})

test('a probability that is none counts as a failure to score', async () => {
  await using bank = await testFraud(senseless)
  const { verdict, probability } = await bank.pay(attempting({ payment: 'large', minor: 500_000n }))
  assert.deepEqual([verdict, probability], ['review', null])
})

test('a verdict follows from the probability and the thresholds', async () => {
  const policy = { challenge: 0.1, review: 0.5, block: 0.9 }
  for (const [probability, verdict, outcome] of [
    [0.09, 'allow', 'settled'],
    [0.11, 'challenge', 'open'],
    [0.51, 'review', 'open'],
    [0.91, 'block', 'stopped'],
  ] as const) {
    await using bank = await testFraud(sureModel(probability, model), { policy })
    const assessment = await bank.pay(attempting({ payment: verdict }))
    assert.deepEqual([assessment.verdict, assessment.outcome], [verdict, outcome])
  }
})

test('staff see every feature of a decision, adding up to its score, and the same after the model serves again', async () => {
  await using bank = await testFraud(model)
  await bank.payAll(history(60))
  const attempt = attempting({ payment: 'odd', payee: 'stranger', minor: 2_500_000n, atMs: start + 15 * hourMs })
  const assessment = await bank.pay(attempt)
  assert.notEqual(assessment.verdict, 'allow')

  const decision = await bank.fraud.decision(assessment.payment)
  assert.ok(decision)
  const sum = decision.contributions.reduce((total, { logOdds }) => total + logOdds, decision.base)
  assert.ok(Math.abs(sum - decision.score) < 1e-6)
  assert.deepEqual(decision.reasons, assessment.reasons)
  assert.equal(decision.contributions.length, model.features)
  assert.equal(decision.probability, assessment.probability)

  const allowed = await bank.fraud.decision(history(60)[50].payment)
  assert.equal(allowed?.contributions.length, model.features)
  assert.deepEqual(allowed?.reasons, [])
})

test('a label is stored once, however often it comes, and a later one may say the contrary', async () => {
  await using bank = await testFraud(model)
  const [paid] = history(1)
  await bank.pay(paid)
  const label = { payment: paid.payment, isFraud: true, knownAt: new Date(start) }
  const stranger = { ...label, payment: idOf('nobody knows it') }
  const next = attempting({ payment: 'next', atMs: start + hourMs })
  const before = await look(bank.fraud, next)

  assert.deepEqual(await bank.fraud.learn([label, stranger]), { accepted: 1, unknown: 1 })
  const reported = await look(bank.fraud, next)
  await bank.fraud.learn([label, { ...label, knownAt: new Date(start + 30 * dayMs) }])
  await bank.fraud.learn([{ ...label, knownAt: new Date(start + 30 * dayMs) }])
  assert.deepEqual(await look(bank.fraud, next), reported)
  assert.notDeepEqual(reported, before)
  assert.deepEqual(await look(await bank.again(), next), reported)

  await bank.fraud.learn([{ ...label, isFraud: false }])
  assert.deepEqual(await look(bank.fraud, next), before)
  assert.deepEqual(await look(await bank.again(), next), before)
})

test('what is refused later leaves no decision and no trace', async () => {
  await using bank = await testFraud(model)
  await bank.payAll(history(10))
  const next = attempting({ payment: 'next', payee: 'eve' })
  const before = await look(bank.fraud, next)
  await assert.rejects(bank.pay(attempting({ payment: 'refused', payee: 'eve', minor: 900_000n }), { isRefused: true }))
  assert.deepEqual(await look(bank.fraud, next), before)
  assert.equal((await bank.fraud.verdicts([idOf('payment refused')])).size, 0)
  assert.equal((await bank.fraud.verdicts(history(10).map(({ payment }) => payment))).size, 10)
})
