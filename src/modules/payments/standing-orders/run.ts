/**
 * Makes the payments that are due. A date is claimed in one transaction, by its primary key once and for all; its payment is made afterwards,
 * under an id that follows from order and date, so that however many servers do it, and however they die, it is made once.
 */
import { createHash } from 'node:crypto'
import type { Ledger } from '#modules/ledger'
import type { Tx } from '#platform/database'
import { uuidv8 } from '#platform/id'
import { Refusal } from '#platform/refusal'
import { dayMs } from '#platform/time'
import { writeDay } from '../calendars/day.ts'
import { beginsAt, todayIn } from '../calendars/zone.ts'
import type { PaymentUses } from '../routes.ts'
import type { NewPayment } from '../step.ts'
import { findPayment } from '../store.ts'
import type { Tell, Telling } from '../telling/tell.ts'
import { planFrom } from './plan.ts'
import {
  claimRun,
  findDueRuns,
  findLastEnded,
  lockDue,
  lockOrder,
  lockRun,
  type OrderRow,
  type RunRow,
  readCalendar,
  scheduleOf,
  writeOrder,
  writeRun,
} from './rows.ts'
import { occurrenceFrom } from './schedule.ts'
import type { SetNeeds } from './set.ts'

export interface RunNeeds extends SetNeeds {
  readonly ledger: Ledger
  readonly place: PaymentUses['place']
  readonly tell: Tell
}

/** Small, because other payments wait in the same lane. */
const atOnce = 100

/** Whoever is asked about a run may be asleep or away. */
const answersWithinMs = 2 * dayMs

/** Refusals after which the money may be there tomorrow. */
const passing: ReadonlySet<string> = new Set(['exceeds-available', 'exceeds-limit', 'payments-halted'])

const claimOne = async ({ tell }: RunNeeds, tx: Tx, row: OrderRow, at: Date): Promise<void> => {
  const calendar = await readCalendar(tx, row.currency)
  const next = occurrenceFrom(scheduleOf(row), calendar, row.next_index)
  // A holiday was added: it is due later than was thought.
  if (next && beginsAt(row.currency, next.due) > at) return writeOrder(tx, planFrom(row, calendar, next.index))
  if (!next) return writeOrder(tx, planFrom(row, calendar, row.next_index))
  const isNew = await claimRun(tx, row.id, { nominal: writeDay(next.nominal), due: writeDay(next.due) }, at, 'due')
  const after = planFrom({ ...row, done: row.done + (isNew ? 1 : 0) }, calendar, next.index + 1)
  await writeOrder(tx, after)
  if (after.state === 'ended' && row.every !== 'once') await tell(tx, [tellingOf(row, 'order-ended', null, at)])
}

const claim = (needs: RunNeeds, at: Date): Promise<number> =>
  needs.db.transaction(async (tx) => {
    const due = await lockDue(tx, at, atOnce)
    for (const row of due) await claimOne(needs, tx, row, at)
    return due.length
  })

const tellingOf = (order: OrderRow, kind: Telling['kind'], minor: bigint | null, at: Date): Telling => ({
  person: order.owner,
  kind,
  at,
  amount: minor === null ? null : { currency: order.currency, minor },
  note: order.note,
  link: `/standing-orders/${order.id}`,
})

const paymentIdOf = ({ standing_order, nominal, burnt }: RunRow): string =>
  uuidv8(createHash('sha256').update(`standing order ${standing_order} ${nominal} ${burnt}`).digest())

type Ending = Pick<RunRow, 'state'> & Partial<RunRow>

const isFailure = (state: RunRow['state']): boolean => state === 'missed' || state === 'failed'

/** So many in a row, and it is of no use to try again before somebody has looked at it. */
const mostFailures = 3

const pauseIfTooOften = async (tx: Tx, tell: Tell, id: string, at: Date): Promise<void> => {
  const last = await findLastEnded(tx, id, mostFailures)
  if (last.length < mostFailures || !last.every(isFailure)) return
  const order = await lockOrder(tx, id)
  if (order?.state !== 'active') return
  await writeOrder(tx, { ...order, state: 'paused', changed_at: at })
  await tell(tx, [tellingOf(order, 'order-paused', order.kind === 'fixed' ? order.minor : null, at)])
}

/** Changes a run that is still due, under its lock; false where another server was faster. */
const conclude = ({ db, tell }: RunNeeds, run: RunRow, ending: Ending, told: Telling | null): Promise<boolean> =>
  db.transaction(async (tx) => {
    const known = await lockRun(tx, run)
    if (known?.state !== 'due' || known.tries !== run.tries || known.burnt !== run.burnt) return false
    await writeRun(tx, { ...known, next_try_at: null, ...ending })
    if (told) await tell(tx, [told])
    if (isFailure(ending.state))
      await pauseIfTooOften(tx, tell, run.standing_order, ending.changed_at ?? run.changed_at)
    return true
  })

