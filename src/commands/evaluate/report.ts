/** What an evaluation found, as people and as programs read it. */
import type { AblationResult } from './ablation.ts'
import type { Additivity } from './explanation.ts'
import type { Figures } from './judge.ts'
import type { PolicyFigures } from './policy.ts'

export interface ModelResult extends Figures {
  readonly name: string
  readonly fit_seconds: number
  readonly microseconds_per_row: number
}

export interface SplitWindow {
  readonly from: string
  readonly to: string
  readonly payments: number
  readonly frauds: number
}

export interface Evaluation {
  readonly split: {
    readonly train: SplitWindow
    readonly validate: SplitWindow
    readonly test: SplitWindow
    readonly delay_days: number
    /** Of the training window, the rows that models were trained on. */
    readonly trained_on: number
    readonly features: readonly string[]
    readonly payments_read: number
    readonly lines_refused: number
  }
  readonly models: readonly ModelResult[]
  /** The ensemble with and without its parts; empty where it was not asked for. */
  readonly ablation: readonly AblationResult[]
  readonly explanation: Additivity | { readonly max_additivity_error: null }
  readonly policy: PolicyFigures | null
  /** Sentences on what could not be measured, and why. */
  readonly notes: readonly string[]
}

const columns: readonly [
  heading: string,
  width: number,
  show: (result: ModelResult) => number | null,
  digits: number,
][] = [
  ['AUC', 8, ({ auc }) => auc, 4],
  ['AP', 8, ({ ap }) => ap, 4],
  ['F1', 8, ({ f1 }) => f1, 4],
  ['R@1%', 8, ({ recall_at_1pct_fpr }) => recall_at_1pct_fpr, 4],
  ['CP@100', 8, ({ card_precision_100 }) => card_precision_100, 4],
  ['fit s', 9, ({ fit_seconds }) => fit_seconds, 2],
  ['µs/row', 9, ({ microseconds_per_row }) => microseconds_per_row, 2],
]

const nameWidth = 26

export const tableHead = (title: string): string =>
  title.padEnd(nameWidth) + columns.map(([heading, width]) => heading.padStart(width)).join('')

export const tableLine = (result: ModelResult): string =>
  result.name.padEnd(nameWidth) +
  columns.map(([, width, show, digits]) => (show(result)?.toFixed(digits) ?? '–').padStart(width)).join('')

const percent = (share: number | null): string => (share === null ? 'nothing' : `${(100 * share).toFixed(2)} %`)

/** The sentences below the table. */
export const describeRest = ({ explanation, policy, notes }: Evaluation): string[] => [
  ...(policy
    ? [
        `At the default policy (${policy.model}) ${percent(policy.genuine_challenged)} of the genuine payments are challenged, or worse, and ${percent(policy.recall)} of the frauds; ${percent(policy.precision)} of what is challenged is fraud.`,
      ]
    : []),
  ...(explanation.max_additivity_error === null
    ? []
    : [`Contributions and base miss the score by at most ${explanation.max_additivity_error.toExponential(1)}.`]),
  ...notes,
]
