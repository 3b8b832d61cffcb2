/** Calibration by bands of probability: of payments that were given about so much, how many were fraud. */
import type { Band } from '../../wire.ts'
import type { Scored } from './figures.ts'

const edges = [0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]

/** The interval in which the true share lies in 95 of 100 such samples (Wilson 1927). */
export const wilson = (share: number, count: number): readonly [number, number] => {
  const z = 1.96
  const middle = (share + (z * z) / (2 * count)) / (1 + (z * z) / count)
  const half = (z / (1 + (z * z) / count)) * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count))
  return [Math.max(0, middle - half), Math.min(1, middle + half)]
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4

const bandIndexOf = (probability: number): number => {
  let index = 0
  while (index < edges.length - 2 && probability >= edges[index + 1]) index++
  return index
}

/** Bands that nothing fell into are left out. */
export const bandsOf = ({ probabilities, labels, weights }: Scored): Band[] => {
  const sums = edges.slice(1).map(() => ({ rows: 0, weight: 0, expected: 0, frauds: 0 }))
  for (let row = 0; row < labels.length; row++) {
    const band = sums[bandIndexOf(probabilities[row])]
    band.rows++
    band.weight += weights[row]
    band.expected += weights[row] * probabilities[row]
    band.frauds += weights[row] * labels[row]
  }
  return sums.flatMap(({ rows, weight, expected, frauds }, index) => {
    if (rows === 0) return []
    const observed = frauds / weight
    const [low, high] = wilson(observed, rows)
    return [
      {
        from: edges[index],
        to: edges[index + 1],
        payments: Math.round(weight),
        expected: round(expected / weight),
        observed: round(observed),
        low: round(low),
        high: round(high),
      },
    ]
  })
}
