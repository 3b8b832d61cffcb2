/** What its owner does with a standing order without new terms: skip a date, pause, go on, end. Holidays that the bank adds move dates. */
import type { Tx } from '#platform/database'
import type { CurrencyCode } from '#platform/money'
import { writeDay } from '../calendars/day.ts'
import { todayIn } from '../calendars/zone.ts'
import { planFrom, planned } from './plan.ts'
import { claimRun, lockGoing, lockOrder, type OrderRow, readCalendar, scheduleOf, writeOrder } from './rows.ts'
import { occurrenceFrom, occurrenceOn } from './schedule.ts'
import { noSuchOrder, orderEnded, type SetNeeds } from './set.ts'

const change =
  ({ db, clock }: SetNeeds, work: (tx: Tx, row: OrderRow, at: Date) => Promise<OrderRow>) =>
  (owner: string, id: string): Promise<void> =>
    db.transaction(async (tx) => {
      const row = await lockOrder(tx, id)
      if (row?.owner !== owner) throw noSuchOrder()
      if (row.state === 'ended') throw orderEnded()
      const at = clock()
      await writeOrder(tx, { ...(await work(tx, row, at)), changed_at: at })
    })

/** The next date is left out, and does not count. */
export const createSkip = (needs: SetNeeds) =>
  change(needs, async (tx, row, at) => {
    const calendar = await readCalendar(tx, row.currency)
    const next = occurrenceFrom(scheduleOf(row), calendar, row.next_index)
    if (!next) throw orderEnded()
    await claimRun(tx, row.id, { nominal: writeDay(next.nominal), due: writeDay(next.due) }, at, 'skipped')
    return planFrom(row, calendar, next.index + 1)
  })

export const createPause = (needs: SetNeeds) => change(needs, async (_, row) => ({ ...row, state: 'paused' }))

/** Dates that went by meanwhile are not made up for. */
export const createResume = (needs: SetNeeds) =>
  change(needs, async (tx, row, at) => {
    const calendar = await readCalendar(tx, row.currency)
    const next = occurrenceOn(scheduleOf(row), calendar, row.next_index, todayIn(row.currency, at))
    return { ...row, ...planned({ ...row, state: 'active' }, next) }
  })

/** A run that is under way goes on. */
export const createEnd = (needs: SetNeeds) =>
  change(needs, async (_, row) => ({ ...row, state: 'ended', next_due: null, next_at: null }))

/** Every order of the currency gets its dates anew, in the transaction that changes the calendar. */
const planAnew = async (tx: Tx, currency: CurrencyCode): Promise<void> => {
  const calendar = await readCalendar(tx, currency)
  for (const row of await lockGoing(tx, currency)) await writeOrder(tx, planFrom(row, calendar, row.next_index))
}

export interface AddedHoliday {
  readonly currency: CurrencyCode
  readonly day: string
  readonly name: string
  readonly by: string
}

export const createAddHoliday =
  ({ db, clock }: SetNeeds) =>
  ({ currency, day, name, by }: AddedHoliday): Promise<void> =>
    db.transaction(async (tx) => {
      await tx.query(
        `insert into payments.holiday (currency, day, name, added_by, added_at) values ($1, $2::date, $3, $4, $5)
         on conflict (currency, day) do update set name = excluded.name`,
        [currency, day, name, by, clock()],
      )
      await planAnew(tx, currency)
    })

export const createRemoveHoliday =
  ({ db }: SetNeeds) =>
  (currency: CurrencyCode, day: string): Promise<void> =>
    db.transaction(async (tx) => {
      await tx.query('delete from payments.holiday where currency = $1 and day = $2::date', [currency, day])
      await planAnew(tx, currency)
    })
