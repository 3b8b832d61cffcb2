/**
 * The key of the hashes that values are found by, and how another one takes its place: first everybody looks under both, then everybody writes
 * with the new one, then every hash is made anew, then the old one goes.
 */
import type { Database, Query, Tx } from '#platform/database'

/** "find" in ASCII. Whoever writes a hash shares it until their transaction ends; whoever changes what is written with holds it alone. */
const searchLock = 0x66696e64
/** Who writes a hash is done in milliseconds; a change that has to wait longer is given up, and begun again by the next call. */
const changeWaitMs = 10_000

/** Lets nobody change which key is written with before this transaction ends. */
export const shareSearchKeys = async (tx: Query): Promise<void> => {
  await tx.query(`select pg_advisory_xact_lock_shared(${searchLock})`)
}

const holdAlone = async (tx: Tx): Promise<void> => {
  await tx.query(`select set_config('lock_timeout', '${changeWaitMs}', true)`)
  await tx.query(`select pg_advisory_xact_lock(${searchLock})`)
}

interface KeyRow {
  readonly version: number
  readonly swept_at: Date | null
}

/** The key that is to take the place of the one in use: a new one by `make`, or the last where hashes of before it are left. */
export const beginSearchRotation = (db: Database, make: (tx: Tx, version: number) => Promise<void>) =>
  db.transaction(async (tx) => {
    await holdAlone(tx)
    const [newest] = await tx.query<KeyRow>(
      `select version, swept_at from platform.data_key where purpose = 'search' order by version desc limit 1`,
    )
    if (newest.version > 1 && newest.swept_at === null) return newest.version
    await make(tx, newest.version + 1)
    return newest.version + 1
  })

/** From now on every hash is written with this key. Whoever is writing one with the key of before has done so when this returns. */
export const writeWithSearchKey = (db: Database, version: number): Promise<void> =>
  db.transaction(async (tx) => {
    await holdAlone(tx)
    await tx.query(
      `update platform.data_key set written_from = coalesce(written_from, now()) where purpose = 'search' and version = $1`,
      [version],
    )
  })

/** Takes the keys of before away: nothing is found by them any more. */
export const endSearchRotation = (db: Database, version: number): Promise<void> =>
  db.transaction(async (tx) => {
    await tx.query(`update platform.data_key set swept_at = now() where purpose = 'search' and version = $1`, [version])
    await tx.query(`delete from platform.data_key where purpose = 'search' and version < $1`, [version])
  })
