import assert from 'node:assert/strict'
import { test } from 'node:test'
import { daysOf, faultOf } from './periods.ts'

test('this month, the last one and this year are whole days in UTC, also over the turn of a year', () => {
  const now = new Date('2026-01-03T23:30:00.000Z')
  assert.deepEqual(daysOf('month', now), { from: '2026-01-01', to: '2026-01-03' })
  assert.deepEqual(daysOf('last-month', now), { from: '2025-12-01', to: '2025-12-31' })
  assert.deepEqual(daysOf('year', now), { from: '2026-01-01', to: '2026-01-03' })
  assert.deepEqual(daysOf('last-month', new Date('2028-03-31T00:00:00.000Z')), { from: '2028-02-01', to: '2028-02-29' })
})

test('days in the wrong order, missing, or still to come are told apart', () => {
  const now = new Date('2026-03-02T09:00:00.000Z')
  assert.equal(faultOf({ from: '2026-03-01', to: '2026-03-02' }, now), undefined)
  assert.equal(faultOf({ from: '', to: '2026-03-02' }, now), 'missing')
  assert.equal(faultOf({ from: '2026-03-02', to: '2026-03-01' }, now), 'backwards')
  assert.equal(faultOf({ from: '2026-03-02', to: '2026-03-03' }, now), 'future')
})
