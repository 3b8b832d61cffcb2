import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { simulate } from './simulate.ts'

const run = (...args: string[]) =>
  simulate({
    args,
    environment: {},
    projectFolder: '/nowhere',
    output: { write: () => true },
    stopping: new AbortController().signal,
    now: () => 0,
    uptimeMs: () => 0,
  })

test('a simulation plays as many sequences as it is told to, proves the book, and writes what it found', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'simulate-'))
  const file = join(folder, 'simulated.json')
  const code = await run('--seeds', '3', '--json', file)
  const { seeds, batches, failures, proved } = JSON.parse(await readFile(file, 'utf8'))
  await rm(folder, { recursive: true })

  assert.deepEqual({ code, seeds, failures, proved }, { code: 0, seeds: 3, failures: [], proved: true })
  assert.ok(batches > 3)
})

test('an unknown option, or a number that is none, is answered with the usage', async () => {
  for (const args of [['--speed', '9'], ['--seeds', 'many'], ['--seed', '-4'], ['--seed']])
    await assert.rejects(run(...args), /Usage: npm run simulate/)
})
