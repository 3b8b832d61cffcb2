/** One design under one load. `callers` wait for an answer before they ask again. */
export interface Spec {
  readonly name: string
  readonly kind: 'transaction' | 'call' | 'lane' | 'tpcb'
  readonly callers: number
  /** The exponent of the accounts' popularity; null where the load is another's. */
  readonly zipf: number | null
  /** Over a million accounts with five million transfers behind them. */
  readonly isFull: boolean
}

const spec = (kind: Spec['kind'], callers: number, zipf: number, isFull = false): Spec => ({
  name: `${kind}-${callers}-zipf${zipf}${isFull ? '-full' : ''}`,
  kind,
  callers,
  zipf,
  isFull,
})

const tpcb: Spec = { name: 'tpcb-16', kind: 'tpcb', callers: 16, zipf: null, isFull: false }

/** What latency is measured at: half of this one's throughput. */
export const reference = 'lane-1024-zipf1'

// In the order of one repetition. What is compared with each other runs close together, so that a busy moment of the
// machine meets both.
const everything: readonly Spec[] = [
  spec('transaction', 32, 1),
  spec('lane', 1024, 1),
  spec('lane', 1024, 1, true),
  spec('call', 8, 1),
  tpcb,
  spec('lane', 1024, 2),
  spec('lane', 1024, 2, true),
  spec('call', 1, 1),
  spec('lane', 1, 1),
  ...[16, 64, 256, 2048].map((callers) => spec('lane', callers, 1)),
  spec('transaction', 32, 2),
  spec('call', 8, 2),
  spec('call', 1, 2),
  ...[1, 16, 64, 256, 2048].map((callers) => spec('lane', callers, 2)),
]

const quick = new Set([
  'transaction-32-zipf1',
  'lane-1024-zipf1',
  'call-8-zipf1',
  'tpcb-16',
  'lane-1024-zipf2',
  'call-1-zipf1',
  'lane-1-zipf1',
  'lane-64-zipf1',
])

/** Every name that the written JSON has, whether it was run or not. */
export const allNames: readonly string[] = everything.map(({ name }) => name)

export interface Plan {
  readonly specs: readonly Spec[]
  readonly repetitions: number
}

/** What to run; `only` keeps the designs whose name begins with one of its entries. */
export const makePlan = ({ isQuick, only }: { isQuick: boolean; only: readonly string[] }): Plan => ({
  specs: everything
    .filter(({ name }) => !isQuick || quick.has(name))
    .filter(({ name }) => only.length === 0 || only.some((beginning) => name.startsWith(beginning))),
  repetitions: isQuick ? 1 : 3,
})
