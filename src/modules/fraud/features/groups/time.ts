/** Features of the clock and of the plain amount. Times are UTC; where people live elsewhere, their own habit says more (hour-share). */
import { dayMs, hourMs } from '#platform/time'
import type { Feature } from '../catalog.ts'
import { count, oneIn, plain, yesOrNo } from './formats.ts'

const hourOf = (atMs: number): number => (atMs % dayMs) / hourMs
/** Monday is 0. */
const weekdayOf = (atMs: number): number => (Math.floor(atMs / dayMs) + 3) % 7

const flag = (name: string, label: string, is: (atMs: number) => boolean): Feature => ({
  name,
  label,
  unit: 'yes or no',
  format: yesOrNo,
  read: ({ atMs }) => Number(is(atMs)),
})

export const timeFeatures: readonly Feature[] = [
  {
    name: 'amount-log',
    label: 'Amount in minor units, as a logarithm',
    unit: 'times',
    format: plain,
    read: ({ logAmount }) => logAmount,
  },
  { name: 'hour', label: 'Hour of the day (UTC)', unit: 'count', format: plain, read: ({ atMs }) => hourOf(atMs) },
  {
    name: 'weekday',
    label: 'Day of the week, Monday is 0',
    unit: 'count',
    format: count,
    read: ({ atMs }) => weekdayOf(atMs),
  },
  flag('weekend', 'On a weekend', (atMs) => weekdayOf(atMs) >= 5),
  flag('night', 'At night (before 7:00 UTC)', (atMs) => hourOf(atMs) < 7),
  {
    name: 'payer-tail',
    label: 'How seldom the payer pays as much (last 64 payments)',
    unit: 'share',
    format: oneIn,
    read: ({ payerLately }) => -Math.log10(payerLately.tail),
  },
]
