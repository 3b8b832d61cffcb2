/** Features of the amount: against the payer's habit, the balance, the payee, and everyone. Ratios know no currency. */
import type { Feature } from '../catalog.ts'
import { deviationOf, type Habit, meanOf } from '../habit.ts'
import { tailShare } from '../population.ts'
import { greatestIn } from '../ring.ts'
import { greatest, habit7, habit30, type Side } from '../side.ts'
import type { View } from '../view.ts'
import { deviations, oneIn } from './formats.ts'
import { ratio, share } from './making.ts'

const ratioTo = ({ logAmount }: View, side: Side | null, habit: Habit): number =>
  side ? Math.exp(logAmount - meanOf(side.slab, habit)) : Number.NaN

const deviationFrom = ({ logAmount }: View, side: Side | null, habit: Habit): number =>
  side ? (logAmount - meanOf(side.slab, habit)) / deviationOf(side.slab, habit) : Number.NaN

const toLargest = ({ minor, payer, atMs }: View): number =>
  minor / (greatestIn(payer.slab, greatest, atMs) || Number.NaN)

const balanceShare = ({ minor, facts }: View): number => (facts.available > 0 ? minor / facts.available : Number.NaN)

export const amountFeatures: readonly Feature[] = [
  ratio('amount-to-usual', 'Amount against what the payer usually pays (30 days)', (view) =>
    ratioTo(view, view.payer, habit30),
  ),
  {
    name: 'amount-deviation-30d',
    label: 'Amount in deviations from the payer’s habit (30 days)',
    unit: 'deviations',
    format: deviations,
    read: (view) => deviationFrom(view, view.payer, habit30),
  },
  {
    name: 'amount-deviation-7d',
    label: 'Amount in deviations from the payer’s habit (7 days)',
    unit: 'deviations',
    format: deviations,
    read: (view) => deviationFrom(view, view.payer, habit7),
  },
  ratio('amount-to-largest', 'Amount against the payer’s largest in 90 days', toLargest),
  {
    name: 'amount-tail',
    label: 'How seldom anyone pays as much by this kind of payment',
    unit: 'share',
    format: oneIn,
    read: ({ population, minor }) => -Math.log10(tailShare(population, minor)),
  },
  ratio('amount-to-pair', 'Amount against what the payer paid this payee before', ({ logAmount, known }) =>
    known ? Math.exp(logAmount - known.meanLogAmount) : Number.NaN,
  ),
  ratio('amount-to-payee-usual', 'Amount against what the payee usually receives', (view) =>
    ratioTo(view, view.payee, habit30),
  ),
  {
    name: 'amount-deviation-payee',
    label: 'Amount in deviations from what the payee usually receives',
    unit: 'deviations',
    format: deviations,
    read: (view) => deviationFrom(view, view.payee, habit30),
  },
  share('balance-share', 'Share of the available balance', balanceShare),
]