/** The money is not there: another day, or not at all. */
const postpone = (needs: RunNeeds, order: OrderRow, run: RunRow, at: Date, refusal: string, burnt: number) => {
  if (run.tries >= order.retry_days) {
    const told = tellingOf(order, 'order-failed', run.minor, at)
    return conclude(needs, run, { state: 'missed', refusal_code: refusal, burnt, changed_at: at }, told)
  }
  const next_try_at = beginsAt(order.currency, todayIn(order.currency, at) + 1)
  const later: Ending = {
    state: 'due',
    tries: run.tries + 1,
    next_try_at,
    refusal_code: refusal,
    burnt,
    changed_at: at,
  }
  return conclude(needs, run, later, null)
}

/** What a run pays: of a sweep what is above the balance to be kept, as it is when first looked at. */
const amountOf = (order: OrderRow, available: bigint): bigint => {
  if (order.kind === 'fixed') return order.minor ?? 0n
  const above = available - (order.keep ?? 0n)
  return order.minor !== null && above > order.minor ? order.minor : above
}

/** The amount is written before it is paid, so that a server that goes on after a crash pays the same. */
const fixAmount = ({ db }: RunNeeds, run: RunRow, minor: bigint, at: Date): Promise<RunRow | undefined> =>
  db.transaction(async (tx) => {
    const known = await lockRun(tx, run)
    if (known?.state !== 'due' || known.tries !== run.tries || known.burnt !== run.burnt) return undefined
    const fixed = { ...known, minor: known.minor ?? minor, payment: paymentIdOf(known), changed_at: at }
    await writeRun(tx, fixed)
    return fixed
  })

const placeIt = async (needs: RunNeeds, order: OrderRow, run: RunRow, at: Date): Promise<NewPayment> => {
  const to = (await needs.products.byIds([order.to_product])).get(order.to_product)
  const amount = { currency: order.currency, minor: String(run.minor) }
  const asked = { kind: 'send', from: order.from_product, to: to?.number ?? '', amount, note: order.note } as const
  return needs.place({ id: order.owner, isTeller: false, answersWithinMs }, paymentIdOf(run), asked, at)
}

const pay = async (needs: RunNeeds, order: OrderRow, run: RunRow, at: Date): Promise<boolean> => {
  try {
    const payment = await placeIt(needs, order, run, at)
    const told = payment.state === 'settled' ? tellingOf(order, 'order-sent', payment.minor, at) : null
    return await conclude(needs, run, { state: 'placed', refusal_code: null, changed_at: at }, told)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status >= 429) throw error
    // A refused id stays refused; the next try needs another one.
    const isBurnt = (await findPayment(needs.db, paymentIdOf(run)))?.state === 'refused'
    if (passing.has(error.code)) return postpone(needs, order, run, at, error.code, run.burnt + (isBurnt ? 1 : 0))
    const told = tellingOf(order, 'order-failed', run.minor, at)
    return conclude(needs, run, { state: 'failed', refusal_code: error.code, changed_at: at }, told)
  }
}

const work = async (needs: RunNeeds, run: RunRow, at: Date): Promise<boolean> => {
  const order = await needs.db.transaction((tx) => lockOrder(tx, run.standing_order))
  if (!order) throw new Error(`the standing order ${run.standing_order} of a run is not there`)
  // Made before, by a server that died or at another one: its payment says what became of it.
  if (run.payment === paymentIdOf(run) && (await findPayment(needs.db, run.payment))) return pay(needs, order, run, at)
  const available = (await needs.ledger.balances([order.from_product])).get(order.from_product)?.available ?? 0n
  const minor = run.minor ?? amountOf(order, available)
  if (minor <= 0n) return conclude(needs, run, { state: 'nothing', changed_at: at }, null)
  if (minor > available) return postpone(needs, order, run, at, 'exceeds-available', run.burnt)
  const fixed = await fixAmount(needs, run, minor, at)
  return fixed ? pay(needs, order, fixed, at) : false
}

/** Claims what is due and pays what was claimed; answers how many runs came to an end. Throws the first failure, after all others. */
export const createRunDue = (needs: RunNeeds) => async (): Promise<number> => {
  const at = needs.clock()
  while ((await claim(needs, at)) === atOnce);
  const runs = await findDueRuns(needs.db, at, atOnce)
  const results = await Promise.allSettled(runs.map((run) => work(needs, run, at)))
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
  return results.filter((result) => result.status === 'fulfilled' && result.value).length
}
