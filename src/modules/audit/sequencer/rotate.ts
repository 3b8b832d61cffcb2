/** How the log begins, and how it goes over to new keys: both are leaves of it. */
import type { Database, Tx } from '#platform/database'
import { type Clock, dayMs } from '#platform/time'
import { appendContent } from '../append.ts'
import { announce, endKeys, insertKeys, type KeyNeeds, makeKey, readKeys } from '../notes/keys.ts'
import type { SigningKey } from '../notes/note.ts'
import type { TreeRow } from '../tables.ts'
import { holdTree, integrate } from './sequence.ts'

export interface RotationNeeds extends KeyNeeds {
  readonly db: Database
  readonly clock: Clock
}

const isDaily = ({ algorithm }: SigningKey) => algorithm !== 'slh-dsa-sha2-128s'

/** The keys that sign checkpoints. */
export const signersOfCheckpoints = async (tx: Tx, needs: Pick<KeyNeeds, 'sealing'>): Promise<SigningKey[]> =>
  (await readKeys(tx, needs.sealing)).filter(isDaily)

/** Begins the log where there is none: its name, its first keys, and the leaf that says which those are. */
export const beginLog = async (needs: RotationNeeds, origin: string): Promise<void> => {
  const [known] = await needs.db.query('select from audit.tree')
  if (known) return
  const at = needs.clock()
  // Made outside of the transaction: sealing may need a connection of its own.
  const keys = await Promise.all(
    (['ed25519', 'ml-dsa-44', 'slh-dsa-sha2-128s'] as const).map((algorithm) => makeKey(needs, algorithm, at)),
  )
  await needs.db.transaction(async (tx) => {
    const begun = await tx.query(
      'insert into audit.tree (origin, size, at) values ($1, 0, $2) on conflict (is_only) do nothing returning origin',
      [origin, at],
    )
    if (begun.length === 0) return
    await insertKeys(tx, origin, keys, 0)
    await appendContent(tx, 'keys', announce(origin, keys, keys.filter(isDaily)))
  })
}

/** Until nothing waits, whatever has piled up; answers the size of the tree. */
const integrateAll = async (tx: Tx, needs: Parameters<typeof integrate>[1], held: TreeRow): Promise<number> => {
  for (let { size } = held; ; ) {
    const { leaves, hasMore } = await integrate(tx, needs, { ...held, size })
    size += BigInt(leaves)
    if (!hasMore) return Number(size)
  }
}

/** New keys for checkpoints. The leaf that announces them is signed by the old ones, and lies below the last checkpoint that they sign. */
export const rotateLogKeys = async (needs: RotationNeeds): Promise<boolean> => {
  const made = await Promise.all(
    (['ed25519', 'ml-dsa-44'] as const).map((algorithm) => makeKey(needs, algorithm, needs.clock())),
  )
  return needs.db.transaction(async (tx) => {
    const held = await holdTree(tx)
    if (!held) return false
    const old = await signersOfCheckpoints(tx, needs)
    await appendContent(tx, 'keys', announce(held.origin, made, old))
    const size = await integrateAll(tx, { clock: needs.clock, keys: async () => old }, held)
    await endKeys(tx, old, size)
    await insertKeys(tx, held.origin, made, size)
    return true
  })
}

/** The same where the keys have signed for so many days; 0 is never. A key's id tells when it was made. */
export const rotateWhenDue = async (needs: RotationNeeds, days: number): Promise<boolean> => {
  if (days === 0) return false
  const [{ is_due }] = await needs.db.query<{ is_due: boolean }>(
    `select coalesce(bool_or(uuid_extract_timestamp(id) <= $1), false) as is_due
       from audit.signing_key where until is null and algorithm <> 'slh-dsa-sha2-128s'`,
    [new Date(needs.clock().getTime() - days * dayMs)],
  )
  return is_due && rotateLogKeys(needs)
}
