import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createStopSignal } from './stop-signal.ts'

test('the Ctrl-C that arrives twice is one; asked again after ten seconds the bank stops at once', () => {
  const said: string[] = []
  const time = { ms: 0 }
  const stop = createStopSignal(
    (sentence) => said.push(sentence),
    () => time.ms,
  )
  assert.equal(stop.signal.aborted, false)
  stop.receive()
  stop.receive()
  time.ms = 9000
  stop.receive()
  assert.deepEqual([stop.signal.aborted, said], [true, []])
  time.ms = 10_001
  stop.receive()
  assert.deepEqual(said, ['Stopped at once.'])
})

test('a stop that takes over fifteen seconds is cut short', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const said: string[] = []
  const stop = createStopSignal(
    (sentence) => said.push(sentence),
    () => 0,
  )
  stop.receive()
  context.mock.timers.tick(14_999)
  assert.deepEqual(said, [])
  context.mock.timers.tick(1)
  assert.deepEqual(said, ['Stopping took too long, so it was cut short.'])
})
