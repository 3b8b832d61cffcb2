/** Demo people and their months of history. */
import type { Progress } from '#platform/progress'
import type { Clock } from '#platform/time'
import type { Bank } from '../app.ts'
import { openCorridors } from './abroad.ts'
import { payByCode } from './codes.ts'
import { askSecondPerson } from './desk.ts'
import { bringHousehold } from './file.ts'
import { makeLockers } from './lockers.ts'
import { demoPassword, staff } from './people.ts'
import { planHistory } from './plan.ts'
import { makePlans } from './plans.ts'
import { openEndpoint } from './programs.ts'
import { findBeginning, hire, openAccounts } from './settle-in.ts'
import { openShops } from './shops.ts'
import { firstReviewMs, isStoryTold, lastHoursMs, muleBefore, tellFirstReview, tellLastHours } from './story.ts'
import { createWorld, type World } from './world.ts'
import { writeHistory } from './write-history.ts'

export interface DemoSize {
  readonly seed: number
  /** Days of history; the whole one covers six calendar months. */
  readonly days: number
  /** Of the people of each place, how many take part: 1 for all. */
  readonly share: number
}

const whole: DemoSize = { seed: 20_261, days: 185, share: 1 }

/** Somebody whom Meenakshi has never paid; a large payment to her is stopped and asked about. */
const strangerName = 'Zainab Ansari'

const findStranger = async ({ products }: Bank, world: World): Promise<string[]> => {
  const stranger = world.people.find(({ name }) => name === strangerName)
  const product = stranger && (await products.byIds([stranger.everyday.id])).get(stranger.everyday.id)
  return product ? [`  someone new to pay      ${strangerName}, account ${product.number}`] : []
}

const welcome = async (bank: Bank, world: World): Promise<string[]> => [
  `Demo people, all with the password ${demoPassword}`,
  '  customers, at /        meenakshi@demo.bank, joan@demo.bank; in Hindi sunita@demo.bank, rajesh@demo.bank',
  `  staff, at /staff/      ${staff.map(({ email, role }) => `${email} (${role})`).join(', ')}`,
  ...(await findStranger(bank, world)),
]

/**
 * Makes the demo's people and their history where they are not there yet; answers the lines that tell how to sign in. All
 * ids follow from the seed and the instant at which it began, so that a seed that broke off goes on where it was.
 */
export const seedDemo = async (bank: Bank, clock: Clock, progress: Progress, size = whole): Promise<string[]> => {
  await openCorridors(bank, clock)
  const known = await findBeginning(bank)
  const world = createWorld(size.seed, size.share)
  if (known && (await isStoryTold(bank, known))) return welcome(bank, world)
  const beganAt = known ?? clock()
  await progress.step('Making the demo’s people', async () => {
    await hire(bank, world, beganAt)
    await openAccounts(bank, world, beganAt, size.days)
  })
  await progress.step('Writing months of payments', async (report) => {
    const ago = (ms: number) => beganAt.getTime() - ms
    const planned = planHistory(world, { endMs: ago(lastHoursMs), days: size.days }, muleBefore(world, beganAt))
    const turn = planned.findIndex(({ atMs }) => atMs > ago(firstReviewMs))
    await writeHistory(bank, planned, 0, turn, report)
    await tellFirstReview(bank, world, beganAt)
    await writeHistory(bank, planned, turn, planned.length, report)
  })
  await progress.step('Telling the last hours', async () => {
    await openEndpoint(bank)
    await tellLastHours(bank, world, beganAt)
    await makePlans(bank, world, beganAt)
    await makeLockers(bank, world, beganAt)
    await openShops(bank, world)
    await bringHousehold(bank, world, beganAt)
    await askSecondPerson(bank, world)
    await payByCode(bank, world, clock)
  })
  return welcome(bank, world)
}
