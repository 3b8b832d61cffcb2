/** What labels say of the payee, a week back, when most have arrived: how much of what it received then was fraud, and the run of frauds. */
import { dayMs } from '#platform/time'
import type { Feature } from '../catalog.ts'
import { countRecent } from '../recent.ts'
import { countIn } from '../ring.ts'
import { days, type Report, recent, type Side } from '../side.ts'
import type { View } from '../view.ts'
import { count } from './formats.ts'
import { counting, elapsed, share } from './making.ts'

const delayMs = 7 * dayMs

/** Attempts to pay this payee after one instant and up to another: one by one as far as they are kept, by days beyond that. */
const paidIn = ({ slab }: Side, fromMs: number, untilMs: number): number => {
  const exact = countRecent(slab, recent, fromMs, untilMs)
  if (!Number.isNaN(exact)) return exact
  return countIn(slab, days, untilMs, Math.round((untilMs - fromMs) / dayMs))
}

const knownFrauds = ({ reports }: Side, atMs: number, fromMs: number, untilMs: number): number => {
  let found = 0
  for (const { atMs: madeMs, knownMs } of reports ?? [])
    if (knownMs <= atMs && madeMs > fromMs && madeMs <= untilMs) found++
  return found
}

const window = (span: number): Feature[] => {
  const inWindow = ({ atMs }: View): [number, number] => [atMs - delayMs - span * dayMs, atMs - delayMs]
  return [
    {
      name: `payee-delayed-payments-${span}d`,
      label: `Payments to the payee in ${span === 1 ? 'a day' : `${span} days`}, a week back`,
      unit: 'count',
      format: count,
      read: (view) => (view.payee ? paidIn(view.payee, ...inWindow(view)) : Number.NaN),
    },
    share(
      `payee-delayed-frauds-${span}d`,
      `Share of fraud among payments to the payee in ${span === 1 ? 'a day' : `${span} days`}, a week back`,
      (view) => {
        if (!view.payee) return Number.NaN
        const frauds = knownFrauds(view.payee, view.atMs, ...inWindow(view))
        return frauds / Math.max(paidIn(view.payee, ...inWindow(view)), frauds, 1)
      },
    ),
  ]
}

const longestRunMs = 30 * dayMs

/** The payee's last run of known frauds: from the first one of the 30 days before the newest. */
const runOf = ({ payee, atMs }: View): { readonly reports: readonly Report[]; readonly payee: Side } | null => {
  const known = payee?.reports?.filter(({ knownMs, atMs: madeMs }) => knownMs <= atMs && madeMs <= atMs) ?? []
  const newest = known.at(-1)
  if (!payee || !newest) return null
  return { payee, reports: known.filter(({ atMs: madeMs }) => madeMs > newest.atMs - longestRunMs) }
}

export const delayedFeatures: readonly Feature[] = [
  ...[1, 7, 30].flatMap(window),
  elapsed('payee-since-first-fraud', 'Time since the first fraud of the payee’s last run', (view) => {
    const run = runOf(view)
    return run ? (view.atMs - run.reports[0].atMs) / dayMs : Number.NaN
  }),
  counting('payee-run-frauds', 'Frauds of the payee’s last run', (view) => runOf(view)?.reports.length ?? 0),
  share('payee-run-share', 'Share of fraud since the first one of the payee’s last run, up to a week back', (view) => {
    const run = runOf(view)
    if (!run) return 0
    const frauds = run.reports.length
    const paid = paidIn(run.payee, run.reports[0].atMs - 1, Math.max(view.atMs - delayMs, run.reports[frauds - 1].atMs))
    return frauds / (Math.max(paid, frauds) + 1)
  }),
  counting('payee-clean-since', 'Payments to the payee after its last known fraud, up to a week back', (view) => {
    const run = runOf(view)
    if (!run) return Number.NaN
    const lastMs = run.reports[run.reports.length - 1].atMs
    return lastMs < view.atMs - delayMs ? paidIn(run.payee, lastMs, view.atMs - delayMs) : 0
  }),
]
