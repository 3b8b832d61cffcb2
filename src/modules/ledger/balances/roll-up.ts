/** A trial balance in the order of the chart: control codes with the sum of what stands under them. No I/O. */
import type { ChartClass, ChartCode } from './chart-codes.ts'
import type { TrialLine } from './trial-balance.ts'

/** A code's line. What the chart does not know has no class and no name; nothing that was booked is left out. */
export interface BookLine {
  readonly code: number
  readonly key: string | null
  readonly name: string | null
  readonly class: ChartClass | null
  readonly normalSide: 'debit' | 'credit' | null
  readonly isControl: boolean
  readonly control: number | null
  readonly debits: bigint
  readonly credits: bigint
  /** Credits less debits. */
  readonly balance: bigint
}

/** One ledger's lines, and the sums over its accounts: control codes are not counted twice. */
export interface BookOfLedger {
  readonly ledger: number
  readonly debits: bigint
  readonly credits: bigint
  readonly lines: readonly BookLine[]
}

type Sums = Map<number, { debits: bigint; credits: bigint }>

const addTo = (sums: Sums, code: number, { debits, credits }: Pick<TrialLine, 'debits' | 'credits'>) => {
  const known = sums.get(code)
  sums.set(code, { debits: (known?.debits ?? 0n) + debits, credits: (known?.credits ?? 0n) + credits })
}

/** The codes above a code, nearest first. */
const controlsOf = (chart: ReadonlyMap<number, ChartCode>, code: number): number[] => {
  const control = chart.get(code)?.control ?? null
  return control === null ? [] : [control, ...controlsOf(chart, control)]
}

const toLine = (code: number, known: ChartCode | undefined, sum: { debits: bigint; credits: bigint }): BookLine => ({
  code,
  key: known?.key ?? null,
  name: known?.name ?? null,
  class: known?.class ?? null,
  normalSide: known?.normalSide ?? null,
  isControl: known?.isControl ?? false,
  control: known?.control ?? null,
  ...sum,
  balance: sum.credits - sum.debits,
})

const rollUpLedger = (
  chart: ReadonlyMap<number, ChartCode>,
  ledger: number,
  lines: readonly TrialLine[],
): BookOfLedger => {
  const sums: Sums = new Map()
  for (const line of lines) for (const code of [line.code, ...controlsOf(chart, line.code)]) addTo(sums, code, line)
  return {
    ledger,
    debits: lines.reduce((sum, line) => sum + line.debits, 0n),
    credits: lines.reduce((sum, line) => sum + line.credits, 0n),
    lines: [...sums].sort(([one], [other]) => one - other).map(([code, sum]) => toLine(code, chart.get(code), sum)),
  }
}

/** Groups the lines of a trial balance by ledger, with a line for each control code over them. */
export const rollUp = (lines: readonly TrialLine[], codes: readonly ChartCode[]): BookOfLedger[] => {
  const chart = new Map(codes.map((code) => [code.code, code]))
  const ledgers = Map.groupBy(lines, (line) => line.ledger)
  return [...ledgers].map(([ledger, own]) => rollUpLedger(chart, ledger, own))
}
