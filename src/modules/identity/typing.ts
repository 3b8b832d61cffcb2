/** How somebody types a password: times alone, against the same person's earlier sign-ins. */
import type { Query } from '#platform/database'
import type { Typing } from './wire.ts'

/** Sums over sign-ins, the older ones weighing less. */
export interface Rhythm {
  readonly weight: number
  readonly sums: readonly number[]
  readonly squares: readonly number[]
}

const timesOf = ({ heldMs, heldDeviationMs, pauseMs, pauseDeviationMs }: Typing): readonly number[] => [
  heldMs,
  heldDeviationMs,
  pauseMs,
  pauseDeviationMs,
]

const fewest = 3
const mostWeight = 30
/** Nobody types more evenly than this; without it a few equal sign-ins would make the next one a stranger's. */
const leastMs = 8
const leastShare = 0.12

/** The mean over the four times of how many deviations lie between; null before the third sign-in that told them. */
export const distanceFrom = (known: Rhythm | null, typing: Typing): number | null => {
  if (!known || known.weight < fewest) return null
  const { weight, sums, squares } = known
  const deviations = timesOf(typing).map((time, index) => {
    const mean = sums[index] / weight
    const spread = Math.sqrt(Math.max(0, squares[index] / weight - mean * mean))
    return Math.abs(time - mean) / Math.max(spread, leastMs, leastShare * mean)
  })
  return deviations.reduce((sum, each) => sum + each, 0) / deviations.length
}

/** The rhythm with one more sign-in. */
export const learnRhythm = (known: Rhythm | null, typing: Typing): Rhythm => {
  const { weight, sums, squares } = known ?? { weight: 0, sums: [0, 0, 0, 0], squares: [0, 0, 0, 0] }
  const fade = weight < mostWeight ? 1 : (mostWeight - 1) / mostWeight
  const times = timesOf(typing)
  return {
    weight: weight * fade + 1,
    sums: times.map((time, index) => sums[index] * fade + time),
    squares: times.map((time, index) => squares[index] * fade + time * time),
  }
}

/** Farther than this it may be somebody else, whose hand is not to become the person's own. */
const strange = 4

/** Compares a sign-in with the person's rhythm and learns from it. Answers the distance, null while too little is known. */
export const takeTyping = async (db: Query, person: string, typing: Typing | undefined): Promise<number | null> => {
  if (!typing) return null
  const [known = null] = await db.query<Rhythm>('select weight, sums, squares from identity.typing where person = $1', [
    person,
  ])
  const distance = distanceFrom(known, typing)
  if (distance !== null && distance > strange) return distance
  const { weight, sums, squares } = learnRhythm(known, typing)
  await db.query(
    `insert into identity.typing (person, weight, sums, squares) values ($1, $2, $3, $4)
      on conflict (person) do update set weight = excluded.weight, sums = excluded.sums, squares = excluded.squares`,
    [person, weight, sums, squares],
  )
  return distance
}
