/** Counts what a replay brought: verdicts, and how they compare with the labels. */

type Verdict = 'allow' | 'challenge' | 'review' | 'block'

/** Positive is any verdict but allow. Precision and recall are null where they have no meaning. */
export interface Tally {
  payments: number
  skipped: number
  refused: number
  readonly verdicts: Record<Verdict, number>
  truePositives: number
  frauds: number
}

export const newTally = (): Tally => ({
  payments: 0,
  skipped: 0,
  refused: 0,
  verdicts: { allow: 0, challenge: 0, review: 0, block: 0 },
  truePositives: 0,
  frauds: 0,
})

/** Adds one answered payment. */
export const count = (tally: Tally, verdict: Verdict | null, isFraud: boolean, isRefused: boolean): void => {
  tally.payments++
  if (isRefused) tally.refused++
  if (!verdict) return
  tally.verdicts[verdict]++
  if (isFraud) tally.frauds++
  if (isFraud && verdict !== 'allow') tally.truePositives++
}

const positives = ({ verdicts }: Tally) => verdicts.challenge + verdicts.review + verdicts.block
const ratio = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1e6) / 1e6

/** Of what was stopped, the share that was fraud. */
export const precisionOf = (tally: Tally): number | null => ratio(tally.truePositives, positives(tally))
/** Of what was fraud, the share that was stopped. */
export const recallOf = (tally: Tally): number | null => ratio(tally.truePositives, tally.frauds)
