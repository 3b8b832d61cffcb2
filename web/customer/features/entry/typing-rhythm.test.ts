import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRhythm } from './typing-rhythm.ts'

test('times of keys are told, and no key', () => {
  const rhythm = createRhythm()
  for (const [index, key] of [...'secrets'].entries()) {
    rhythm.press(key, index * 200)
    rhythm.press(key, index * 200 + 30)
    rhythm.release(key, index * 200 + 90 + (index % 2) * 20)
  }
  assert.deepEqual(rhythm.summary(), { heldMs: 99, heldDeviationMs: 10, pauseMs: 200, pauseDeviationMs: 0 })
})

test('of a pasted password, or after a failed try, nothing is told', () => {
  const rhythm = createRhythm()
  rhythm.press('ControlLeft', 0)
  rhythm.press('KeyV', 50)
  rhythm.release('KeyV', 120)
  assert.equal(rhythm.summary(), undefined)
  for (let key = 0; key < 9; key++) {
    rhythm.press(`Key${key}`, 1_000 + key * 100)
    rhythm.release(`Key${key}`, 1_050 + key * 100)
  }
  assert.ok(rhythm.summary())
  rhythm.forget()
  assert.equal(rhythm.summary(), undefined)
})
