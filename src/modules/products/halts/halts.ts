/** A person halts what leaves their accounts, at once and without proof; to go on takes proof. */
import type { Identity, Prover } from '#modules/identity'
import type { Database, Query, Tx } from '#platform/database'
import type { Clock } from '#platform/time'
import type { Proof } from '#wire/identity'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly identity: Identity
}

/** One key for all: whoever pays shares it for the moment of a commit, whoever halts holds it alone. "halt" in ASCII. */
const lockKey = 0x68616c74

/** Since when nothing leaves; null where all may. */
const findHalt = async (db: Query, owner: string): Promise<Date | null> => {
  const [row] = await db.query<{ since: Date }>('select since from products.halt where owner = $1', [owner])
  return row?.since ?? null
}

const readHalts = async (db: Query, owners: readonly string[]): Promise<ReadonlyMap<string, Date>> => {
  const rows = await db.query<{ owner: string; since: Date }>(
    'select owner, since from products.halt where owner = any ($1::uuid[])',
    [owners],
  )
  return new Map(rows.map(({ owner, since }) => [owner, since]))
}

const note = (tx: Tx, { id, session }: Prover, isHalted: boolean, at: Date) =>
  tx.query('insert into products.halt_change (owner, is_halted, session, at) values ($1, $2, $3, $4)', [
    id,
    isHalted,
    session ?? null,
    at,
  ])

/** Since the last halt is part of what is signed, a proof of one time does not end the next halt. */
const endingHalt = (owner: string, since: Date) => ({
  act: 'end-halt',
  subject: `${owner} ${since.toISOString()}`,
  amount: null,
  payee: null,
})

export const createHalts = ({ db, clock, identity }: Needs) => {
  return {
    find: (owner: string) => findHalt(db, owner),
    /** Waits for what is being committed; nothing that comes after it leaves. Once more changes nothing. */
    begin: (prover: Prover): Promise<Date> =>
      db.transaction(async (tx) => {
        await tx.query('select pg_advisory_xact_lock($1)', [lockKey])
        const at = clock()
        const begun = await tx.query(
          'insert into products.halt (owner, since) values ($1, $2) on conflict do nothing returning owner',
          [prover.id, at],
        )
        if (begun.length > 0) await note(tx, prover, true, at)
        return (await findHalt(tx, prover.id)) ?? at
      }),
    /** Asks for proof that what leaves may leave again. Throws what identity.askProof throws. */
    askToEnd: async (prover: Prover) =>
      identity.askProof(prover, endingHalt(prover.id, (await findHalt(db, prover.id)) ?? new Date(0))),
    /** Throws what identity.prove throws; where nothing is halted, the proof is asked for all the same. */
    end: async (prover: Prover, proof: Proof): Promise<void> => {
      await identity.prove(prover, endingHalt(prover.id, (await findHalt(db, prover.id)) ?? new Date(0)), proof)
      await db.transaction(async (tx) => {
        const ended = await tx.query('delete from products.halt where owner = $1 returning owner', [prover.id])
        if (ended.length > 0) await note(tx, prover, false, clock())
      })
    },
    /** Who of these halted; until the transaction ends nobody else does. */
    lock: async (tx: Tx, owners: readonly string[]): Promise<ReadonlySet<string>> => {
      const locked = tx.query('select pg_advisory_xact_lock_shared($1)', [lockKey])
      if (!tx.isPipelined) await locked
      // A statement of its own, so that it sees what was committed while this one waited.
      const [halts] = await Promise.all([readHalts(tx, owners), locked])
      return new Set(halts.keys())
    },
  }
}

export type Halts = ReturnType<typeof createHalts>
