/** What a person does with money on one day: pure, from the person's own seed. */
import { dayMs, hourMs } from '#platform/time'
import { type Account, type Inhabitant, meenakshiName, price } from './world.ts'

/** A payment as life plans it. Accounts are null where cash changes hands. */
export interface Planned {
  readonly kind: 'send' | 'card' | 'deposit' | 'withdrawal'
  readonly from: Account | null
  readonly to: Account | null
  readonly minor: number
  readonly note: string
  readonly atMs: number
  /** Days after which it was reported as fraud; null where it is genuine. */
  readonly reportedAfterDays: number | null
  /** It is asked for whatever the balance says, and every challenge is answered. */
  readonly isDetermined: boolean
}

export const plain = { note: '', reportedAfterDays: null, isDetermined: false } as const

const friendNotes = [
  'Dinner on Friday',
  'For the train tickets',
  'Movie',
  'Birthday present',
  'Cricket ground',
  'Lunch',
  'Cab home',
  'Books',
  'Thank you!',
  '',
]

/** One local day; `startMs` is the midnight of it in UTC. */
export interface Day {
  readonly startMs: number
  readonly dayOfMonth: number
  readonly monthName: string
  /** The day of the month on which salaries come. */
  readonly payday: number
}

const at = ({ home, draw }: Inhabitant, day: Day, from: number, to: number): number =>
  day.startMs + Math.floor((draw.between(from, to) - home.hoursAhead) * hourMs)

const buy = (person: Inhabitant, day: Day, to: Account, meals: number, hours: readonly [number, number]): Planned => ({
  ...plain,
  kind: 'card',
  from: person.everyday,
  to,
  minor: price(person.home, meals),
  atMs: at(person, day, ...hours),
})

const mealtimes = [
  [8, 10],
  [12.5, 14.5],
  [19, 21.7],
] as const

const eatOut = (person: Inhabitant, day: Day): Planned => {
  const { draw, favorites, place } = person
  const bought = buy(person, day, draw.pick(favorites.eating), draw.around(1.3, 0.4), draw.pick(mealtimes))
  // In India small sums go from phone to phone.
  return place === 'india' && draw.chance(0.5) ? { ...bought, kind: 'send', note: 'QR payment' } : bought
}

const shopping = (person: Inhabitant, day: Day): Planned[] => {
  const { draw, favorites, spending } = person
  const planned: Planned[] = []
  if (draw.chance(0.3 * spending))
    planned.push(buy(person, day, favorites.groceries, draw.around(4.2, 0.35), [9, 20.5]))
  for (let count = draw.count(0.35 * spending); count > 0; count--) planned.push(eatOut(person, day))
  for (let count = draw.count(0.22 * spending); count > 0; count--)
    planned.push(buy(person, day, draw.pick(favorites.shops), draw.around(3, 0.55), [9.5, 20]))
  return planned
}

const payFriend = (person: Inhabitant, day: Day): Planned => {
  const { draw, friends, home, everyday } = person
  const minor = price(home, Math.round(draw.around(3, 0.6) * 2) / 2)
  const planned = { ...plain, from: everyday, to: draw.pick(friends).everyday, minor, atMs: at(person, day, 9, 22) }
  return { ...planned, kind: 'send', note: draw.pick(friendNotes) }
}

const visitCounter = (person: Inhabitant, day: Day): Planned => {
  const { draw, home, everyday } = person
  const isDeposit = draw.chance(0.35)
  const minor = price(home, Math.round(draw.around(12, 0.4)))
  const sides = isDeposit ? ({ from: null, to: everyday } as const) : ({ from: everyday, to: null } as const)
  return { ...plain, ...sides, kind: isDeposit ? 'deposit' : 'withdrawal', minor, atMs: at(person, day, 10, 15.5) }
}

/** The days after the first of the month, or after payday, on which bills go out. */
const isDaysAfterPayday = (day: Day, days: number) => day.dayOfMonth === ((day.payday + days - 1) % 28) + 1

const bills = (person: Inhabitant, day: Day): Planned[] => {
  const { draw, everyday, home } = person
  const send = (
    from: Account,
    to: Account,
    minor: number,
    note: string,
    hours: readonly [number, number],
  ): Planned => ({
    ...plain,
    kind: 'send',
    from,
    to,
    minor,
    note,
    atMs: at(person, day, ...hours),
  })
  const planned: Planned[] = []
  if (day.dayOfMonth === day.payday)
    planned.push(send(person.employer, everyday, person.wage, `Salary for ${day.monthName}`, [6, 9]))
  if (isDaysAfterPayday(day, 1) && person.landlord)
    planned.push(send(everyday, person.landlord, person.rent, `Rent for ${day.monthName}`, [8.5, 10.5]))
  if (isDaysAfterPayday(day, 2) && person.savings)
    planned.push(send(everyday, person.savings, savedBy(person), 'Savings', [9, 12]))
  if (isDaysAfterPayday(day, 3) && person.lender)
    planned.push(send(everyday, person.lender, person.instalment, 'Instalment', [9, 11]))
  if (isDaysAfterPayday(day, 14))
    planned.push(send(everyday, person.power, price(home, draw.around(7, 0.25)), 'Electricity', [10, 20]))
  if (isDaysAfterPayday(day, 18)) planned.push(send(everyday, person.phone, person.phonePlan, 'Phone', [10, 20]))
  return planned
}

const savedBy = ({ name, wage, home }: Inhabitant): number =>
  name === meenakshiName ? 1_400_000 : Math.round((wage * 0.08) / home.step) * home.step

/** Everything that a person does, and gets from an employer, on one day. */
export const liveDay = (person: Inhabitant, day: Day): Planned[] => {
  const { draw, friends, spending } = person
  const planned = [...bills(person, day), ...shopping(person, day)]
  if (friends.length > 0 && draw.chance(0.1 * spending)) planned.push(payFriend(person, day))
  if (draw.chance(0.02)) planned.push(visitCounter(person, day))
  return planned
}

/** Days of a history that ends with `endMs`, each from midnight to midnight in UTC. */
export const daysUntil = (endMs: number, count: number, payday: number): Day[] => {
  const last = Math.floor(endMs / dayMs) * dayMs
  return Array.from({ length: count }, (_, index) => {
    const startMs = last - (count - 1 - index) * dayMs
    const date = new Date(startMs)
    const monthName = date.toLocaleString('en', { month: 'long', timeZone: 'UTC' })
    return { startMs, dayOfMonth: date.getUTCDate(), monthName, payday }
  })
}
