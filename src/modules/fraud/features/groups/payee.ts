/** Features of the payee: whether the payer knows it, who else pays it, and what was reported about it. */
import { dayMs } from '#platform/time'
import type { Feature } from '../catalog.ts'
import { countIn, sumIn } from '../ring.ts'
import { counterparts, days, firstSettledMs, hours, minutes, newDays, newHours, type Side } from '../side.ts'
import type { View } from '../view.ts'
import { days as asDays, count, percent, times } from './formats.ts'

const ofPayee =
  (read: (payee: Side, view: View) => number) =>
  (view: View): number =>
    view.payee ? read(view.payee, view) : Number.NaN

/** What the payee paid out in a day against what it received in that day. */
const passedOn = (payee: Side, { payeeOut, atMs }: View): number =>
  payeeOut ? sumIn(payeeOut.slab, hours, atMs, 24) / sumIn(payee.slab, hours, atMs, 24) : 0

const dayToUsual = (payee: Side, { atMs }: View): number =>
  (30 * sumIn(payee.slab, hours, atMs, 24)) / sumIn(payee.slab, days, atMs, 30)

const daysSince = (fromMs: number, atMs: number): number =>
  fromMs > 0 && fromMs <= atMs ? (atMs - fromMs) / dayMs : Number.NaN

const counting = (name: string, label: string, read: (payee: Side, view: View) => number): Feature => ({
  name,
  label,
  unit: 'count',
  format: count,
  read: ofPayee(read),
})

export const payeeFeatures: readonly Feature[] = [
  {
    name: 'times-paid',
    label: 'Times the payer paid this payee before',
    unit: 'count',
    format: count,
    read: ({ known }) => known?.timesPaid ?? Number.NaN,
  },
  {
    name: 'days-since-paid',
    label: 'Time since the payer last paid this payee',
    unit: 'days',
    format: asDays,
    read: ({ known, atMs }) => (known ? (atMs - known.lastPaidMs) / dayMs : Number.NaN),
  },
  {
    name: 'payee-age',
    label: 'Age of the payee’s account',
    unit: 'days',
    format: asDays,
    read: ({ facts, atMs }) => daysSince(facts.payeeOpenedMs, atMs),
  },
  {
    name: 'payee-known-for',
    label: 'Time since the payee first received money',
    unit: 'days',
    format: asDays,
    read: ofPayee((payee, { atMs }) => daysSince(firstSettledMs(payee), atMs)),
  },
  counting('payee-payers', 'People who ever paid the payee', (payee) => counterparts(payee)),
  counting('payee-attempts-1h', 'Payments to the payee in an hour', (payee, { atMs }) =>
    countIn(payee.slab, minutes, atMs, 60),
  ),
  counting('payee-attempts-1d', 'Payments to the payee in a day', (payee, { atMs }) =>
    countIn(payee.slab, hours, atMs, 24),
  ),
  counting('payee-new-payers-1h', 'New payers of the payee in an hour', (payee, { atMs }) =>
    countIn(payee.slab, newHours, atMs, 2),
  ),
  counting('payee-new-payers-1d', 'New payers of the payee in a day', (payee, { atMs }) =>
    countIn(payee.slab, newHours, atMs, 24),
  ),
  {
    name: 'payee-new-payer-share',
    label: 'Share of the payee’s payments that came from new payers (30 days)',
    unit: 'share',
    format: percent,
    read: ofPayee((payee, { atMs }) => countIn(payee.slab, newDays, atMs, 30) / countIn(payee.slab, days, atMs, 30)),
  },
  {
    name: 'payee-received-to-usual',
    label: 'What the payee received in a day against an average day',
    unit: 'times',
    format: times,
    read: ofPayee(dayToUsual),
  },
  {
    name: 'payee-passed-on',
    label: 'Share of the day’s receipts that the payee paid on',
    unit: 'share',
    format: percent,
    read: ofPayee(passedOn),
  },
  counting('payee-frauds', 'Frauds known at the payee (30 days)', (_, view) => view.payeeReports.recent),
  counting('payee-victims', 'Different payers of those frauds', (_, view) => view.payeeReports.others),
  {
    name: 'payee-fraud-share',
    label: 'Share of fraud in the payee’s last run of known frauds',
    unit: 'share',
    format: percent,
    read: ofPayee((_, view) => view.payeeReports.share),
  },
  {
    name: 'payee-since-fraud',
    label: 'Time since the payee’s last known fraud was made',
    unit: 'days',
    format: asDays,
    read: ({ payeeReports }) => payeeReports.sinceMadeDays,
  },
  {
    name: 'payee-since-report',
    label: 'Time since a fraud at the payee was last reported',
    unit: 'days',
    format: asDays,
    read: ({ payeeReports }) => payeeReports.sinceKnownDays,
  },
]
