import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type CurrencyCode, currencyCodes } from '#platform/money'
import { adjust, createCalendar, type DayRule } from './calendar.ts'
import { addMonths, dayOf, daysInMonth, easterOf, partsOf, readDay, weekdayOf, writeDay } from './day.ts'
import { beginsAt, dueHour, todayIn, zoneOf } from './zone.ts'

/** Every day of ten years. */
const first = readDay('2024-01-01')
const last = readDay('2033-12-31')
const everyDay = Array.from({ length: last - first + 1 }, (_, index) => first + index)

const closedOf = (currency: CurrencyCode, year: number) =>
  createCalendar(currency)
    .holidays(year)
    .map(({ day }) => writeDay(day))

test('Easter is on the Sundays that the almanac says', () => {
  const known = [
    '2019-04-21',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
    '2030-04-21',
    '2038-04-25',
    '2285-03-22',
  ]
  for (const day of known) assert.equal(writeDay(easterOf(Number(day.slice(0, 4)))), day)
  for (let year = 1583; year < 2400; year++) {
    const { month, day } = partsOf(easterOf(year))
    assert.equal(weekdayOf(easterOf(year)), 0)
    assert.ok((month === 3 && day >= 22) || (month === 4 && day <= 25), String(year))
  }
})

test('the euro, the dollar and the pound rest on the days that their banks have published', () => {
  assert.deepEqual(closedOf('EUR', 2026), [
    '2026-01-01',
    '2026-04-03',
    '2026-04-06',
    '2026-05-01',
    '2026-12-25',
    '2026-12-26',
  ])
  assert.deepEqual(closedOf('USD', 2026), [
    '2026-01-01',
    '2026-01-19',
    '2026-02-16',
    '2026-05-25',
    '2026-06-19',
    '2026-07-04',
    '2026-09-07',
    '2026-10-12',
    '2026-11-11',
    '2026-11-26',
    '2026-12-25',
  ])
  assert.deepEqual(closedOf('GBP', 2022), [
    '2022-01-03',
    '2022-04-15',
    '2022-04-18',
    '2022-05-02',
    '2022-06-02',
    '2022-06-03',
    '2022-08-29',
    '2022-09-19',
    '2022-12-26',
    '2022-12-27',
  ])
  assert.deepEqual(closedOf('GBP', 2027).slice(-2), ['2027-12-27', '2027-12-28'])
  assert.deepEqual(closedOf('GBP', 2026).slice(-2), ['2026-12-25', '2026-12-28'])
})

test('a Reserve Bank keeps Sunday’s holiday on Monday, and none for Saturday’s', () => {
  const { isBusinessDay } = createCalendar('USD')
  assert.equal(isBusinessDay(readDay('2027-07-05')), false)
  assert.equal(isBusinessDay(readDay('2026-07-03')), true)
  assert.equal(isBusinessDay(readDay('2020-06-19')), true, 'before it was a holiday')
  assert.equal(isBusinessDay(readDay('2023-01-02')), false)
})

test('in India the second and fourth Saturday are free and the others are not, nor is a Sunday worked', () => {
  const { isBusinessDay } = createCalendar('INR')
  const saturdays = ['2026-03-07', '2026-03-14', '2026-03-21', '2026-03-28', '2026-05-30']
  assert.deepEqual(saturdays.map(readDay).map(isBusinessDay), [true, false, true, false, true])
  assert.equal(isBusinessDay(readDay('2026-03-08')), false)
  assert.equal(isBusinessDay(readDay('2026-10-02')), false)
  assert.equal(
    createCalendar('INR', [{ day: readDay('2026-11-09'), name: 'Diwali' }]).isBusinessDay(readDay('2026-11-09')),
    false,
  )
})

const rules: readonly DayRule[] = ['same', 'following', 'preceding']

for (const currency of currencyCodes)
  test(`over ten years of ${currency}, the next and the last business day are the nearest ones, on their side`, () => {
    const calendar = createCalendar(currency)
    let open = 0
    for (const day of everyDay) {
      if (calendar.isBusinessDay(day)) open++
      for (const rule of rules) {
        const found = adjust(calendar, day, rule)
        if (rule === 'same') assert.equal(found, day)
        else {
          assert.ok(calendar.isBusinessDay(found), `${writeDay(day)} ${rule} ${writeDay(found)}`)
          assert.ok(rule === 'following' ? found >= day : found <= day)
          for (let between = Math.min(day, found); between < Math.max(day, found); between++)
            assert.ok(!calendar.isBusinessDay(rule === 'following' ? between : between + 1), writeDay(between))
        }
      }
    }
    assert.ok(open > 2400 && open < 3000, String(open))
  })

test('months are added without losing the last days of a year', () => {
  assert.equal(writeDay(addMonths(readDay('2026-01-31'), 1)), '2026-02-28')
  assert.equal(writeDay(addMonths(readDay('2024-02-29'), 12)), '2025-02-28')
  fc.assert(
    fc.property(fc.constantFrom(...everyDay), fc.integer({ min: 0, max: 240 }), (day, months) => {
      const [before, after] = [partsOf(day), partsOf(addMonths(day, months))]
      assert.equal(after.year * 12 + after.month, before.year * 12 + before.month + months)
      assert.equal(after.day, Math.min(before.day, daysInMonth(after.year, after.month)))
    }),
  )
})

test('no text is taken for a day that there is not', () => {
  for (const text of ['2026-02-29', '2026-13-01', '2026-1-1', '', 'tomorrow'])
    assert.throws(() => readDay(text), RangeError, text)
  assert.equal(readDay('1970-01-01'), 0)
})

test('a due date begins at six where its currency is at home, on every day of ten years, and through changes of the clock', () => {
  for (const currency of currencyCodes) {
    const shown = new Intl.DateTimeFormat('en-GB', {
      timeZone: zoneOf[currency],
      hour: '2-digit',
      minute: '2-digit',
      day: '2-digit',
    })
    for (const day of everyDay) {
      const at = beginsAt(currency, day)
      assert.equal(todayIn(currency, at), day)
      assert.match(
        shown.format(at),
        new RegExp(`^${String(partsOf(day).day).padStart(2, '0')},? 0${dueHour}:00$`),
        `${currency} ${writeDay(day)}`,
      )
    }
    assert.equal(
      todayIn(currency, new Date(beginsAt(currency, dayOf(2026, 3, 29)).getTime() - 7 * 3_600_000)),
      dayOf(2026, 3, 28),
    )
  }
})
