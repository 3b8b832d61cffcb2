/**
 * Rahul Banerjee, who has collected from strangers for nine days, and the hours before now. The model's verdicts are its own:
 * the story asks beforehand and takes the turn that leads where it is going.
 */
import { dayMs, hourMs, minuteMs } from '#platform/time'
import type { Bank } from '../app.ts'
import { type Planned, plain } from './life.ts'
import { staffId } from './settle-in.ts'
import { before, createStage, type Stage, storyId } from './stage.ts'
import type { Account, Inhabitant, World } from './world.ts'

/** People who do not know the mule; the first three, Sunita and Rajesh have parts of their own. */
const strangersIn = ({ people }: World): Inhabitant[] => people.filter(({ place }) => place === 'india').slice(5)

const sendOf = (from: Account, to: Account, minor: number, atMs: number, note = ''): Planned => ({
  ...plain,
  kind: 'send',
  from,
  to,
  minor,
  note,
  atMs,
})

/** What strangers paid the mule in the first days, and where it went. */
export const muleBefore = (world: World, beganAt: Date): Planned[] => {
  const { mule, collector } = world.extra
  const strangers = strangersIn(world)
  const daysBefore = (days: number) => before(beganAt, days * dayMs)
  const take = (index: number, minor: number, days: number, note: string): Planned =>
    sendOf(strangers[index].everyday, mule, minor, daysBefore(days), note)
  const cash: Planned = { ...plain, kind: 'deposit', from: null, to: mule, minor: 150_000, atMs: daysBefore(8.6) }
  return [
    cash,
    take(0, 320_000, 8.1, 'For the sofa'),
    take(1, 450_000, 6.2, 'Second-hand phone'),
    take(2, 280_000, 5.3, ''),
    take(3, 1_200_000, 2.6, 'Deposit for the flat'),
    { ...sendOf(mule, collector, 1_150_000, daysBefore(2.5)), isDetermined: true },
  ]
}

/** Amounts in paise that a fraudster may ask for, the preferred one first. */
const near = (minor: number): number[] =>
  [1, 1.15, 0.85, 1.4, 0.7, 1.8, 0.55, 2.3, 0.4, 3, 0.3, 4].map(
    (factor) => Math.round((minor * factor) / 10_000) * 10_000,
  )

const returned = {
  analyst: staffId('analyst'),
  afterMs: 3 * hourMs,
  decided: {
    decision: 'return',
    note: 'The payee collects from people who do not know it, and passes the money on at once. Payer reached by phone.',
    message: 'We returned your money. The account you were paying has taken money from many strangers.',
  },
} as const

interface Scene {
  readonly stage: Stage
  readonly world: World
  readonly before: (ms: number) => number
}

/**
 * Makes the first payment that would get the verdict; where none would, the preferred one, whatever comes of it. A small
 * bank may lack the people.
 */
const tellSought = async (
  { stage }: Scene,
  name: string,
  verdict: 'review' | 'block',
  candidates: readonly Planned[],
  aftermath?: Parameters<Stage['tell']>[2],
): Promise<void> => {
  const [preferred] = candidates
  if (!preferred) return
  const sought = (await stage.isTold(name, preferred.atMs)) ? undefined : await stage.seek(verdict, candidates)
  await stage.tell(name, sought ?? preferred, aftermath)
}

const sceneOf = (bank: Bank, world: World, beganAt: Date): Scene => ({
  stage: createStage(bank),
  world,
  before: (ms) => before(beganAt, ms),
})

/** When the last hours before now begin; until then people just live. */
export const lastHoursMs = 5 * hourMs
/** When the first payment to the mule is looked at by a person. */
export const firstReviewMs = 31 * hourMs

/** From this stranger on, people pay in the last hours. */
const firstCollected = 7
/** From this stranger on, people may be the first whose payment is looked at. */
const firstReviewed = 13

/** The first one that is returned. */
export const tellFirstReview = async (bank: Bank, world: World, beganAt: Date): Promise<void> => {
  const scene = sceneOf(bank, world, beganAt)
  const atMs = scene.before(firstReviewMs)
  const { mule } = world.extra
  const candidates = strangersIn(world)
    .slice(firstReviewed)
    .flatMap(({ everyday }) => near(2_490_000).map((minor) => sendOf(everyday, mule, minor, atMs, 'Advance')))
  await tellSought(scene, 'first review', 'review', candidates, { provedAfterMs: null, review: returned })
}

const slipMs = 2 * minuteMs

/** Whether the last payment of the demo is there; it is written last. */
export const isStoryTold = async ({ payments }: Bank, beganAt: Date): Promise<boolean> =>
  (await payments.uses.find(storyId('slip', before(beganAt, slipMs)))) !== undefined

const proved = { provedAfterMs: minuteMs, review: null }

/** Most of what the mule has leaves it again. */
const passOn = async ({ ledger }: Bank, { stage, world }: Scene, name: string, atMs: number) => {
  const { mule, collector } = world.extra
  const available = (await ledger.balances([mule.id])).get(mule.id)?.available ?? 0n
  const minor = Math.floor((Number(available) * 0.8) / 100_000) * 100_000
  if (minor > 0) await stage.tell(name, sendOf(mule, collector, minor, atMs), proved)
}

