/** When an order is due next, or that it has ended. */
import type { Calendar } from '../calendars/calendar.ts'
import { writeDay } from '../calendars/day.ts'
import { beginsAt } from '../calendars/zone.ts'
import { type OrderRow, scheduleOf } from './rows.ts'
import { type Occurrence, occurrenceFrom } from './schedule.ts'

type Planned = Pick<OrderRow, 'state' | 'next_index' | 'next_due' | 'next_at'>

export const planned = (row: OrderRow, next: Occurrence | null): Planned => {
  if (next === null || (row.times !== null && row.done >= row.times))
    return { state: 'ended', next_index: row.next_index, next_due: null, next_at: null }
  return {
    state: row.state,
    next_index: next.index,
    next_due: writeDay(next.due),
    next_at: beginsAt(row.currency, next.due),
  }
}

/** The order as it goes on from this index. */
export const planFrom = (row: OrderRow, calendar: Calendar, index: number): OrderRow => ({
  ...row,
  ...planned(row, occurrenceFrom(scheduleOf(row), calendar, index)),
})
