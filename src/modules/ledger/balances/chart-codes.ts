/** The chart of accounts as the ledger keeps it: what each code of accounts stands for, and under which control it stands. */
import { isSqlError, type Query } from '#platform/database'
import { Refusal } from '#platform/refusal'

export const classes = ['asset', 'liability', 'equity', 'income', 'expense'] as const
export type ChartClass = (typeof classes)[number]

/** `key` is what screens translate by, `name` the name in English. A control code has no accounts of its own. */
export interface ChartCode {
  readonly code: number
  readonly key: string
  readonly name: string
  readonly class: ChartClass
  readonly normalSide: 'debit' | 'credit'
  readonly isControl: boolean
  /** The control code that it stands under. */
  readonly control: number | null
}

const columns = 'code, key, name, class, normal_side as "normalSide", is_control as "isControl", control'

/** Every code, in order. */
export const findChart = (db: Query): Promise<ChartCode[]> =>
  db.query(`select ${columns} from ledger.chart order by code`)

const taken = () => new Refusal('chart-code-taken', 409, 'The chart has this code or this key for something else.')
const unfit = () =>
  new Refusal('chart-control-unfit', 422, 'A code stands under a control code of the same class that is in the chart.')
const malformed = () =>
  new Refusal(
    'chart-code-malformed',
    422,
    'A code is 1 to 999999, its key small letters and hyphens, its name up to 80 characters.',
  )

/** The table's own checks, told as refusals: foreign key, unique, check. */
const refusals: Readonly<Record<string, () => Refusal>> = { '23503': unfit, '23505': taken, '23514': malformed }

const insert = async (tx: Query, code: ChartCode): Promise<boolean> => {
  const rows = await tx
    .query(
      `insert into ledger.chart (code, key, name, class, normal_side, is_control, control) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (code) do nothing returning code`,
      [code.code, code.key, code.name, code.class, code.normalSide, code.isControl, code.control],
    )
    .catch((error: unknown) => {
      // What the table forbids is an expected no; anything else goes on as it is.
      throw (isSqlError(error) && refusals[error.code]?.()) || error
    })
  return rows.length > 0
}

/** Adds a code to the chart; the same again changes nothing. Throws chart-code-taken, chart-control-unfit, chart-code-malformed. */
export const addChartCode = async (tx: Query, code: ChartCode): Promise<void> => {
  if (await insert(tx, code)) return
  const [known] = await tx.query<ChartCode>(`select ${columns} from ledger.chart where code = $1`, [code.code])
  const fields = ['key', 'name', 'class', 'normalSide', 'isControl', 'control'] as const
  if (fields.some((field) => known[field] !== code[field])) throw taken()
}
