/** Writes alerts, in the transaction of what they tell. */
import type { Query, Tx } from '#platform/database'
import { numberedFirst } from '#platform/feed'
import type { Fate, Participant } from '#platform/lane'
import type { Money } from '#platform/money'
import { dayMs } from '#platform/time'
import type { AlertKind } from '../wire.ts'

export interface Alert {
  readonly kind: AlertKind
  readonly at: Date
  readonly payment: string | null
  readonly money: Money | null
  /** Minor units of the money's currency. */
  readonly expectedLoss: bigint | null
}

const insert = `
  insert into fraud.alert (at, kind, payment, data)
  select told.at, told.kind, told.payment, told.data
  from ${numberedFirst},
    unnest($1::timestamptz[], $2::text[], $3::uuid[], $4::jsonb[]) as told (at, kind, payment, data)
  where mine.id is not null`

const dataOf = ({ money, expectedLoss }: Alert) => ({
  amount: money && { currency: money.currency, minor: money.minor.toString() },
  expectedLoss: expectedLoss?.toString() ?? null,
})

/** Stores alerts for staff who decide; whoever follows is told after the commit. */
export const sendAlerts = (tx: Tx, alerts: readonly Alert[]): void => {
  if (alerts.length === 0) return
  tx.send(insert, [
    alerts.map(({ at }) => at),
    alerts.map(({ kind }) => kind),
    alerts.map(({ payment }) => payment),
    alerts.map((alert) => JSON.stringify(dataOf(alert))),
  ])
}

/** Takes part in a lane, last: writes what the items that stand have to tell. */
export const createAlerter = <Item>(select: (item: Item) => readonly Alert[]): Participant<Item> => ({
  name: 'alerts',
  record: (tx: Tx, fates: readonly Fate<Item>[]) =>
    sendAlerts(
      tx,
      fates.flatMap(({ item, refusal }) => (refusal ? [] : select(item))),
    ),
})

const keptMs = 7 * dayMs

/** Forgets alerts of more than seven days ago. */
export const tidyAlerts = async (query: Query, now: Date): Promise<void> => {
  await query.query('delete from fraud.alert where at < $1', [new Date(now.getTime() - keptMs)])
}
