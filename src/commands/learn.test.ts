import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createRandom, drawNormal } from '#learning/random'
import { learn } from './learn.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learn-test-'))
})
after(() => rm(folder, { recursive: true }))

const run = async (args: readonly string[], stopping = new AbortController().signal) => {
  let said = ''
  const output = { write: (text: string) => (said += text) }
  const json = join(folder, 'out.json')
  const surroundings = { environment: {}, projectFolder: folder, output, stopping, now: () => 0, uptimeMs: () => 0 }
  const code = await learn({ ...surroundings, args: [...args, '--json', json] })
  return { code, said, json: code === 0 ? JSON.parse(await readFile(json, 'utf8')) : null }
}

const put = async (name: string, lines: readonly string[]) => {
  const file = join(folder, name)
  await writeFile(file, lines.join('\n'))
  return file
}

const aucOf = (json: { models: { name: string; auc: number }[] }, name: string): number =>
  json.models.find((model) => model.name === name)?.auc ?? Number.NaN

const random = createRandom(21)
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]
const cities = Array.from({ length: 40 }, (_, index) => `city ${index}`)

/** Each of four columns says something: a number with gaps, a category of few levels, one of many, and a text. */
const mixed = Array.from({ length: 600 }, (_, row) => {
  const isBad = random() < 0.3
  const amount = random() < 0.1 ? 'NA' : (drawNormal(random) + (isBad ? 1 : 0)).toFixed(3)
  const color = isBad && random() < 0.5 ? 'red' : pick(['red', 'green', ''])
  const city = isBad && random() < 0.5 ? cities[0] : pick(cities)
  const text = `"please ${pick(['send', 'give', 'lend'])} ${row} ${isBad && random() < 0.5 ? 'urgently, now' : 'some day'}"`
  return { row, isBad, cells: [row, amount, color, city, text, isBad ? 'bad' : 'good'].join(',') }
})
const mixedHeader = 'id,amount,color,city,text,outcome'

test('columns of every kind are learned from, and the file says how well in the agreed names', async () => {
  const file = await put('mixed.csv', [mixedHeader, ...mixed.map(({ cells }) => cells)])
  const some = 'logistic,tree,forest,boosting,balanced_bags,ensemble,kmeans'
  const { json, said } = await run([file, '--label', 'outcome', '--drop', 'id', '--test', '0.4', '--models', some])
  assert.equal(json.models.length, 7)
  assert.equal(json.rows, 600)
  assert.equal(json.positive_rate, mixed.filter(({ isBad }) => isBad).length / 600)
  assert.match(said, /"bad" is looked for: it is the rarer of the two labels/)
  assert.deepEqual(json.columns, { amount: 'number', color: 'category', city: 'category', text: 'text' })
  for (const model of json.models)
    for (const name of ['auc', 'auc_sd', 'ap', 'ap_sd', 'f1', 'fit_seconds'])
      assert.equal(typeof model[name], 'number', `${model.name} ${name}`)
  for (const name of ['logistic', 'boosting', 'forest', 'balanced_bags'])
    assert.ok(aucOf(json, name) > 0.85, JSON.stringify(json.models))
})

test('each kind of column alone tells the two apart, and what says nothing does not', async () => {
  const file = await put('alone.csv', [mixedHeader, ...mixed.map(({ cells }) => cells)])
  const columns = ['id', 'amount', 'color', 'city', 'text']
  for (const column of columns) {
    const drop = columns.filter((other) => other !== column).join(',')
    const { json } = await run([file, '--label', 'outcome', '--drop', drop, '--models', 'logistic', '--folds', '4'])
    const auc = aucOf(json, 'logistic')
    if (column === 'id') assert.ok(Math.abs(auc - 0.5) < 0.1, `${column} ${auc}`)
    else assert.ok(auc > 0.6, `${column} ${auc}`)
  }
})

test('what says nothing tells nothing: no label that is tested on reaches an encoding', async () => {
  const lines = Array.from({ length: 800 }, () => {
    const words = Array.from({ length: 4 }, () => Math.floor(random() * 1e6).toString(36)).join(' ')
    return `k${Math.floor(random() * 300)},${words},${random() < 0.5 ? 1 : 0}`
  })
  const file = await put('noise.csv', ['key,text,label', ...lines])
  const { json } = await run([file, '--label', 'label', '--models', 'tree,logistic', '--folds', '4'])
  assert.deepEqual(json.columns, { key: 'category', text: 'text' })
  for (const name of ['tree', 'logistic']) assert.ok(Math.abs(aucOf(json, name) - 0.5) < 0.08, `${aucOf(json, name)}`)
})

test('groups stay together, so that what only tells groups apart is of no use', async () => {
  // Each person has a number of their own, which gives the label away as long as the same person is in both parts.
  const people = Array.from({ length: 60 }, () => ({ mark: random().toFixed(6), isBad: random() < 0.5 }))
  const lines = people.flatMap(({ mark, isBad }, person) =>
    Array(10).fill(`p${person},${mark},${isBad ? 'yes' : 'no'}`),
  )
  const file = await put('groups.csv', ['person,mark,bad', ...lines])
  const asked = [file, '--label', 'bad', '--models', 'forest', '--folds', '4']
  const apart = await run([...asked, '--drop', 'person'])
  const together = await run([...asked, '--group', 'person'])
  assert.ok(aucOf(apart.json, 'forest') > 0.95, `${aucOf(apart.json, 'forest')}`)
  assert.ok(aucOf(together.json, 'forest') < 0.75, `${aucOf(together.json, 'forest')}`)
})

test('one split tests on a share of the rows, and the same seed gives the same figures', async () => {
  const file = await put('once.csv', [mixedHeader, ...mixed.map(({ cells }) => cells)])
  const asked = [file, '--label', 'outcome', '--test', '0.25', '--models', 'boosting,network', '--workers', '2']
  const [one, again] = [await run(asked), await run([...asked.slice(0, -1), '1'])]
  const figures = (json: { models: Record<string, unknown>[] }) => json.models.map(({ fit_seconds, ...rest }) => rest)
  assert.deepEqual(figures(one.json), figures(again.json))
  assert.equal(one.json.models[0].auc_sd, 0)
})

test('what cannot be learned is refused in a sentence', async () => {
  const file = await put('refused.csv', [
    'a,kind,same,rare',
    ...Array.from({ length: 30 }, (_, row) => `${row},${row % 3},x,${row === 0 ? 1 : 0}`),
  ])
  await assert.rejects(run([file]), /Usage: npm run learn/)
  await assert.rejects(run([file, '--label', 'nothing']), /has no column nothing; it has a, kind, same/)
  await assert.rejects(
    run([file, '--label', 'kind']),
    /has 3 different labels \("0", "1", "2"\); only questions with two/,
  )
  await assert.rejects(run([file, '--label', 'same']), /holds one label only/)
  await assert.rejects(run([file, '--label', 'rare']), /too few rows of one label/)
  await assert.rejects(run([file, '--label', 'rare', '--folds', '3', '--test', '0.2']), /not both/)
  await assert.rejects(run([file, '--label', 'rare', '--test', '2']), /a share between 0 and 1/)
  await assert.rejects(run([file, '--label', 'rare', '--models', 'oracle']), /There is no model oracle/)
  await assert.rejects(run([join(folder, 'none.csv'), '--label', 'a']), /There is no file/)
})

test('learning that is stopped ends with 130', async () => {
  const file = await put('stopped.csv', [mixedHeader, ...mixed.map(({ cells }) => cells)])
  const { code } = await run([file, '--label', 'outcome'], AbortSignal.abort(new Error('stop')))
  assert.equal(code, 130)
})
