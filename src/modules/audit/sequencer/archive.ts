/** For readers in decades: now and then a checkpoint is signed with SLH-DSA too, which stands on hashes alone. */
import { dayMs } from '#platform/time'
import { readKeys } from '../notes/keys.ts'
import { signArchive } from '../notes/note.ts'
import type { CheckpointRow } from '../tables.ts'
import type { RotationNeeds } from './rotate.ts'

/** Signs the last checkpoint where none of the last day is signed in this way; answers whether it did. */
export const archive = async ({ db, clock, sealing }: RotationNeeds): Promise<boolean> => {
  const [due] = await db.query<CheckpointRow & { origin: string }>(
    `select c.size, c.root, c.at, t.origin from audit.checkpoint c, audit.tree t
      where c.size = (select max(size) from audit.checkpoint) and c.archive is null
        and not exists (select from audit.checkpoint a where a.archive is not null and a.at > $1)`,
    [new Date(clock().getTime() - dayMs)],
  )
  const key = due && (await readKeys(db, sealing)).find(({ algorithm }) => algorithm === 'slh-dsa-sha2-128s')
  if (!key) return false
  const note = await signArchive({ ...due, size: Number(due.size) }, key)
  const written = await db.query(
    'update audit.checkpoint set archive = $2 where size = $1 and archive is null returning size',
    [due.size, note],
  )
  return written.length > 0
}
