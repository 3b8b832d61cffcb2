import { type LinearPart, scoreLine, scoreLines } from './linear/linear-score.ts'
import {
  checkMarginOptions,
  fitMargin,
  logOddsOf,
  type Margin,
  type MarginOptions,
  marginDefaults,
} from './linear/margin.ts'
import type { LineStep } from './linear/newton.ts'
import { rowsOf } from './linear/rows.ts'
import { fitScaling, type ScalingOptions, scaleTable } from './scaling.ts'
import { checkLabels, type Table } from './table.ts'
import { weighRows } from './weights.ts'

/** A linear support vector machine on scaled inputs, whose margins are mapped to log-odds. */
export type SvmModel = LinearPart & Margin & { readonly kind: 'svm' }

/** How to train. What is left out is as in `marginDefaults` and `scalingDefaults`. */
export type SvmOptions = ScalingOptions &
  MarginOptions & {
    /** A weight for each row. */
    readonly weights?: ArrayLike<number>
  }

/**
 * Trains on squared hinge loss to the optimum (as scikit-learn's LinearSVC with dual=False, except that the intercept is free
 * of the penalty), then Platt's curve (Lin, Lin and Weng 2007) on margins of rows held out. About two seconds for 268,000 rows
 * of 15 columns. The order of the rows does not matter beyond rounding. Throws a RangeError on labels or options that make no
 * sense.
 */
export function fitSvm(
  table: Table,
  labels: Uint8Array,
  options: SvmOptions = {},
  onStep?: (step: LineStep) => void,
): SvmModel {
  const settings = { ...marginDefaults, ...options }
  checkLabels(table, labels)
  checkMarginOptions(settings)
  const weights = weighRows(table, labels, settings.weights)
  const scaling = fitScaling(table, weights, settings)
  const margin = fitMargin(rowsOf(scaleTable(scaling, table), labels, weights), labels, settings, onStep)
  return { kind: 'svm', columns: table.names, scaling, ...margin }
}

/** The log-odds of the row that starts at `offset` of `values`, its columns in the model's order. */
export function scoreSvm(model: SvmModel, values: Float32Array, offset = 0): number {
  return logOddsOf(model, scoreLine(model, values, offset))
}

/** The log-odds of every row. Throws unless the table's columns are the model's, in its order. */
export function scoreAllSvm(model: SvmModel, table: Table): Float64Array {
  return scoreLines(model, table).map((margin) => logOddsOf(model, margin))
}
