/** Days on which the banks of a currency are closed, as far as a rule says so. What follows the moon or a decree is data that the bank adds. */
import type { CurrencyCode } from '#platform/money'
import { dayOf, easterOf, nthWeekday, weekdayOf } from './day.ts'

export interface Holiday {
  readonly day: number
  readonly name: string
}

const [sunday, monday, thursday, friday, saturday] = [0, 1, 4, 5, 6]

type HolidaysOf = (year: number) => Holiday[]
const on = (year: number, month: number, day: number, name: string): Holiday => ({ day: dayOf(year, month, day), name })

/**
 * TARGET, the settlement system of the euro: six closing days besides Saturdays and Sundays, since 2002.
 * European Central Bank, press release of 14 December 2000, "Long-term calendar for TARGET closing days".
 */
const target: HolidaysOf = (year) => [
  on(year, 1, 1, 'New Year’s Day'),
  { day: easterOf(year) - 2, name: 'Good Friday' },
  { day: easterOf(year) + 1, name: 'Easter Monday' },
  on(year, 5, 1, 'Labour Day'),
  on(year, 12, 25, 'Christmas Day'),
  on(year, 12, 26, 'Christmas Holiday'),
]

// What falls on a Sunday is kept on Monday; for what falls on a Saturday the Reserve Banks are open on the Friday before.
const observedOnMonday = (holiday: Holiday): Holiday =>
  weekdayOf(holiday.day) === sunday ? { ...holiday, day: holiday.day + 1 } : holiday

/** The Federal Reserve Banks. Board of Governors, "Holidays Observed" (K.8); the days themselves are in 5 U.S.C. 6103(a). */
const federalReserve: HolidaysOf = (year) =>
  [
    on(year, 1, 1, 'New Year’s Day'),
    { day: nthWeekday(year, 1, monday, 3), name: 'Martin Luther King, Jr. Day' },
    { day: nthWeekday(year, 2, monday, 3), name: 'Washington’s Birthday' },
    { day: nthWeekday(year, 5, monday, -1), name: 'Memorial Day' },
    // Public Law 117-17, of 17 June 2021; the Reserve Banks have closed for it since 2022.
    ...(year >= 2022 ? [on(year, 6, 19, 'Juneteenth')] : []),
    on(year, 7, 4, 'Independence Day'),
    { day: nthWeekday(year, 9, monday, 1), name: 'Labor Day' },
    { day: nthWeekday(year, 10, monday, 2), name: 'Columbus Day' },
    on(year, 11, 11, 'Veterans Day'),
    { day: nthWeekday(year, 11, thursday, 4), name: 'Thanksgiving Day' },
    on(year, 12, 25, 'Christmas Day'),
  ].map(observedOnMonday)

const isWeekend = (day: number) => weekdayOf(day) === saturday || weekdayOf(day) === sunday

/** What falls on a weekend is kept on the next weekday that is no holiday already. */
const substituted = (holidays: readonly Holiday[]): Holiday[] => {
  const taken = new Set(holidays.filter(({ day }) => !isWeekend(day)).map(({ day }) => day))
  return holidays.map((holiday) => {
    let { day } = holiday
    while (isWeekend(day) || (day !== holiday.day && taken.has(day))) day++
    taken.add(day)
    return { ...holiday, day }
  })
}

/** Bank holidays that a proclamation moved or added, by year. Gazette notices; www.gov.uk/bank-holidays. */
const moved: Readonly<
  Record<number, { readonly mayDay?: Holiday; readonly spring?: Holiday; readonly extra?: Holiday[] }>
> = {
  2020: { mayDay: on(2020, 5, 8, 'Early May bank holiday (VE day)') },
  2022: {
    spring: on(2022, 6, 2, 'Spring bank holiday'),
    extra: [on(2022, 6, 3, 'Platinum Jubilee bank holiday'), on(2022, 9, 19, 'State Funeral of Queen Elizabeth II')],
  },
  2023: { extra: [on(2023, 5, 8, 'Coronation of King Charles III')] },
}

/**
 * England and Wales, whose bank holidays CHAPS and Faster Payments' banks keep: Banking and Financial Dealings Act 1971, schedule 1,
 * with New Year's Day and the first Monday of May by royal proclamation; substitutes by the same.
 */
const england: HolidaysOf = (year) => [
  ...substituted([
    on(year, 1, 1, 'New Year’s Day'),
    { day: easterOf(year) - 2, name: 'Good Friday' },
    { day: easterOf(year) + 1, name: 'Easter Monday' },
    moved[year]?.mayDay ?? { day: nthWeekday(year, 5, monday, 1), name: 'Early May bank holiday' },
    moved[year]?.spring ?? { day: nthWeekday(year, 5, monday, -1), name: 'Spring bank holiday' },
    { day: nthWeekday(year, 8, monday, -1), name: 'Summer bank holiday' },
    on(year, 12, 25, 'Christmas Day'),
    on(year, 12, 26, 'Boxing Day'),
  ]),
  ...(moved[year]?.extra ?? []),
]

/**
 * India, as far as the date is fixed: the three national holidays and Christmas, which every state declares under section 25 of the
 * Negotiable Instruments Act 1881, and the yearly closing of banks' accounts on 1 April (Reserve Bank of India, holiday matrix). The second
 * and fourth Saturday: notification of the Department of Financial Services of 20 August 2015, in force since 1 September 2015.
 */
const india: HolidaysOf = (year) => [
  on(year, 1, 26, 'Republic Day'),
  on(year, 4, 1, 'Annual closing of accounts'),
  on(year, 8, 15, 'Independence Day'),
  on(year, 10, 2, 'Gandhi Jayanti'),
  on(year, 12, 25, 'Christmas'),
  ...Array.from({ length: 12 }, (_, month) => [
    { day: nthWeekday(year, month + 1, saturday, 2), name: 'Second Saturday' },
    { day: nthWeekday(year, month + 1, saturday, 4), name: 'Fourth Saturday' },
  ]).flat(),
]

/** Japan: banks close from 31 December to 3 January (Order for Enforcement of the Banking Act, article 5); national holidays are data. */
const japan: HolidaysOf = (year) => [
  on(year, 1, 1, 'New Year’s Day'),
  on(year, 1, 2, 'New Year holiday'),
  on(year, 1, 3, 'New Year holiday'),
  on(year, 12, 31, 'New Year’s Eve'),
]

/** Kuwait: the holidays of the Gregorian calendar; those of the Islamic one are data. */
const kuwait: HolidaysOf = (year) => [
  on(year, 1, 1, 'New Year’s Day'),
  on(year, 2, 25, 'National Day'),
  on(year, 2, 26, 'Liberation Day'),
]

interface Rules {
  readonly weekend: readonly number[]
  readonly holidaysOf: HolidaysOf
}

/** By currency. In India only Sunday is free every week. */
export const rulesOf: Readonly<Record<CurrencyCode, Rules>> = {
  EUR: { weekend: [saturday, sunday], holidaysOf: target },
  USD: { weekend: [saturday, sunday], holidaysOf: federalReserve },
  GBP: { weekend: [saturday, sunday], holidaysOf: england },
  INR: { weekend: [sunday], holidaysOf: india },
  JPY: { weekend: [saturday, sunday], holidaysOf: japan },
  KWD: { weekend: [friday, saturday], holidaysOf: kuwait },
}
