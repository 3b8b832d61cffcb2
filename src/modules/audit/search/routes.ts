/** Paths of the log as staff search it. */
import type { z } from 'zod'
import type { Database } from '#platform/database'
import type { Http } from '#platform/http'
import { Refusal } from '#platform/refusal'
import { append } from '../append.ts'
import { makeReceiptAt, writeReceipt } from '../receipts/make-receipt.ts'
import type { ReadTiles } from '../tree/prove.ts'
import * as wire from '../wire.ts'
import { exportReceipts } from './export.ts'
import { type FoundLeaf, findLeafAt, proveLeafAt, type RowsByKind, searchLeaves } from './search.ts'

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

const idShape = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Everyone whom the contents name. */
const idsIn = (items: readonly FoundLeaf[]): string[] => [
  ...new Set(items.flatMap(({ content }) => content?.match(idShape) ?? [])),
]

type Query = z.output<NonNullable<(typeof wire.leaves)['query']>>

export interface LeafNeeds {
  readonly db: Database
  readonly read: ReadTiles
  readonly rows: RowsByKind
  /** Names of those of the ids who are staff. */
  readonly staffOf: (ids: readonly string[]) => Promise<readonly { id: string; name: string }[]>
}

export const addLeafRoutes = (http: Http, { db, read, rows, staffOf }: LeafNeeds): void => {
  const find = async (query: Query) => {
    const limit = Number(query.limit ?? pageSize)
    const asked = {
      kind: query.kind,
      about: query.about,
      limit,
      ...(query.asOf && { asOf: new Date(query.asOf) }),
      ...(query.before && { before: BigInt(query.before) }),
    }
    const { items, size } = await searchLeaves(db, rows, asked)
    const last = items.length === limit ? items.at(-1) : undefined
    return { items, size, next: last?.first_index.toString() ?? null }
  }
  http.route(wire.leaves, mayRead, async ({ query }) => {
    const { items, size, next } = await find(query)
    return { items: items.map(toItem), next, size: Number(size), staff: [...(await staffOf(idsIn(items)))] }
  })
  http.routeFile(wire.leafReceipts, mayRead, async ({ caller, query: { kind, about, asOf } }) => {
    const taken = { ...(kind && { kind }), ...(about && { about }), ...(asOf && { as_of: asOf }) }
    // Who takes the log along is in it.
    await append(db, { kind: 'log-export', fields: { who: caller?.id ?? null, ...taken } })
    const asked = { kind, about, ...(asOf && { asOf: new Date(asOf) }) }
    return { type: 'application/jsonl', name: 'log.jsonl', body: exportReceipts({ db, read, rows }, asked) }
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
