/** The last nine days of Rahul Banerjee, who collects from strangers, and the hours before now. */
import type { PastResult } from '#modules/payments'
import { dayMs, hourMs, minuteMs } from '#platform/time'
import type { Bank } from '../app.ts'
import { paymentIdOf } from './ids.ts'
import { type Planned, plain } from './life.ts'
import type { Inhabitant, World } from './world.ts'
import { orderOf } from './write-history.ts'

const person = (world: World, index: number): Inhabitant => world.people.filter(({ place }) => place === 'india')[index]

/** What strangers paid the mule before today, and what became of it. */
export const muleBefore = (world: World, beganAt: Date): Planned[] => {
  const { mule, collector } = world.extra
  const before = (ms: number) => beganAt.getTime() - ms
  const take = (index: number, minor: number, ms: number, note: string, reportedAfterDays: number | null): Planned => ({
    ...{ ...plain, kind: 'send', from: person(world, index).everyday, to: mule, minor, note, atMs: before(ms) },
    reportedAfterDays,
  })
  const passOn = (minor: number, ms: number): Planned => ({
    ...{ ...plain, kind: 'send', from: mule, to: collector, minor, note: '', atMs: before(ms) },
  })
  const cash: Planned = { ...plain, kind: 'deposit', from: null, to: mule, minor: 150_000, atMs: before(8.6 * dayMs) }
  return [
    cash,
    take(8, 1_200_000, 2.4 * dayMs, 'Deposit for the flat', 1.2),
    passOn(1_150_000, 2.38 * dayMs),
    take(7, 2_490_000, 1.6 * dayMs, 'Advance', 0.8),
    take(6, 950_000, 1.5 * dayMs, 'Deposit for the flat', null),
    passOn(3_300_000, 1.45 * dayMs),
    take(9, 1_750_000, 0.4 * dayMs, 'Advance', null),
    passOn(1_700_000, 0.39 * dayMs),
  ]
}

const slipAt = (beganAt: Date) => new Date(beganAt.getTime() - 2 * minuteMs)
const slipId = (beganAt: Date) => paymentIdOf('story slip', slipAt(beganAt))

/** Whether the last payment of the demo is there; it is written last. */
export const isStoryTold = async ({ payments }: Bank, beganAt: Date): Promise<boolean> =>
  (await payments.uses.find(slipId(beganAt))) !== undefined

/** Goes through the last hours, one payment at a time. */
export const tellStory = async (bank: Bank, world: World, beganAt: Date): Promise<PastResult[]> => {
  const told: PastResult[] = []
  const tell = async (what: string, planned: Planned) => {
    const order = { ...orderOf(planned, 0), id: paymentIdOf(`story ${what}`, new Date(planned.atMs)) }
    const [result] = await bank.payments.uses.putHistory([
      { ...order, aftermath: { provedAfterMs: null, review: null } },
    ])
    told.push(result)
    return result
  }
  const before = (ms: number) => beganAt.getTime() - ms
  const toMule = (index: number, minor: number, ms: number): Planned => ({
    ...{ ...plain, kind: 'send', from: person(world, index).everyday, to: world.extra.mule, minor, atMs: before(ms) },
  })
  await tell('devika', toMule(5, 1_490_000, 3 * hourMs))
  await tell('arjun', toMule(10, 1_999_900, 2 * hourMs))
  await tell('lakshmi', toMule(11, 2_500_000, 1 * hourMs))
  await tell('meenakshi', toMule(0, 8_600_000, 25 * minuteMs))
  const meenakshi = person(world, 0)
  const { number } = (await bank.products.byIds([meenakshi.everyday.id])).get(meenakshi.everyday.id) as {
    number: string
  }
  await bank.payments.uses.place(
    { id: meenakshi.id, isTeller: false },
    slipId(beganAt),
    { kind: 'deposit', to: number, amount: { currency: 'INR', minor: '1500000' }, note: 'Cash from the school fair' },
    slipAt(beganAt),
  )
  return told
}
