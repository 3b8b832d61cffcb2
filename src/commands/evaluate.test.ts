import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createRandom } from '#learning/random'
import {
  handbookHeader,
  handbookLine,
  inventPayments,
  type TestPayment,
  windowArguments,
  writePayments,
} from './evaluate/test-payments.ts'
import { evaluate } from './evaluate.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evaluate-test-'))
})
after(() => rm(folder, { recursive: true }))

const run = async (args: readonly string[], stopping = new AbortController().signal) => {
  let said = ''
  const output = { write: (text: string) => (said += text) }
  const json = join(folder, 'out.json')
  const code = await evaluate({
    args: [...args, '--json', json],
    environment: {},
    projectFolder: folder,
    output,
    stopping,
    now: () => 0,
    uptimeMs: () => 0,
  })
  return { code, said, json: code === 0 ? JSON.parse(await readFile(json, 'utf8')) : null }
}

const put = async (
  name: string,
  payments: readonly TestPayment[],
  header = handbookHeader,
  line: (payment: TestPayment) => string = handbookLine,
) => {
  const file = join(folder, name)
  await writePayments(file, payments, header, line)
  return file
}

const metricNames = [
  'auc',
  'ap',
  'f1',
  'recall_at_1pct_fpr',
  'card_precision_100',
  'fit_seconds',
  'microseconds_per_row',
]

// All of them, the slow ones too, are judged in the full run.
const judged = {
  own: 'tree,boosting,isolation_forest',
  handbook: 'logistic,svm,tree,forest,boosting,balanced_bags,isolation_forest,kmeans,pca',
}
for (const [features, only] of Object.entries(judged)) {
  test(`models are judged on the ${features} features, and the file says so in the agreed names`, async () => {
    const file = await put('plain.csv', inventPayments())
    const { code, said, json } = await run([
      '--payments',
      file,
      ...windowArguments,
      '--features',
      features,
      '--models',
      only,
    ])
    assert.equal(code, 0)
    const { split, models, explanation, policy } = json
    assert.deepEqual([split.train.from, split.train.to, split.train.payments], ['2024-01-08', '2024-01-21', 14 * 150])
    assert.deepEqual([split.test.payments, split.delay_days], [7 * 150, 7])
    assert.equal(models.map(({ name }: { name: string }) => name).join(), only)
    for (const model of models) {
      for (const name of metricNames) assert.equal(typeof model[name], 'number', `${model.name} ${name}`)
      assert.ok(said.includes(`\n${model.name} `))
    }
    const auc = Object.fromEntries(models.map((model: { name: string; auc: number }) => [model.name, model.auc]))
    assert.ok(auc.boosting > 0.75, JSON.stringify(auc))
    assert.ok(explanation.max_additivity_error < 1e-6)
    assert.ok(policy.genuine_challenged < 0.05 && policy.recall > 0.3, JSON.stringify(policy))
    if (features === 'handbook') assert.equal(split.features.length, 15)
  })
}

test('files of another shape say the same when their columns are named', async () => {
  const payments = inventPayments()
  const file = await put('handbook.csv', payments)
  const line = ({ atMs, payer, payee, amount, isFraud }: TestPayment) =>
    `"${payer}";${isFraud ? 'yes' : 'no'};"${payee}";${amount};${atMs / 1000}`
  const other = await put('other.csv', payments, 'who;fraud?;whom;sum;when', line)
  const columns = 'payer=who,payee=whom,label=fraud?,amount=sum,time=when'
  const quick = [...windowArguments, '--models', 'tree,pca']
  const plain = await run(['--payments', file, ...quick])
  const named = await run(['--payments', other, ...quick, '--columns', columns])
  const figures = (json: { models: Record<string, unknown>[] }) =>
    json.models.map(({ fit_seconds, microseconds_per_row, ...rest }) => rest)
  assert.deepEqual(figures(named.json), figures(plain.json))
})

