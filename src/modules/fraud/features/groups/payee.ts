/** Features of the payee: whether the payer knows it, who else pays it, and what was reported about it. */
import { dayMs } from '#platform/time'
import type { Feature } from '../catalog.ts'
import { countIn, sumIn } from '../ring.ts'
import { counterparts, days, firstSettledMs, hours, minutes, newDays, newHours, type Side } from '../side.ts'
import type { View } from '../view.ts'
import { counting, elapsed, ratio, share } from './making.ts'

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

export const payeeFeatures: readonly Feature[] = [
  counting('times-paid', 'Times the payer paid this payee before', ({ known }) => known?.timesPaid ?? Number.NaN),
  elapsed('days-since-paid', 'Time since the payer last paid this payee', ({ known, atMs }) =>
    known ? (atMs - known.lastPaidMs) / dayMs : Number.NaN,
  ),
  elapsed('payee-age', 'Age of the payee’s account', ({ facts, atMs }) => daysSince(facts.payeeOpenedMs, atMs)),
  elapsed(
    'payee-known-for',
    'Time since the payee first received money',
    ofPayee((payee, { atMs }) => daysSince(firstSettledMs(payee), atMs)),
  ),
  counting('payee-payers', 'People who ever paid the payee', ofPayee(counterparts)),
  counting(
    'payee-attempts-1h',
    'Payments to the payee in an hour',
    ofPayee((payee, { atMs }) => countIn(payee.slab, minutes, atMs, 60)),
  ),
  counting(
    'payee-attempts-1d',
    'Payments to the payee in a day',
    ofPayee((payee, { atMs }) => countIn(payee.slab, hours, atMs, 24)),
  ),
  counting(
    'payee-new-payers-1h',
    'New payers of the payee in an hour',
    ofPayee((payee, { atMs }) => countIn(payee.slab, newHours, atMs, 2)),
  ),
  counting(
    'payee-new-payers-1d',
    'New payers of the payee in a day',
    ofPayee((payee, { atMs }) => countIn(payee.slab, newHours, atMs, 24)),
  ),
  share(
    'payee-new-payer-share',
    'Share of the payee’s payments that came from new payers (30 days)',
    ofPayee((payee, { atMs }) => countIn(payee.slab, newDays, atMs, 30) / countIn(payee.slab, days, atMs, 30)),
  ),
  ratio('payee-received-to-usual', 'What the payee received in a day against an average day', ofPayee(dayToUsual)),
  share('payee-passed-on', 'Share of the day’s receipts that the payee paid on', ofPayee(passedOn)),
  counting(
    'payee-frauds',
    'Frauds known at the payee (30 days)',
    ofPayee((_, view) => view.payeeReports.recent),
  ),
  counting(
    'payee-victims',
    'Different payers of those frauds',
    ofPayee((_, view) => view.payeeReports.others),
  ),
  share(
    'payee-fraud-share',
    'Share of fraud in the payee’s last run of known frauds',
    ofPayee((_, view) => view.payeeReports.share),
  ),
  elapsed(
    'payee-since-fraud',
    'Time since the payee’s last known fraud was made',
    ({ payeeReports }) => payeeReports.sinceMadeDays,
  ),
  elapsed(
    'payee-since-report',
    'Time since a fraud at the payee was last reported',
    ({ payeeReports }) => payeeReports.sinceKnownDays,
  ),
]
