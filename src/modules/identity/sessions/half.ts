/** A right password that still needs its second factor: five minutes, one browser, and good for nothing else. */
import type { Query, Tx } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import { minuteMs } from '#platform/time'
import type { HalfSignedIn, Visitor } from '../sign-in.ts'
import { hashToken } from './session.ts'

const halfMs = 5 * minuteMs

interface Opening {
  readonly person: string
  readonly passwordChangedAt: Date
  readonly visitor: Visitor
  readonly typingDistance: number | null
  readonly failedTries: number
  readonly at: Date
}

export const openHalf = async (tx: Tx, random: RandomBytes, opening: Opening): Promise<HalfSignedIn> => {
  const half = Buffer.from(random(32)).toString('base64url')
  const expiresAt = new Date(opening.at.getTime() + halfMs)
  await tx.query(
    `insert into identity.half_session (id, person, password_changed_at, device, typing_distance, expires_at, failed_tries)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      hashToken(half),
      opening.person,
      opening.passwordChangedAt,
      opening.visitor.device,
      opening.typingDistance,
      expiresAt,
      opening.failedTries,
    ],
  )
  return { half, expiresAt }
}

interface HalfRow {
  readonly person: string
  readonly typing_distance: number | null
  readonly failed_tries: number
}

// A password that was changed meanwhile leads no further.
const conditions = `id = $1 and device = $2 and expires_at > $3 and password_changed_at =
  (select changed_at from identity.credential where credential.person = half_session.person)`

const columns = 'person, typing_distance, failed_tries'

/** Looks without ending it, so that a mistyped code can be corrected. */
export const findHalf = async (db: Query, token: string, device: string, at: Date): Promise<HalfRow | undefined> => {
  const values = [hashToken(token), device, at]
  const [row] = await db.query<HalfRow>(`select ${columns} from identity.half_session where ${conditions}`, values)
  return row
}

/** Ends it; whoever comes second finds nothing. */
export const takeHalf = async (tx: Tx, token: string, device: string, at: Date): Promise<HalfRow | undefined> => {
  const values = [hashToken(token), device, at]
  const [row] = await tx.query<HalfRow>(
    `delete from identity.half_session where ${conditions} returning ${columns}`,
    values,
  )
  return row
}
