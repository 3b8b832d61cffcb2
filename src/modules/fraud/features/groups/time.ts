/** Features of the clock and of the plain amount. Times are UTC; where people live elsewhere, their own habit says more (hour-share). */
import { dayMs, hourMs } from '#platform/time'
import type { Feature } from '../catalog.ts'
import { oneIn, plain } from './formats.ts'
import { counting, flag } from './making.ts'

const hourOf = (atMs: number): number => (atMs % dayMs) / hourMs
/** Monday is 0. */
const weekdayOf = (atMs: number): number => (Math.floor(atMs / dayMs) + 3) % 7

export const timeFeatures: readonly Feature[] = [
  {
    name: 'amount-log',
    label: 'Amount in minor units, as a logarithm',
    unit: 'times',
    format: plain,
    read: ({ logAmount }) => logAmount,
  },
  { name: 'hour', label: 'Hour of the day (UTC)', unit: 'count', format: plain, read: ({ atMs }) => hourOf(atMs) },
  counting('weekday', 'Day of the week, Monday is 0', ({ atMs }) => weekdayOf(atMs)),
  flag('weekend', 'On a weekend', ({ atMs }) => Number(weekdayOf(atMs) >= 5)),
  flag('night', 'At night (before 7:00 UTC)', ({ atMs }) => Number(hourOf(atMs) < 7)),
  {
    name: 'payer-tail',
    label: 'How seldom the payer pays as much (last 64 payments)',
    unit: 'share',
    format: oneIn,
    read: ({ payerLately }) => -Math.log10(payerLately.tail),
  },
]
