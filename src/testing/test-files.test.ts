import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { silentProgress } from '#platform/progress'
import { runStages } from './check-stages.ts'
import { addTallies, formatTally, type Tally } from './tally.ts'

type Outcome = { tally: Tally; text: string }

/** Runs test files of these contents with our runner, in a process that does not know it is inside a test. */
async function runContents(contents: string[]): Promise<Outcome> {
  const projectFolder = await mkdtemp(join(tmpdir(), 'bank-runner-'))
  try {
    const files = contents.map((_content, index) => join(projectFolder, `${index}.test.mjs`))
    for (const [index, file] of files.entries()) await writeFile(file, contents[index] ?? '')
    const options = { files, projectFolder, concurrency: 1, timeoutMs: 2000, args: ['--cluster=here'] }
    const script = `
      const { runTestFiles } = await import(${JSON.stringify(new URL('test-files.ts', import.meta.url).href)})
      const lines = []
      const stopping = new AbortController().signal
      const onLine = (line) => lines.push(line)
      const tally = await runTestFiles({ ...${JSON.stringify(options)}, stopping, onFile: () => {}, onLine })
      console.log(JSON.stringify({ tally, text: lines.join('\\n') }))`
    const runner = join(projectFolder, 'runner.mjs')
    await writeFile(runner, script)
    const { stdout } = await promisify(execFile)(process.execPath, [runner], { env: { PATH: '/usr/bin:/bin' } })
    return JSON.parse(stdout)
  } finally {
    await rm(projectFolder, { recursive: true })
  }
}

test('passed, failed and skipped tests are counted; failures come with place, reason and output', async () => {
  const { tally, text } = await runContents([
    `import { test } from 'node:test'
     test('good', () => { if (!process.argv.includes('--cluster=here')) throw new Error('no cluster') })
     test('left out', { skip: 'no browser here' }, () => {})
     test('bad', () => { console.log('a hint'); throw new Error('the sum is wrong') })`,
  ])
  assert.deepEqual(tally, { passed: 1, failed: 1, skipped: 1 })
  for (const part of ['FAILED: bad', '0.test.mjs:4', 'the sum is wrong', 'a hint', 'no browser here']) {
    assert.ok(text.includes(part), `${part} in ${text}`)
  }
})

test('a test file that cannot even be read is a failure, not nothing', async () => {
  const { tally, text } = await runContents(["import { absent } from './absent.mjs'"])
  assert.deepEqual(tally, { passed: 0, failed: 1, skipped: 0 })
  assert.match(text, /absent\.mjs/)
})

test('a test that never ends is a failure', async () => {
  const { tally } = await runContents([
    "import { test } from 'node:test'\ntest('endless', () => new Promise(() => setInterval(() => {}, 1000)))",
  ])
  assert.equal(tally.failed >= 1, true)
})

test('each check stage counts as one, and what it found is shown', async () => {
  const lines: string[] = []
  const stages = [
    { name: 'fine', run: async () => undefined },
    { name: 'broken', run: async () => 'three complaints' },
  ]
  const progress = { ...silentProgress, say: (line: string) => lines.push(line) }
  const tally = await runStages(stages, progress, new AbortController().signal)
  assert.match(lines.join(), /FAILED: broken\nthree complaints/)
  assert.equal(formatTally(addTallies(tally, { passed: 0, failed: 0, skipped: 2 })), '1 passed, 1 failed, 2 skipped')
})
