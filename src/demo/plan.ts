/** The whole past before the last hours, in the order of its time, such that nobody spends what they do not have. */
import { dayMs, hourMs } from '#platform/time'
import { type Day, daysUntil, liveDay, type Planned, plain } from './life.ts'
import { places } from './places.ts'
import type { Account, Inhabitant, World } from './world.ts'

export interface PlanOptions {
  readonly endMs: number
  readonly days: number
}

/** A studio abroad pays Meenakshi for translations, into her euro account. */
const translations = (world: World, days: readonly Day[], euro: Account): Planned[] =>
  days
    .filter(({ dayOfMonth }) => dayOfMonth === 12)
    .map(({ startMs, monthName }) => ({
      ...plain,
      kind: 'send',
      from: world.companies.get('Lumen Studio') as Account,
      to: euro,
      minor: 21_000,
      note: `Translations in ${monthName}`,
      atMs: startMs + 9 * hourMs,
    }))

/** The school's fees go out of the savings that are made for them. */
const schoolFees = (world: World, days: readonly Day[]): Planned[] => {
  const from = world.people[0].savings
  const to = world.companies.get(places.india.school)
  if (!from || !to) throw new Error('the demo has no savings for a school')
  return [0.25, 0.72].map((share) => {
    const atMs = days[Math.floor(days.length * share)].startMs + 6 * hourMs
    return { ...plain, kind: 'send', from, to, minor: 3_000_000, note: 'School fees', atMs }
  })
}

/** Leaves out what the payer could not have afforded; a twentieth of the wage stays. */
const affordable = (
  planned: readonly Planned[],
  accounts: readonly Account[],
  reserve: ReadonlyMap<string, number>,
) => {
  const balances = new Map(accounts.map(({ id, opening }) => [id, opening]))
  const balanceOf = (account: Account) => balances.get(account.id) ?? 0
  return planned.filter(({ from, to, minor, isDetermined }) => {
    if (isDetermined) return true
    if (from && balanceOf(from) - minor < (reserve.get(from.id) ?? 0)) return false
    if (from) balances.set(from.id, balanceOf(from) - minor)
    if (to) balances.set(to.id, balanceOf(to) + minor)
    return true
  })
}

/** Three people were talked into paying a trader who never delivered; they reported it days later. */
const scams = (people: readonly Inhabitant[], days: readonly Day[], trader: Account): Planned[] =>
  [0.32, 0.33, 0.36].map((share, index) => {
    const victim = people.filter(({ place }) => place === 'india')[3 + index]
    const day = days[Math.floor(days.length * share)]
    return {
      ...plain,
      kind: 'send',
      from: victim.everyday,
      to: trader,
      minor: 1_850_000 + 130_000 * index,
      note: 'Advance for a laptop',
      atMs: day.startMs + (8 + index) * hourMs,
      reportedAfterDays: 4,
    }
  })

/** Somebody asks the counter for more than there is. */
const overdraw = (people: readonly Inhabitant[], days: readonly Day[]): Planned => {
  const { everyday, wage } = people[4]
  const atMs = days[Math.floor(days.length * 0.55)].startMs + 7 * hourMs
  return { ...plain, kind: 'withdrawal', from: everyday, to: null, minor: 30 * wage, atMs, isDetermined: true }
}

/** Everyone's days and what happened once, in order. */
export const planHistory = (world: World, { endMs, days: count }: PlanOptions, more: readonly Planned[]): Planned[] => {
  const payday = Math.min(28, new Date(endMs - dayMs).getUTCDate())
  const days = daysUntil(endMs, count, payday)
  const { people } = world
  const ordinary = days.flatMap((day) => people.flatMap((person) => liveDay(person, day)))
  const planned = [
    ...ordinary,
    ...translations(world, days, world.extra.euro),
    ...schoolFees(world, days),
    ...scams(people, days, world.extra.trader),
    overdraw(people, days),
    ...more,
  ]
  const reserve = new Map(people.map(({ everyday, wage }) => [everyday.id, wage / 20]))
  return affordable(
    planned.filter(({ atMs }) => atMs < endMs).sort((one, other) => one.atMs - other.atMs),
    world.accounts,
    reserve,
  )
}
