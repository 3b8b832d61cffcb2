/** How somebody types a password: times alone, against the same person's earlier sign-ins. */
import type { Database, Query } from '#platform/database'
import type { Typing, TypingKept } from './wire.ts'

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

/** Since when the person allows it; null where they do not. */
const findConsent = async (db: Query, person: string): Promise<Date | null> => {
  const [row] = await db.query<{ given_at: Date }>('select given_at from identity.typing_consent where person = $1', [
    person,
  ])
  return row?.given_at ?? null
}

/** What is kept of somebody's typing, as they see it. */
export const findTypingKept = async (db: Query, person: string): Promise<TypingKept> => {
  const [row] = await db.query<{ weight: number }>('select weight from identity.typing where person = $1', [person])
  const allowedAt = await findConsent(db, person)
  return { allowedAt: allowedAt?.toISOString() ?? null, isLearned: (row?.weight ?? 0) >= fewest }
}

/** Once more changes nothing. */
export const allowTyping = async (db: Query, person: string, at: Date): Promise<void> => {
  await db.query('insert into identity.typing_consent (person, given_at) values ($1, $2) on conflict do nothing', [
    person,
    at,
  ])
}

/** Takes the consent back and deletes what was learned, and how far each sign-in lay from it. */
export const forgetTyping = (db: Database, person: string): Promise<void> =>
  db.transaction(async (tx) => {
    await tx.query('delete from identity.typing_consent where person = $1', [person])
    await tx.query('delete from identity.typing where person = $1', [person])
    await tx.query(
      'update identity.session set typing_distance = null where person = $1 and typing_distance is not null',
      [person],
    )
    await tx.query('update identity.half_session set typing_distance = null where person = $1', [person])
  })

/**
 * Compares a sign-in with the person's rhythm and learns from it, where they allow it. Answers the distance, null while too little
 * is known.
 */
export const takeTyping = async (db: Query, person: string, typing: Typing | undefined): Promise<number | null> => {
  if (!typing || (await findConsent(db, person)) === null) return null
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
