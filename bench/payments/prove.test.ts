import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compare } from './prove.ts'

const before = { payments: 10, settled_minor: 500n, transfers: 10, decisions: 10 }
const after = { payments: 12, settled_minor: 700n, transfers: 12, decisions: 12 }

test('what was acknowledged and is written passes', () => {
  assert.equal(compare(before, after, { payments: 2, settledMinor: 200n }), null)
})

test('a payment that was acknowledged and is not there is told, as is money that differs, and a payment nobody decided', () => {
  assert.match(compare(before, after, { payments: 3, settledMinor: 200n }) ?? '', /3 payments were acknowledged, 2/)
  assert.match(
    compare(before, after, { payments: 2, settledMinor: 201n }) ?? '',
    /201 were acknowledged as settled, 200/,
  )
  assert.match(
    compare(before, { ...after, decisions: 11 }, { payments: 2, settledMinor: 200n }) ?? '',
    /2 payments, 1 dec/,
  )
})
