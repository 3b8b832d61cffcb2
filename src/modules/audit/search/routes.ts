/** Paths of the log as staff search it. */
import type { Database } from '#platform/database'
import type { Http } from '#platform/http'
import { Refusal } from '#platform/refusal'
import { makeReceiptAt, writeReceipt } from '../receipts/make-receipt.ts'
import type { ReadTiles } from '../tree/prove.ts'
import * as wire from '../wire.ts'
import { type FoundLeaf, findLeafAt, proveLeafAt, searchLeaves } from './search.ts'

const mayRead = 'log:read'
const pageSize = 25

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

const toItem = ({ first_index, count, kind, content, at }: FoundLeaf) => ({
  index: Number(first_index),
  count,
  kind,
  content,
  at: at.toISOString(),
})

export const addLeafRoutes = (http: Http, db: Database, read: ReadTiles): void => {
  http.route(wire.leaves, mayRead, async ({ query }) => {
    const limit = Number(query.limit ?? pageSize)
    const asked = {
      kind: query.kind,
      about: query.about,
      limit,
      ...(query.asOf && { asOf: new Date(query.asOf) }),
      ...(query.before && { before: BigInt(query.before) }),
    }
    const { items, size } = await searchLeaves(db, asked)
    const last = items.length === limit ? items.at(-1) : undefined
    return { items: items.map(toItem), next: last?.first_index.toString() ?? null, size: Number(size) }
  })
  http.route(wire.oneLeaf, mayRead, async ({ params }) => {
    const index = Number(params.index)
    const leaf = toItem(await findLeafAt(db, index))
    const { size, root, note, entry, steps } = await proveLeafAt(db, read, index)
    const { kind, at, content } = leaf
    const shown = steps.map((step) => ({ ...step, hash: hex(step.hash) }))
    return { index, size, kind, at, content, entry: hex(entry), root: hex(root), steps: shown, note }
  })
  http.route(wire.leafReceipt, mayRead, async ({ params }) => {
    const index = Number(params.index)
    const { content } = await findLeafAt(db, index)
    if (content === null) throw new Refusal('no-such-leaf', 404, 'What this leaf says is kept elsewhere.')
    return JSON.parse(writeReceipt(await makeReceiptAt(db, read, index, content)))
  })
}