test('a file without payees is judged too', async () => {
  const line = ({ id, atMs, payer, amount, isFraud }: TestPayment) =>
    [id, new Date(atMs).toISOString(), payer, amount, isFraud].join(',')
  const file = await put('no-payee.csv', inventPayments(), 'id,time,payer,amount,label', line)
  const { json } = await run(['--payments', file, ...windowArguments, '--models', 'tree,kmeans'])
  assert.ok(json.models.every(({ auc }: { auc: number }) => auc > 0.5))
})

test('context columns become features', async () => {
  const random = createRandom(8)
  const payments = inventPayments(0).map((payment) => ({ ...payment, isGift: random() < 0.05 }))
  const risky = payments.map((payment) => ({ ...payment, isFraud: payment.isGift && random() < 0.4 }))
  const line = (payment: TestPayment & { isGift?: boolean }) =>
    `${handbookLine(payment)},${payment.isGift ? 'gift cards' : 'food'}`
  const file = await put('context.csv', risky, `${handbookHeader},category`, line)
  const asked = ['--payments', file, ...windowArguments, '--models', 'boosting']
  const [without, withContext] = [await run(asked), await run([...asked, '--context', 'category'])]
  assert.ok(without.json.models[0].auc < 0.7, without.json.models[0].auc)
  assert.ok(withContext.json.models[0].auc > 0.9, withContext.json.models[0].auc)
})

test('a test window without fraud has no figures, and a sentence says why', async () => {
  const file = await put('quiet.csv', inventPayments(26))
  const asked = ['--payments', file, ...windowArguments, '--features', 'handbook', '--models', 'boosting,kmeans']
  const { json, said } = await run(asked)
  for (const { auc, ap, f1 } of json.models) assert.deepEqual([auc, ap, f1], [null, null, null])
  assert.equal(json.policy.recall, null)
  assert.match(said, /The test window holds no fraud/)
})

test('models are trained on all frauds and a weighted sample where there are too many payments', async () => {
  const file = await put('many.csv', inventPayments())
  const args = [
    '--payments',
    file,
    ...windowArguments,
    '--features',
    'handbook',
    '--models',
    'boosting,forest',
    '--train-rows',
    '1000',
  ]
  const [one, again] = [await run(args), await run(args)]
  assert.equal(one.json.split.trained_on, 1000)
  assert.match(one.json.notes.join(), /Trained on 1,000 of 2,100 payments/)
  assert.deepEqual(
    one.json.models.map(({ auc }: { auc: number }) => auc),
    again.json.models.map(({ auc }: { auc: number }) => auc),
  )
})

test('what cannot be evaluated is refused in a sentence', async () => {
  const file = await put('refused.csv', inventPayments())
  const asked = ['--payments', file]
  await assert.rejects(run(asked), /Usage: npm run evaluate/)
  await assert.rejects(run([...asked, ...windowArguments, '--colums', 'x']), /Unknown option '--colums'/)
  await assert.rejects(run([...asked, ...windowArguments, '--models', 'oracle']), /There is no model oracle; there are/)
  await assert.rejects(run(['--payments', join(folder, 'x*.csv'), ...windowArguments]), /No file fits/)
  const later = [
    '--train',
    '2025-01-01:2025-01-02',
    '--validate',
    '2025-01-03:2025-01-03',
    '--test',
    '2025-01-04:2025-01-04',
  ]
  await assert.rejects(
    run([...asked, ...later]),
    /no payments from 2025-01-01 to 2025-01-02 \(--train\); the files reach/,
  )
  const honest = await put('honest.csv', inventPayments(0))
  await assert.rejects(run(['--payments', honest, ...windowArguments]), /needs fraud and genuine payments, both/)
})

test('an evaluation that is stopped ends with 130, and no rows stay behind', async () => {
  const file = await put('stopped.csv', inventPayments())
  const before = await leftovers()
  const { code, said } = await run(['--payments', file, ...windowArguments], AbortSignal.abort(new Error('stop')))
  assert.equal(code, 130)
  assert.match(said, /Stopped before the end/)
  assert.deepEqual(await leftovers(), before)
})

const leftovers = async () => (await readdir(tmpdir())).filter((name) => /^evaluate-(?!test)/.test(name)).sort()
