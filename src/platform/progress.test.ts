import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createProgress } from './progress.ts'

const clear = '\r\u001b[2K'

function record(isTTY: boolean) {
  const written: string[] = []
  const time = { ms: 0 }
  const output = { isTTY, columns: 30, write: (text: string) => written.push(text) }
  return { written, time, progress: createProgress(output, () => time.ms) }
}

test('on a terminal one line is written over until the step is done', async () => {
  const { written, time, progress } = record(true)
  await progress.step('Making history', async (report) => {
    report(1, 4)
    time.ms = 200
    report(2, 4)
    time.ms = 210
    report(3, 4)
  })
  assert.deepEqual(written, [
    `${clear}Making history …`,
    `${clear}Making history … 50 %, 0.2 s`,
    `${clear}Making history: 0.2 s\n`,
  ])
})

test('elsewhere there is a plain line when a step is done, and one now and then when it takes long', async () => {
  const { written, time, progress } = record(false)
  await progress.step('Making history', async (report) => {
    time.ms = 6000
    report(1, 4)
    time.ms = 7000
    report(2, 4)
  })
  assert.deepEqual(written, ['Making history … 25 %, 6.0 s\n', 'Making history: 7.0 s\n'])
})

test('a step that fails leaves no half of a line before the message', async () => {
  const { written, progress } = record(true)
  await assert.rejects(progress.step('Making', () => Promise.reject(new Error('no'))))
  assert.deepEqual(written, [`${clear}Making …`, clear])
})
