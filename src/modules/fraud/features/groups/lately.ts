/** Features of the payer's last weeks: 30 days of attempts, and amounts that stand out among the last payments. */
import { dayMs } from '#platform/time'
import type { Feature } from '../catalog.ts'
import { countIn, sumIn } from '../ring.ts'
import { days } from '../side.ts'
import type { View } from '../view.ts'
import { counting, elapsed, ratio, share } from './making.ts'

/** The amount against the mean of so many days, itself counted in. */
const toMean = ({ payer, atMs, minor }: View, span: number): number =>
  (minor * countIn(payer.slab, days, atMs, span)) / sumIn(payer.slab, days, atMs, span)

export const latelyFeatures: readonly Feature[] = [
  counting('attempts-7d', 'Attempts of the payer in 7 days', ({ payer, atMs }) => countIn(payer.slab, days, atMs, 7)),
  counting('attempts-30d', 'Attempts of the payer in 30 days', ({ payer, atMs }) =>
    countIn(payer.slab, days, atMs, 30),
  ),
  ratio('amount-to-mean-1d', 'Amount against the mean of the day', (view) => toMean(view, 1)),
  ratio('amount-to-mean-7d', 'Amount against the mean of 7 days', (view) => toMean(view, 7)),
  ratio('amount-to-mean-30d', 'Amount against the mean of 30 days', (view) => toMean(view, 30)),
  ratio(
    'amount-to-median',
    'Amount against the middle one of the payer’s last 64',
    ({ minor, payerLately }) => minor / payerLately.median,
  ),
  ratio(
    'largest-to-median-14d',
    'The payer’s largest of 14 days before against its middle amount',
    ({ payerLately }) => payerLately.largest / payerLately.median,
  ),
  counting(
    'large-14d',
    'Payments in 14 days far above the payer’s middle amount',
    ({ payerLately }) => payerLately.large,
  ),
  share(
    'large-share',
    'Share of payments far above the middle amount since the first one (14 days)',
    ({ payerLately: { large, sinceLarge } }) => (sinceLarge > 0 ? large / sinceLarge : Number.NaN),
  ),
  elapsed(
    'since-large',
    'Time since the first payment far above the middle amount (14 days)',
    ({ atMs, payerLately }) => (atMs - payerLately.firstLargeMs) / dayMs,
  ),
  counting('payer-frauds-made-14d', 'Frauds known of the payer that were made in 14 days', ({ payer, atMs }) => {
    let found = 0
    for (const { atMs: madeMs, knownMs } of payer.reports ?? [])
      if (knownMs <= atMs && madeMs > atMs - 14 * dayMs && madeMs <= atMs) found++
    return found
  }),
]
