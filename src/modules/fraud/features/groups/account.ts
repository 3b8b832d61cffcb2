/** Features of the payer's account: how long it is known, what it received, what was reported about it. */
import { dayMs } from '#platform/time'
import type { Feature } from '../catalog.ts'
import { sumIn } from '../ring.ts'
import { hours, lastSettledMs, settledCount } from '../side.ts'
import type { View } from '../view.ts'
import { counting, elapsed, flag, ratio } from './making.ts'

const daysSince = (fromMs: number, atMs: number): number =>
  fromMs > 0 && fromMs <= atMs ? (atMs - fromMs) / dayMs : Number.NaN

const toReceived = ({ payerIn, atMs, minor }: View): number => {
  const received = payerIn ? sumIn(payerIn.slab, hours, atMs, 24) : 0
  return received > 0 ? minor / received : Number.NaN
}

export const accountFeatures: readonly Feature[] = [
  counting('payer-payments', 'Payments known of the payer', ({ payer }) => Math.min(100, settledCount(payer))),
  elapsed('payer-age', 'Age of the payer’s account', ({ facts, atMs }) => daysSince(facts.payerOpenedMs, atMs)),
  elapsed('credential-age', 'Time since the payer’s password changed', ({ facts, atMs }) =>
    daysSince(facts.credentialChangedMs, atMs),
  ),
  elapsed('idle-time', 'Time since the payer’s last payment', ({ payer, atMs }) =>
    daysSince(lastSettledMs(payer), atMs),
  ),
  ratio('amount-to-received', 'Amount against what the payer received in a day', toReceived),
  counting('payer-frauds', 'Frauds known of the payer (30 days)', ({ payerReports }) => payerReports.recent),
  counting('payer-fraud-payees', 'Different payees of those frauds', ({ payerReports }) => payerReports.others),
  elapsed(
    'payer-since-fraud',
    'Time since the payer’s last known fraud',
    ({ payerReports }) => payerReports.sinceMadeDays,
  ),
  flag('is-card', 'Paid by card', ({ movement }) => Number(movement.kind === 'card')),
  flag('is-withdrawal', 'Cash taken out', ({ movement }) => Number(movement.kind === 'withdrawal')),
]
