/** Features of the payer's account: how long it is known, what it received, what was reported about it. */
import { dayMs } from '#platform/time'
import type { Feature } from '../catalog.ts'
import { sumIn } from '../ring.ts'
import { hours, lastSettledMs, settledCount } from '../side.ts'
import type { View } from '../view.ts'
import { days as asDays, count, times, yesOrNo } from './formats.ts'

const daysSince = (fromMs: number, atMs: number): number =>
  fromMs > 0 && fromMs <= atMs ? (atMs - fromMs) / dayMs : Number.NaN

const toReceived = ({ payerIn, atMs, minor }: View): number => {
  const received = payerIn ? sumIn(payerIn.slab, hours, atMs, 24) : 0
  return received > 0 ? minor / received : Number.NaN
}

export const accountFeatures: readonly Feature[] = [
  {
    name: 'payer-payments',
    label: 'Payments known of the payer',
    unit: 'count',
    format: count,
    read: ({ payer }) => Math.min(100, settledCount(payer)),
  },
  {
    name: 'payer-age',
    label: 'Age of the payer’s account',
    unit: 'days',
    format: asDays,
    read: ({ facts, atMs }) => daysSince(facts.payerOpenedMs, atMs),
  },
  {
    name: 'credential-age',
    label: 'Time since the payer’s password changed',
    unit: 'days',
    format: asDays,
    read: ({ facts, atMs }) => daysSince(facts.credentialChangedMs, atMs),
  },
  {
    name: 'idle-time',
    label: 'Time since the payer’s last payment',
    unit: 'days',
    format: asDays,
    read: ({ payer, atMs }) => daysSince(lastSettledMs(payer), atMs),
  },
  {
    name: 'amount-to-received',
    label: 'Amount against what the payer received in a day',
    unit: 'times',
    format: times,
    read: toReceived,
  },
  {
    name: 'payer-frauds',
    label: 'Frauds known of the payer (30 days)',
    unit: 'count',
    format: count,
    read: ({ payerReports }) => payerReports.recent,
  },
  {
    name: 'payer-fraud-payees',
    label: 'Different payees of those frauds',
    unit: 'count',
    format: count,
    read: ({ payerReports }) => payerReports.others,
  },
  {
    name: 'payer-since-fraud',
    label: 'Time since the payer’s last known fraud',
    unit: 'days',
    format: asDays,
    read: ({ payerReports }) => payerReports.sinceMadeDays,
  },
  {
    name: 'is-card',
    label: 'Paid by card',
    unit: 'yes or no',
    format: yesOrNo,
    read: ({ movement }) => Number(movement.kind === 'card'),
  },
  {
    name: 'is-withdrawal',
    label: 'Cash taken out',
    unit: 'yes or no',
    format: yesOrNo,
    read: ({ movement }) => Number(movement.kind === 'withdrawal'),
  },
]
