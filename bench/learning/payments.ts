import { createRandom, drawNormal, type Random } from '#learning/random'
import { createTable, type LabeledTable } from '#learning/table'

const names = [
  'amount',
  'weekend',
  'night',
  ...[1, 7, 30].flatMap((days) => [`customer_count_${days}d`, `customer_mean_${days}d`]),
  ...[1, 7, 30].flatMap((days) => [`terminal_count_${days}d`, `terminal_risk_${days}d`]),
]

/**
 * Made-up payments of the shape that card fraud is learned from: amounts in cents, counts and means over three windows, shares that
 * are almost always 0, and about one fraud in a hundred. They say how fast something is and nothing about how good.
 */
export const drawPayments = (seed: number, rows: number): LabeledTable => {
  const random = createRandom(seed)
  const values = new Float32Array(rows * names.length)
  const labels = new Uint8Array(rows)
  for (let row = 0; row < rows; row++) {
    const payment = drawPayment(random)
    values.set(payment.values, row * names.length)
    labels[row] = random() < payment.chance ? 1 : 0
  }
  return { table: createTable(names, values), labels }
}

const drawPayment = (random: Random) => {
  const habit = 10 * Math.exp(0.8 * drawNormal(random))
  const isTaken = random() < 0.006
  const isBadTerminal = random() < 0.004
  const amount = cents(habit * Math.exp(0.5 * drawNormal(random)) * (isTaken && random() < 0.7 ? 5 : 1))
  const pace = 4 * random()
  const customer = [1, 7, 30].flatMap((days) => [
    1 + Math.floor(pace * days * (0.5 + random())),
    cents(habit * (1 + drawNormal(random) / (2 + Math.sqrt(pace * days))) ** 2),
  ])
  const terminal = [1, 7, 30].flatMap((days) => {
    const count = Math.floor(days * (0.4 + 1.2 * random()))
    const frauds = isBadTerminal ? Math.floor(count * random()) : random() < 0.02 ? Math.min(1, count) : 0
    return [count, count > 0 ? frauds / count : 0]
  })
  const flags = [random() < 2 / 7 ? 1 : 0, random() < 0.15 ? 1 : 0]
  const chance = isTaken || isBadTerminal ? 0.6 : amount > 200 ? 0.9 : 0.001
  return { values: [amount, ...flags, ...customer, ...terminal], chance }
}

const cents = (amount: number): number => Math.round(100 * amount) / 100
