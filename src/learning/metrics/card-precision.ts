import { checkLengths, type Scores } from './steps.ts'

/** A card's riskiest row of a day. */
type Suspect = { readonly card: number; score: number; label: number }

/**
 * Card precision@k (Fraud Detection Handbook, chapter 4): of the `most` riskiest cards of each day the share that is compromised,
 * averaged over the days. A card counts by its highest score, and is compromised if any row of the day is; once found it is
 * blocked and counts on no later day. Among equal scores the lower card number comes first. Rows may come in any order.
 */
export function cardPrecision(
  scores: Scores,
  labels: Uint8Array,
  cards: ArrayLike<number>,
  days: ArrayLike<number>,
  most = 100,
): number {
  checkLengths(scores, labels)
  if (cards.length !== labels.length || days.length !== labels.length) {
    throw new RangeError('Each row needs a card and a day.')
  }
  if (!(Number.isInteger(most) && most >= 1)) throw new RangeError('At least one card a day is looked at.')
  const found = new Set<number>()
  let sum = 0
  const byDay = rowsByDay(days)
  for (const rows of byDay) {
    const riskiest = suspectsOf(rows, scores, labels, cards, found)
      .sort((left, right) => right.score - left.score || left.card - right.card)
      .slice(0, most)
    for (const { card, label } of riskiest) {
      if (label !== 1) continue
      sum += 1 / most
      found.add(card)
    }
  }
  return sum / byDay.length
}

function rowsByDay(days: ArrayLike<number>): number[][] {
  const byDay = new Map<number, number[]>()
  for (let row = 0; row < days.length; row++) {
    const rows = byDay.get(days[row])
    if (rows) rows.push(row)
    else byDay.set(days[row], [row])
  }
  return [...byDay].sort(([left], [right]) => left - right).map(([, rows]) => rows)
}

function suspectsOf(
  rows: readonly number[],
  scores: Scores,
  labels: Uint8Array,
  cards: ArrayLike<number>,
  found: ReadonlySet<number>,
): Suspect[] {
  const suspects = new Map<number, Suspect>()
  for (const row of rows) {
    const card = cards[row]
    if (found.has(card)) continue
    const suspect = suspects.get(card)
    if (!suspect) suspects.set(card, { card, score: scores[row], label: labels[row] })
    else {
      suspect.score = Math.max(suspect.score, scores[row])
      suspect.label = Math.max(suspect.label, labels[row])
    }
  }
  return [...suspects.values()]
}