/** Labels what the mule has received, or the first of it, as reported from an instant on. */
const report = async ({ fraud, payments }: Bank, { world }: Scene, knownAt: Date, most: number): Promise<void> => {
  const { mule } = world.extra
  const { items } = await payments.uses.staffPayments({ customer: mule.owner, state: 'settled', limit: 30 })
  const received = items.filter(({ payment }) => payment.kind === 'send' && payment.to?.product === mule.id)
  const labels = received.slice(-most).map(({ payment }) => ({ payment: payment.id, isFraud: true, knownAt }))
  await fraud.learn(labels)
}

/** She can sign in, and sees her payment wait; Meenakshi's day stays an ordinary one. */
const victimName = 'Sunita Sharma'
const victimMs = 25 * minuteMs

/** Strangers pay one after the other, until Sunita's payment would be looked at by a person. */
const collect = async (bank: Bank, scene: Scene): Promise<void> => {
  const { stage, world, before } = scene
  const { mule } = world.extra
  const victim = world.people.find(({ name }) => name === victimName) ?? world.people[1]
  const asked = near(8_600_000).map((minor) =>
    sendOf(victim.everyday, mule, minor, before(victimMs), 'Deposit for the new flat'),
  )
  const isReady = async () => (await stage.seek('review', asked.slice(0, 1))) !== undefined
  for (const [index, minor] of [1_490_000, 1_999_900, 950_000, 2_490_000, 1_200_000, 1_750_000].entries()) {
    const payer = strangersIn(world)[firstCollected + index]
    if (!payer || (index > 1 && (await isReady()))) break
    const agoMs = victimMs + (6 - index) * 11 * minuteMs
    await stage.tell(
      `stranger ${index}`,
      sendOf(payer.everyday, mule, minor, before(agoMs), 'Deposit for the flat'),
      proved,
    )
    await passOn(bank, scene, `passed on ${index}`, before(agoMs - 5 * minuteMs))
  }
  if (!(await isReady())) await report(bank, scene, new Date(before(victimMs + 4 * minuteMs)), 1)
  await tellSought(scene, 'victim', 'review', asked)
}

/** Others pay the mule as well; those of them that a person would look at. One is returned, if none was before. */
const crowd = async (bank: Bank, { stage, world, before }: Scene): Promise<void> => {
  const first = await bank.payments.uses.find(storyId('first review', before(firstReviewMs)))
  const strangers = strangersIn(world)
  const payers = [...strangers.slice(4, firstCollected), ...strangers.slice(firstReviewed, -1)].filter(
    ({ id }) => id !== first?.payer,
  )
  let isAnyReturned = first?.state === 'returned'
  for (const [index, minor] of [1_999_900, 3_400_000, 2_250_000].entries()) {
    const atMs = before(victimMs - (3 + 2 * index) * minuteMs)
    if (await stage.isTold(`crowd ${index}`, atMs)) {
      isAnyReturned = true
      continue
    }
    const candidates = payers
      .filter((_, place) => place % 3 === index)
      .flatMap(({ everyday }) => near(minor).map((sum) => sendOf(everyday, world.extra.mule, sum, atMs, 'Advance')))
    const found = await stage.seek('review', candidates)
    const review = isAnyReturned ? null : { ...returned, afterMs: 9 * minuteMs }
    if (found) await stage.tell(`crowd ${index}`, found, { provedAfterMs: null, review })
    isAnyReturned ||= found !== undefined
  }
}

/** Victims call; after their reports the next payment to the mule is stopped for good. */
const block = async (bank: Bank, scene: Scene): Promise<void> => {
  const { world, before } = scene
  await report(bank, scene, new Date(before(16 * minuteMs)), 30)
  const [victim] = strangersIn(world).slice(-1)
  const candidates = near(4_200_000).map((minor) => {
    return sendOf(victim.everyday, world.extra.mule, minor, before(12 * minuteMs), 'Loan fee')
  })
  await tellSought(scene, 'blocked', 'block', candidates)
}

/** Somebody pays somebody new more than usual, which may well be genuine, and is asked to prove who they are. */
const challenge = async ({ stage, world, before }: Scene): Promise<void> => {
  const atMs = before(8 * minuteMs)
  if (await stage.isTold('challenged', atMs)) return
  const amounts = [...near(2_400_000), ...near(300_000)]
  const candidates = world.people
    .slice(1, 3)
    .flatMap(({ everyday }) =>
      world.extra.sellers.flatMap((seller) =>
        amounts.map((minor) => sendOf(everyday, seller, minor, atMs, 'For the scooter')),
      ),
    )
  const found = await stage.seek('challenge', candidates)
  if (found) await stage.tell('challenged', found)
}

/** Goes through the last hours, one payment at a time; the announced deposit comes last. */
export const tellLastHours = async (bank: Bank, world: World, beganAt: Date): Promise<void> => {
  const scene = sceneOf(bank, world, beganAt)
  await collect(bank, scene)
  await crowd(bank, scene)
  await block(bank, scene)
  await challenge(scene)
  const { id, everyday } = world.people[0]
  const product = (await bank.products.byIds([everyday.id])).get(everyday.id)
  if (!product) throw new Error('the demo lost an account')
  const atMs = scene.before(slipMs)
  const deposit = { kind: 'deposit', to: product.number, amount: { currency: 'INR', minor: '1500000' } } as const
  await bank.payments.uses.place(
    { id, isTeller: false },
    storyId('slip', atMs),
    { ...deposit, note: 'Cash from the school fair' },
    new Date(atMs),
  )
}
