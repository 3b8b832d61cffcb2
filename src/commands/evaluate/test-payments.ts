/** Small files of payments for tests: a seed and a shape give the same file. */
import { writeFile } from 'node:fs/promises'
import { createRandom } from '#learning/random'
import { dayMs } from '#platform/time'

export const firstDayMs = Date.UTC(2024, 0, 1)

/** Three weeks to warm up and learn, three days to choose, three to wait, a week to test. */
export const windowArguments = [
  ...['--train', '2024-01-08:2024-01-21'],
  ...['--validate', '2024-01-22:2024-01-25'],
  ...['--test', '2024-01-29:2024-02-04'],
]

export interface TestPayment {
  readonly id: number
  readonly atMs: number
  readonly payer: number
  readonly payee: number
  readonly amount: string
  readonly isFraud: boolean
}

/** 35 days of 150 payments; each week another terminal is compromised, and large amounts are fraud. Days below `quietFrom` have fraud. */
export const inventPayments = (quietFrom = 35, seed = 5): TestPayment[] => {
  const random = createRandom(seed)
  const pick = (count: number) => Math.floor(random() * count)
  return Array.from({ length: 35 * 150 }, (_, id) => {
    const atMs = firstDayMs + Math.floor((id * dayMs) / 150 / 1000) * 1000
    const day = Math.floor((atMs - firstDayMs) / dayMs)
    const payee = pick(50)
    const isHuge = random() < 0.02
    const isFraud = day < quietFrom && ((isHuge && random() < 0.9) || (payee === Math.floor(day / 7) && random() < 0.5))
    const amount = (isHuge ? 300 + pick(100) : 5 + pick(10_000) / 100).toFixed(2)
    return { id, atMs, payer: pick(80), payee, amount, isFraud }
  })
}

export const handbookHeader = 'TRANSACTION_ID,TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD'

const timeText = (atMs: number) => new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')

/** A payment as the handbook writes it. */
export const handbookLine = ({ id, atMs, payer, payee, amount, isFraud }: TestPayment): string =>
  [id, timeText(atMs), payer, payee, amount, isFraud ? 1 : 0].join(',')

export const writePayments = (
  file: string,
  payments: readonly TestPayment[],
  header = handbookHeader,
  line: (payment: TestPayment) => string = handbookLine,
): Promise<void> => writeFile(file, [header, ...payments.map(line)].join('\n'))
