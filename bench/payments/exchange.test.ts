import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cutAnswer } from './exchange.ts'

const whole = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 7\r\n\r\n{"a":1}'

test('an answer is cut off where it ends, and not before it is whole', () => {
  assert.equal(cutAnswer(Buffer.from(whole.slice(0, 30))), null)
  assert.equal(cutAnswer(Buffer.from(whole.slice(0, -1))), null)
  const cut = cutAnswer(Buffer.from(`${whole}HTTP/1.1 `))
  assert.deepEqual(cut, { answer: { status: 200, body: '{"a":1}' }, length: whole.length })
})

test('an answer without a length is an error, not a wait without end', () => {
  assert.throws(() => cutAnswer(Buffer.from('HTTP/1.1 200 OK\r\n\r\n')), /not expected/)
})
