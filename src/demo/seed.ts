/** Demo people and their months of history. */
import type { Progress } from '#platform/progress'
import type { Clock } from '#platform/time'
import type { Bank } from '../app.ts'
import { demoPassword, staff } from './people.ts'
import { planHistory } from './plan.ts'
import { findBeginning, hire, openAccounts } from './settle-in.ts'
import { firstReviewMs, isStoryTold, lastHoursMs, muleBefore, tellFirstReview, tellLastHours } from './story.ts'
import { createWorld } from './world.ts'
import { writeHistory } from './write-history.ts'

export interface DemoSize {
  readonly seed: number
  /** Days of history; the whole one covers six calendar months. */
  readonly days: number
  /** Of the people of each place, how many take part: 1 for all. */
  readonly share: number
}

const whole: DemoSize = { seed: 20_261, days: 185, share: 1 }

const welcome = (): string[] => [
  `Demo people, all with the password ${demoPassword}`,
  '  customers, at /        meenakshi@demo.bank, joan@demo.bank; in Hindi sunita@demo.bank, rajesh@demo.bank',
  `  staff, at /staff/      ${staff.map(({ email, role }) => `${email} (${role})`).join(', ')}`,
]

/**
 * Makes the demo's people and their history where they are not there yet; answers the lines that tell how to sign in. All
 * ids follow from the seed and the instant at which it began, so that a seed that broke off goes on where it was.
 */
export const seedDemo = async (bank: Bank, clock: Clock, progress: Progress, size = whole): Promise<string[]> => {
  const known = await findBeginning(bank)
  if (known && (await isStoryTold(bank, known))) return welcome()
  const beganAt = known ?? clock()
  const world = createWorld(size.seed, size.share)
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
  await progress.step('Telling the last hours', () => tellLastHours(bank, world, beganAt))
  return welcome()
}
