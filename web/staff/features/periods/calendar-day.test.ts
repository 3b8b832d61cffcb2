import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closable, lastMonthOver, readDay, readMonth } from './calendar-day.ts'

test('the last month that is over is that of its last day, and before that the one before', () => {
  assert.equal(lastMonthOver('2026-10-31'), '2026-10')
  assert.equal(lastMonthOver('2026-11-21'), '2026-10')
  assert.equal(lastMonthOver('2026-01-15'), '2025-12')
  assert.equal(lastMonthOver('2028-02-28'), '2028-01')
  assert.equal(lastMonthOver('2028-02-29'), '2028-02')
})

test('what is closed already is not offered, and a month is not offered twice', () => {
  assert.deepEqual(closable('2026-11-21', null), { month: '2026-10', day: '2026-11-21' })
  assert.deepEqual(closable('2026-11-21', '2026-10-31'), { day: '2026-11-21' })
  assert.deepEqual(closable('2026-11-21', '2026-11-21'), {})
  assert.deepEqual(closable('2026-10-31', '2026-10-30'), { month: '2026-10' })
})

test('a day is read as that day, in both languages', () => {
  assert.equal(readDay('2026-03-01', 'en'), '1 March 2026')
  assert.equal(readMonth('2026-03', 'en'), 'March 2026')
  assert.equal(readMonth('2026-03', 'hi'), 'मार्च 2026')
})
