/** Who else holds the log, and how far. */
import type { Query } from '#platform/database'
import type { TreeRow } from '../tables.ts'

interface LastRow {
  readonly name: string
  readonly size: bigint
  readonly at: Date
}

const lastOf = ({ size, at }: Pick<LastRow, 'size' | 'at'>) => ({ size: Number(size), at: at.toISOString() })

/** Those that are configured, and those that once were: with the last that each of them holds. */
const withLast = (configured: readonly string[], rows: readonly LastRow[]) =>
  [...new Set([...configured, ...rows.map(({ name }) => name)])].map((name) => {
    const row = rows.find((each) => each.name === name)
    return { name, last: row ? lastOf(row) : null }
  })

const nameOfKey = (key: string) => key.split('+', 1)[0]

export interface StandingNeeds {
  readonly witnesses: readonly string[]
  readonly places: readonly { readonly name: string }[]
}

export const readStanding = async (db: Query, { witnesses, places }: StandingNeeds) => {
  const [tree] = await db.query<TreeRow>('select origin, size, at from audit.tree')
  const [{ since }] = await db.query<{ since: Date }>(
    `select max(uuid_extract_timestamp(id)) as since from audit.signing_key where until is null and algorithm <> 'slh-dsa-sha2-128s'`,
  )
  const [archived] = await db.query<LastRow>(
    'select size, at from audit.checkpoint where archive is not null order by size desc limit 1',
  )
  const signed = await db.query<LastRow>(
    'select distinct on (witness) witness as name, size, at from audit.cosignature order by witness, size desc',
  )
  const put = await db.query<LastRow>(
    'select distinct on (place) place as name, size, at from audit.anchor order by place, size desc',
  )
  return {
    origin: tree.origin,
    size: Number(tree.size),
    at: tree.at.toISOString(),
    keysSince: since.toISOString(),
    archived: archived ? lastOf(archived) : null,
    witnesses: withLast(witnesses, signed).map(({ name, last }) => ({ name: nameOfKey(name), last })),
    anchors: withLast(
      places.map(({ name }) => name),
      put,
    ).map(({ name: place, last }) => ({ place, last })),
  }
}
