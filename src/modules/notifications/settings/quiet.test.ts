import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayMs, hourMs, minuteMs } from '#platform/time'
import { endOfQuiet, type Quiet, toMinute, toTimeOfDay } from './quiet.ts'

const night: Quiet = { fromMinute: toMinute('22:00'), toMinute: toMinute('07:00'), zone: 'Asia/Kolkata' }
const endOf = (at: string, quiet = night) => endOfQuiet(quiet, new Date(at)).toISOString()

test('at night it waits until the morning of the person’s own zone, and by day it goes at once', () => {
  // Kolkata is five and a half hours ahead of UTC.
  assert.equal(endOf('2026-03-02T16:29:00.000Z'), '2026-03-02T16:29:00.000Z')
  assert.equal(endOf('2026-03-02T16:30:00.000Z'), '2026-03-03T01:30:00.000Z')
  assert.equal(endOf('2026-03-02T23:59:59.999Z'), '2026-03-03T01:30:00.000Z')
  assert.equal(endOf('2026-03-03T01:29:59.000Z'), '2026-03-03T01:30:00.000Z')
  assert.equal(endOf('2026-03-03T01:30:00.000Z'), '2026-03-03T01:30:00.000Z')
  const noon = { ...night, fromMinute: toMinute('12:00'), toMinute: toMinute('13:30') }
  assert.equal(endOf('2026-03-03T07:00:00.000Z', noon), '2026-03-03T08:00:00.000Z')
})

test('where clocks are put forward or back in the night, the morning is the one that people read there', () => {
  const berlin = { ...night, zone: 'Europe/Berlin' }
  assert.equal(endOf('2026-03-28T22:00:00.000Z', berlin), '2026-03-29T05:00:00.000Z')
  assert.equal(endOf('2026-10-24T21:00:00.000Z', berlin), '2026-10-25T06:00:00.000Z')
  // 02:30 does not exist on the night of March 29.
  const half = { ...berlin, toMinute: toMinute('02:30') }
  assert.equal(endOf('2026-03-28T22:00:00.000Z', half), '2026-03-29T01:30:00.000Z')
  const lordHowe = { ...night, zone: 'Australia/Lord_Howe' }
  assert.equal(endOf('2026-04-04T12:00:00.000Z', lordHowe), '2026-04-04T20:30:00.000Z')
})

test('in any zone on any day it waits less than a day and an hour, never back, and is not quiet any more then', () => {
  const zones = [
    'Asia/Kolkata',
    'Europe/London',
    'America/New_York',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'America/St_Johns',
    'UTC',
  ]
  const minute = fc.integer({ min: 0, max: 1439 })
  const given = fc.record({ fromMinute: minute, toMinute: minute, zone: fc.constantFrom(...zones) })
  const instants = fc.date({ min: new Date('2016-01-01'), max: new Date('2036-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(given, instants, (quiet, now) => {
      fc.pre(quiet.fromMinute !== quiet.toMinute)
      const end = endOfQuiet(quiet, now)
      assert.ok(end >= now && end.getTime() - now.getTime() <= dayMs + hourMs)
      if (end > now) assert.equal(end.getTime() % minuteMs, 0)
      // A minute that does not exist that day, or exists twice, leaves an hour at most to wait anew.
      assert.ok(endOfQuiet(quiet, end).getTime() - end.getTime() <= dayMs)
    }),
    { numRuns: 2000 },
  )
})

test('times of day go to minutes and back', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 1439 }), (minute) => toMinute(toTimeOfDay(minute)) === minute))
})
