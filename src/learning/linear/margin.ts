import { fitPlatt, type PlattCalibration } from '#learning/calibration'
import { scoreHeldOut } from './held-out.ts'
import { squaredHingeLoss } from './losses.ts'
import { fitLine, type Line, type LineStep } from './newton.ts'
import type { Rows } from './rows.ts'

/** A line that parts the labels with a wide margin, and how its margins become log-odds. */
export type Margin = Line & { readonly calibration: PlattCalibration }

/** How a margin is fitted. */
export type MarginOptions = {
  /** What half the sum of the squared weights counts beside the summed loss: 1 / C of scikit-learn. */
  readonly l2?: number
  /** How many parts the rows are cut into, to learn from margins of rows that were not fitted what odds they mean. */
  readonly folds?: number
  readonly seed?: number
}

export const marginDefaults = { l2: 10, folds: 3, seed: 1 } satisfies MarginOptions

/** Throws a RangeError on options that make no sense. */
export function checkMarginOptions({ l2, folds }: Required<MarginOptions>): void {
  if (!(l2 > 0 && l2 < Number.POSITIVE_INFINITY)) throw new RangeError('The penalty must be above 0.')
  if (!(Number.isInteger(folds) && folds >= 2 && folds <= 20)) throw new RangeError('There are 2 to 20 folds.')
}

/** Fits squared hinge losses, then Platt's curve through the margins of rows held out. */
export function fitMargin(
  rows: Rows,
  labels: Uint8Array,
  { l2, folds, seed }: Required<MarginOptions>,
  onStep?: (step: LineStep) => void,
): Margin {
  const aim = { rows, loss: squaredHingeLoss, l2 }
  const line = fitLine(aim, undefined, onStep)
  return { ...line, calibration: fitPlatt(scoreHeldOut(aim, line, folds, seed), labels, rows.weights) }
}

/** The log-odds that belong to a margin. */
export function logOddsOf({ calibration }: Margin, margin: number): number {
  return calibration.slope * margin + calibration.intercept
}
