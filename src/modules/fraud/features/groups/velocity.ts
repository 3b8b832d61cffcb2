/** Features of how fast an account pays. Attempts count, settled or not, and the present one is among them. */
import type { Feature } from '../catalog.ts'
import { meanOf } from '../habit.ts'
import { countIn, sumIn } from '../ring.ts'
import { days, habit30, hourShare, hours, minutes, newDays, newHours } from '../side.ts'
import type { View } from '../view.ts'
import { counting, ratio, share } from './making.ts'

/** The day's sum against an average day of the thirty days, the present one counted in both. */
const dayToUsual = ({ payer, atMs }: View): number => {
  const month = sumIn(payer.slab, days, atMs, 30)
  return (30 * sumIn(payer.slab, hours, atMs, 24)) / month
}

const countToUsual = ({ payer, atMs }: View): number =>
  (30 * countIn(payer.slab, hours, atMs, 24)) / countIn(payer.slab, days, atMs, 30)

/** The mean of the hour's earlier attempts against the usual amount: far below one where a card is being tried out. */
const earlierToUsual = ({ payer, atMs, minor }: View): number => {
  const earlier = countIn(payer.slab, minutes, atMs, 60) - 1
  if (earlier < 1) return Number.NaN
  return (sumIn(payer.slab, minutes, atMs, 60) - minor) / earlier / Math.exp(meanOf(payer.slab, habit30))
}

export const velocityFeatures: readonly Feature[] = [
  counting('attempts-1m', 'Attempts of the payer in a minute', ({ payer, atMs }) =>
    countIn(payer.slab, minutes, atMs, 2),
  ),
  counting('attempts-10m', 'Attempts of the payer in 10 minutes', ({ payer, atMs }) =>
    countIn(payer.slab, minutes, atMs, 10),
  ),
  counting('attempts-1h', 'Attempts of the payer in an hour', ({ payer, atMs }) =>
    countIn(payer.slab, minutes, atMs, 60),
  ),
  counting('attempts-1d', 'Attempts of the payer in a day', ({ payer, atMs }) => countIn(payer.slab, hours, atMs, 24)),
  ratio('attempts-to-usual', 'Attempts in a day against an average day', countToUsual),
  ratio('spent-to-usual', 'Sum of a day against an average day', dayToUsual),
  ratio('earlier-to-usual', 'Earlier attempts in the hour against the usual amount', earlierToUsual),
  counting('new-payees-1d', 'New payees tried in a day', ({ payer, atMs }) => countIn(payer.slab, newHours, atMs, 24)),
  share(
    'new-payee-share',
    'Share of the payer’s payments that went to new payees (30 days)',
    ({ payer, atMs }) => countIn(payer.slab, newDays, atMs, 30) / countIn(payer.slab, days, atMs, 30),
  ),
  ratio('hour-share', 'How usual this hour of the day is for the payer', ({ payer, atMs }) => hourShare(payer, atMs)),
]
