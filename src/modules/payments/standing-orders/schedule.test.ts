import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { currencyCodes } from '#platform/money'
import { createCalendar } from '../calendars/calendar.ts'
import { dayOf, daysInMonth, partsOf, readDay, writeDay } from '../calendars/day.ts'
import { coming, type Every, occurrenceOn, type Schedule } from './schedule.ts'

const plain: Schedule = { every: 'month', first: readDay('2026-01-31'), onLastDay: false, rule: 'same', until: null }
const dates = (schedule: Partial<Schedule>, count: number, currency: 'EUR' | 'INR' = 'EUR') =>
  coming({ ...plain, ...schedule }, createCalendar(currency), 0, count).map(({ due }) => writeDay(due))

test('the 31st comes back after a short month, and the last day is the last day', () => {
  assert.deepEqual(dates({}, 4), ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'])
  assert.deepEqual(dates({ first: readDay('2026-02-28'), onLastDay: true }, 3), [
    '2026-02-28',
    '2026-03-31',
    '2026-04-30',
  ])
  assert.deepEqual(dates({ first: readDay('2026-02-28') }, 3), ['2026-02-28', '2026-03-28', '2026-04-28'])
  assert.deepEqual(dates({ every: 'year', first: readDay('2024-02-29') }, 5).slice(-2), ['2027-02-28', '2028-02-29'])
  assert.deepEqual(dates({ every: 'quarter' }, 3), ['2026-01-31', '2026-04-30', '2026-07-31'])
})

test('over Easter, Christmas and a fourth Saturday the date goes to the next or to the last business day', () => {
  assert.deepEqual(dates({ every: 'once', first: readDay('2026-04-03'), rule: 'following' }, 3), ['2026-04-07'])
  assert.deepEqual(dates({ every: 'once', first: readDay('2026-04-06'), rule: 'preceding' }, 3), ['2026-04-02'])
  assert.deepEqual(dates({ every: 'once', first: readDay('2026-12-26'), rule: 'following' }, 1), ['2026-12-28'])
  assert.deepEqual(dates({ every: 'once', first: readDay('2026-03-28'), rule: 'following' }, 1, 'INR'), ['2026-03-30'])
  assert.deepEqual(dates({ every: 'once', first: readDay('2026-03-28'), rule: 'preceding' }, 1, 'INR'), ['2026-03-27'])
  assert.deepEqual(dates({ every: 'day', first: readDay('2026-04-02'), rule: 'following' }, 3), [
    '2026-04-02',
    '2026-04-07',
    '2026-04-08',
  ])
})

test('it ends with its last date, and after a pause goes on with the first one that has not gone by', () => {
  assert.deepEqual(dates({ until: readDay('2026-03-30') }, 9), ['2026-01-31', '2026-02-28'])
  const calendar = createCalendar('EUR')
  const found = occurrenceOn(plain, calendar, 1, readDay('2026-05-02'))
  assert.deepEqual([found?.index, found && writeDay(found.due)], [4, '2026-05-31'])
  const sameDay = occurrenceOn(plain, calendar, 1, readDay('2026-05-31'))
  assert.equal(sameDay && writeDay(sameDay.due), '2026-05-31', 'today has not gone by')
  assert.equal(occurrenceOn({ ...plain, until: readDay('2026-05-01') }, calendar, 1, readDay('2026-05-02')), null)
})

const everies: readonly Every[] = ['day', 'week', 'month', 'quarter', 'year']
const firstDay = readDay('2024-01-01')
const schedules = fc.record({
  every: fc.constantFrom(...everies),
  first: fc.integer({ min: firstDay, max: firstDay + 731 }),
  onLastDay: fc.boolean(),
  rule: fc.constantFrom('same' as const, 'following' as const, 'preceding' as const),
  until: fc.constant(null),
})

for (const currency of currencyCodes)
  test(`any schedule in ${currency} over ten years: each date of its calendar once, in order, and paid on a business day`, () => {
    const calendar = createCalendar(currency)
    const lastDay = firstDay + 3653
    fc.assert(
      fc.property(schedules, (schedule) => {
        const found = coming({ ...schedule, until: lastDay }, calendar, 0, 4000)
        const nominals = found.map(({ nominal }) => nominal)
        assert.equal(new Set(nominals).size, nominals.length)
        for (const [index, { nominal, due }] of found.entries()) {
          if (index > 0) assert.ok(due >= found[index - 1].due && nominal > nominals[index - 1])
          if (schedule.rule !== 'same') assert.ok(calendar.isBusinessDay(due), writeDay(due))
          assert.ok(schedule.rule === 'following' ? due >= nominal : due <= nominal)
          const { year, month, day } = partsOf(nominal)
          const isMonthly = schedule.every !== 'day' && schedule.every !== 'week'
          if (isMonthly && schedule.onLastDay) assert.equal(day, daysInMonth(year, month))
          if (isMonthly && !schedule.onLastDay)
            assert.equal(day, Math.min(partsOf(schedule.first).day, daysInMonth(year, month)))
        }
        // As many as the calendar has, counted another way.
        const days = Array.from({ length: lastDay - schedule.first + 1 }, (_, index) => schedule.first + index)
        const months = { month: 1, quarter: 3, year: 12 }[schedule.every as 'month'] ?? 0
        const { year, month } = partsOf(schedule.first)
        const isDate = (day: number) => {
          if (schedule.every === 'day') return schedule.rule === 'same' || calendar.isBusinessDay(day)
          if (schedule.every === 'week') return (day - schedule.first) % 7 === 0
          const at = partsOf(day)
          const apart = (at.year - year) * 12 + at.month - month
          const end = daysInMonth(at.year, at.month)
          const wanted = schedule.onLastDay ? end : Math.min(partsOf(schedule.first).day, end)
          return apart % months === 0 && at.day === wanted
        }
        assert.deepEqual(nominals, days.filter(isDate))
      }),
      { numRuns: 40 },
    )
  })

test('days are counted as the calendar counts them', () => {
  assert.equal(dayOf(2026, 14, 1), readDay('2027-02-01'))
})
