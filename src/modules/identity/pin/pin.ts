/** The PIN that goes with a code or a bound device: what a person knows, beside what they hold. */
import type { Database, Query } from '#platform/database'
import type { Attempt, Attempts } from '../attempts.ts'
import type { Passwords } from '../passwords/hash.ts'
import { pinTooSimple } from '../totp/refusals.ts'

/** Whether the digits follow each other, are all the same, or repeat a short group. */
const isSimple = (pin: string): boolean => {
  const steps = [...pin].slice(1).map((digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10)
  const isEven = steps.every((step) => step === steps[0]) && [0, 1, 9].includes(steps[0])
  return (
    isEven ||
    [2, 3].some(
      (size) =>
        pin ===
        pin
          .slice(0, size)
          .repeat(Math.ceil(pin.length / size))
          .slice(0, pin.length),
    )
  )
}

/** Throws 'pin-too-simple' (422) for what anybody would try first. */
export const checkNewPin = (pin: string): void => {
  if (isSimple(pin)) throw pinTooSimple()
}

/** When it was set; null where there is none. */
export const findPinSetAt = async (db: Query, person: string): Promise<Date | null> => {
  const [row] = await db.query<{ set_at: Date }>('select set_at from identity.pin where person = $1', [person])
  return row?.set_at ?? null
}

/** `hash` is that of a PIN which was checked. */
export const writePin = async (db: Query, person: string, hash: string, at: Date): Promise<void> => {
  await db.query(
    `insert into identity.pin (person, hash, set_at) values ($1, $2, $3)
      on conflict (person) do update set hash = excluded.hash, set_at = excluded.set_at`,
    [person, hash, at],
  )
}

interface Needs {
  readonly db: Database
  readonly attempts: Attempts
  readonly passwords: Passwords
}

/** Whether it is the person's PIN. Throws 'too-many-attempts' (429) past the limits, which a right PIN forgives. */
export const createMatchPin =
  ({ db, attempts, passwords }: Needs) =>
  async (person: string, pin: string): Promise<boolean> => {
    const tries: Attempt[] = [
      ['pin-person', person],
      ['pin-person-day', person],
    ]
    await attempts.count(tries)
    const [known] = await db.query<{ hash: string }>('select hash from identity.pin where person = $1', [person])
    const isRight = await passwords.matches(known?.hash ?? null, pin)
    if (isRight) await attempts.forgive(tries)
    return isRight
  }

export type MatchPin = ReturnType<typeof createMatchPin>
