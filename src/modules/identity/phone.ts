/** A person's phone number: changed with proof of the very number, and others are told, for a thief who holds it gets the calls that were meant for its owner. */
import type { Database, Query, Tx } from '#platform/database'
import type { Caller } from '#platform/http'
import { hasOldServers } from '#platform/old-servers'
import { normalizePhone, type Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import type { Opening } from './altered.ts'
import type { News } from './news.ts'
import { phoneNumber } from './sealed-fields.ts'
import { newsFrom } from './sessions/origin.ts'
import { plainDeed } from './step-ups/deed.ts'
import type { Prove } from './step-ups/prove.ts'
import type { Proof } from './wire.ts'

export interface Phone {
  /** International (ITU-T E.164); null where there is none. */
  readonly number: string | null
  /** Null where none was ever set. */
  readonly setAt: Date | null
}

/** The number that holds. */
export const findPhone = async (db: Query, sealing: Sealing, person: string): Promise<Phone> => {
  const [row] = await db.query<KeptPhone & { readonly set_at: Date }>(
    'select seq, number, number_sealed, set_at from identity.phone where person = $1 order by seq desc limit 1',
    [person],
  )
  return row ? { number: await openPhone(sealing, row), setAt: row.set_at } : { number: null, setAt: null }
}

/** The number of a row; null where it was taken away. Throws Unsealable where somebody has put it there from another row. */
export const openPhone = async (
  sealing: Opening,
  { seq, number, number_sealed: sealed }: KeptPhone,
): Promise<string | null> => (sealed === null ? number : sealing.open(phoneNumber, String(seq), sealed))

export interface KeptPhone {
  readonly seq: bigint
  /** As versions before sealed fields wrote it. */
  readonly number: string | null
  readonly number_sealed: Buffer | null
}

interface NewPhone {
  readonly person: string
  readonly number: string | null
  readonly at: Date
  /** When a code that was sent there came back; null where it was never tried. */
  readonly verifiedAt: Date | null
}

/** Writes the number that holds from now on; in clear too, while a server of a version before has to read it. */
export const insertPhone = async (
  tx: Tx,
  sealing: Sealing,
  { person, number, at, verifiedAt }: NewPhone,
): Promise<void> => {
  const [{ seq }] = await tx.query<{ seq: bigint }>(
    `select nextval(pg_get_serial_sequence('identity.phone', 'seq')) as seq`,
  )
  const sealed = number === null ? null : await sealing.seal(phoneNumber, String(seq), number)
  const hash = number === null ? null : await sealing.hash(tx, 'phone', normalizePhone(number))
  const clear = (await hasOldServers(tx)) ? number : null
  await tx.query(
    `insert into identity.phone (seq, person, number, number_sealed, number_hash, set_at, verified_at)
     overriding system value values ($1, $2, $3, $4, $5, $6, $7)`,
    [seq, person, clear, sealed, hash, at, verifiedAt],
  )
}

const holdersStatement = `
  select person, verified_at is not null as is_verified from identity.phone held
   where (number_hash = any($1::bytea[]) or (number = $2 and number_hash is null))
     and not exists (select 1 from identity.phone later where later.person = held.person and later.seq > held.seq)
   order by is_verified desc, seq desc limit 2`

interface Holder {
  readonly person: string
  readonly is_verified: boolean
}

const findHolders = async (db: Query, sealing: Sealing, number: string): Promise<Holder[]> =>
  db.query<Holder>(holdersStatement, [await sealing.hashes('phone', normalizePhone(number)), number])

/** Who has proved that this number is theirs, or null. */
export const findVerifiedHolder = async (db: Query, sealing: Sealing, number: string): Promise<string | null> => {
  const [first] = await findHolders(db, sealing, number)
  return first?.is_verified ? first.person : null
}

/** Who has this number: the one who proved it, or the only one who wrote it down; else null. */
export const findHolder = async (db: Query, sealing: Sealing, number: string): Promise<string | null> => {
  const [first, second] = await findHolders(db, sealing, number)
  return first && (first.is_verified || !second) ? first.person : null
}

interface Needs {
  readonly db: Database
  readonly sealing: Sealing
  readonly clock: Clock
  readonly prove: Prove
  readonly news: News
}

export const changingPhone = (number: string | null) => plainDeed('change-phone', number ?? 'none', number ?? undefined)

/** The same number once more changes nothing, but asks for proof all the same. Throws what prove throws. */
export const createChangePhone =
  ({ db, sealing, clock, prove, news }: Needs) =>
  async (caller: Caller, given: { number: string | null; proof: Proof }): Promise<Phone> => {
    const { id } = caller
    await prove(caller, changingPhone(given.number), given.proof)
    const at = clock()
    const isChanged = await db.transaction(async (tx) => {
      await tx.query('select from identity.person where id = $1 for update', [id])
      if ((await findPhone(tx, sealing, id)).number === given.number) return false
      await insertPhone(tx, sealing, { person: id, number: given.number, at, verifiedAt: null })
      return true
    })
    if (isChanged) await news.tell(await newsFrom(db, caller, ['phoneChanged'], at))
    return findPhone(db, sealing, id)
  }

const mostPhones = 100

/** Every number that a person had, the one of now first. */
export const findPhones = async (
  db: Query,
  sealing: Opening,
  person: string,
): Promise<{ number: string | null; setAt: Date }[]> => {
  const rows = await db.query<KeptPhone & { readonly set_at: Date }>(
    `select seq, number, number_sealed, set_at from identity.phone where person = $1 order by seq desc limit ${mostPhones}`,
    [person],
  )
  return Promise.all(rows.map(async (row) => ({ number: await openPhone(sealing, row), setAt: row.set_at })))
}
