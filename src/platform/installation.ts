/** What a database was made for, written at the first start: demo or production, and under which secret. */
import { createHmac } from 'node:crypto'
import type { Query } from '#platform/database'
import { PlainError } from '#platform/plain-errors'

type Mode = 'demo' | 'production'

/** What a database keeps to know its secret again. The secret does not follow from it. */
export const secretCheckOf = (secret: string): string =>
  createHmac('sha256', secret).update('installation').digest('hex')

/** Makes the table of the one row that says it, where it is not there yet. */
export const prepareInstallation = (db: Query) =>
  db.query(`create table if not exists platform.installation (
    is_only boolean primary key default true check (is_only), mode text not null, secret_check text not null)`)

/**
 * Refuses to start a bank in another mode than its database was made in, since a book forgets nothing and demo people must
 * never come into a real one; and with another secret, since no password would be right. Throws PlainError.
 */
export const checkInstallation = async (db: Query, mode: Mode, secret: string): Promise<void> => {
  await prepareInstallation(db)
  await db.query('insert into platform.installation (mode, secret_check) values ($1, $2) on conflict do nothing', [
    mode,
    secretCheckOf(secret),
  ])
  const [made] = await db.query<{ mode: Mode; secret_check: string }>(
    'select mode, secret_check from platform.installation',
  )
  if (made.mode !== mode)
    throw new PlainError(
      `This database was made in ${made.mode} mode and the bank was started in ${mode} mode. Set MODE=${made.mode}, or set DATA_DIR to another folder.`,
    )
  if (made.secret_check !== secretCheckOf(secret))
    throw new PlainError('BANK_SECRET is another one than this database was made with; no password would be right.')
}
