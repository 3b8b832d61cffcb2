/** Recovery codes: ten of 80 random bits, shown once, kept as keyed hashes, each used once. */
import { createHmac } from 'node:crypto'
import type { Database, Query, Tx } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import type { Attempt, Attempts } from '../attempts.ts'
import { wrongCode } from '../totp/refusals.ts'

const howMany = 10
const letters = 'abcdefghjkmnpqrstvwxyz0123456789'
const [groups, groupLength] = [4, 4]

/** Four groups of four of 32 letters that nobody mistakes for one another: 80 bits. */
export const makeCode = (random: RandomBytes): string => {
  const drawn = Array.from(random(groups * groupLength), (byte) => letters[byte % letters.length]).join('')
  return Array.from({ length: groups }, (_, group) => drawn.slice(group * groupLength, (group + 1) * groupLength)).join(
    '-',
  )
}

/** As it is hashed: however it is spaced or capitalized, and with letters that are left out read as what they look like. */
const plain = (code: string): string =>
  code
    .toLowerCase()
    .replace(/[\s-]/g, '')
    .replaceAll('i', '1')
    .replaceAll('l', '1')
    .replaceAll('o', '0')
    .replaceAll('u', 'v')

export interface RecoveryCodes {
  /** Makes ten; those of before are worth nothing any more. */
  make(tx: Tx, person: string, at: Date): Promise<string[]>
  /** Uses one up. Throws 'wrong-code', 'too-many-attempts' (429). */
  take(person: string, code: string, at: Date, status?: 401 | 403): Promise<number>
}

/** How many are left, and since when there are any. */
export const countRecoveryCodes = async (db: Query, person: string): Promise<{ left: number; madeAt: Date | null }> => {
  const [row] = await db.query<{ left: bigint; made_at: Date | null }>(
    `select count(*) filter (where used_at is null) as left, max(made_at) as made_at
       from identity.recovery_code where person = $1 and replaced_at is null`,
    [person],
  )
  return { left: Number(row?.left ?? 0), madeAt: row?.made_at ?? null }
}

export const createRecoveryCodes = (
  db: Database,
  random: RandomBytes,
  attempts: Attempts,
  secret: string,
): RecoveryCodes => {
  const hashOf = (person: string, code: string) =>
    createHmac('sha256', secret)
      .update(`recovery code of ${person}\n${plain(code)}`)
      .digest()
  return {
    async make(tx, person, at) {
      const codes = Array.from({ length: howMany }, () => makeCode(random))
      await tx.query('update identity.recovery_code set replaced_at = $2 where person = $1 and replaced_at is null', [
        person,
        at,
      ])
      await tx.query(
        'insert into identity.recovery_code (hash, person, made_at) select hash, $2, $3 from unnest($1::bytea[]) as hash',
        [codes.map((code) => hashOf(person, code)), person, at],
      )
      return codes
    },
    async take(person, code, at, status) {
      const tries: Attempt[] = [['recovery-code-person', person]]
      await attempts.count(tries)
      const used = await db.query(
        `update identity.recovery_code set used_at = $3
          where hash = $1 and person = $2 and used_at is null and replaced_at is null returning hash`,
        [hashOf(person, code), person, at],
      )
      if (used.length === 0) throw wrongCode(status)
      return Math.max(0, (await attempts.forgive(tries)) - 1)
    },
  }
}
