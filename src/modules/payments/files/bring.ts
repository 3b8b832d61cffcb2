/** A customer brings a file of payments: it is read, each order is looked at, and nothing moves. */
import type { Products } from '#modules/products'
import type { Database } from '#platform/database'
import type { Clock } from '#platform/time'
import { type Judged, judgeOrders } from './judge.ts'
import { type Message, readPain001 } from './pain-001.ts'
import { fileMixed, idTaken } from './refusals.ts'
import { type FileRow, findFile, findFileByHash, insertFile, insertLines, isIdTaken } from './rows.ts'

interface Needs {
  readonly db: Database
  readonly products: Products
  readonly clock: Clock
}

const keep = (db: Database, id: string, owner: string, message: Message, judged: readonly Judged[], at: Date) =>
  db.transaction(async (tx) => {
    const good = judged.filter(({ rule }) => rule === null)
    const currencies = new Set(good.map(({ currency }) => currency))
    if (currencies.size > 1) throw fileMixed()
    const isNew = await insertFile(tx, {
      id,
      owner,
      hash: message.hash,
      message: message.id,
      lines: judged.length,
      good: good.length,
      currency: good[0]?.currency ?? null,
      total: good.reduce((sum, { minor }) => sum + (minor ?? 0n), 0n),
      at,
    })
    if (isNew) await insertLines(tx, id, judged)
  })

/** The same content again answers the file that is there. Throws file-broken, file-sums-differ, file-too-long, file-mixed, id-taken. */
export const createBring =
  ({ db, products, clock }: Needs) =>
  async (owner: string, id: string, file: AsyncIterable<Uint8Array>): Promise<FileRow> => {
    const message = await readPain001(file)
    const known = await findFileByHash(db, owner, message.hash)
    if (known) return known
    if (await isIdTaken(db, id)) throw idTaken()
    const at = clock()
    await keep(db, id, owner, message, judgeOrders(message, owner, await products.ofOwner(owner), at), at)
    const kept = (await findFile(db, owner, id)) ?? (await findFileByHash(db, owner, message.hash))
    if (!kept) throw idTaken()
    return kept
  }
