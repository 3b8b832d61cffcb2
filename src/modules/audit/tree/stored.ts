/** Tiles as the database holds them. */
import type { Query } from '#platform/database'
import { type ChangedTile, GrowingTree } from './growing.ts'
import { hashBytes } from './hash.ts'
import type { ReadTiles, TileName } from './prove.ts'
import { tileWidth } from './tile.ts'
import { createTileCache } from './tile-cache.ts'

const select = `select t.hashes from unnest($1::integer[], $2::bigint[]) with ordinality w(level, number, i)
  left join audit.tile t on t.level = w.level and t.number = w.number order by w.i`

/** Reads tiles in one statement. */
export const tilesOf =
  (db: Query): ReadTiles =>
  async (names) => {
    const rows = await db.query<{ hashes: Buffer | null }>(select, [
      names.map(({ level }) => level),
      names.map(({ number }) => number),
    ])
    return rows.map(({ hashes }) => hashes ?? undefined)
  }

/** The same, but full tiles stay in memory, up to so many bytes of them. */
export const keptTilesOf = (db: Query, mostBytes: number): ReadTiles => {
  const read = tilesOf(db)
  const cache = createTileCache(mostBytes)
  const nameOf = ({ level, number }: TileName) => `${level}/${number}`
  return async (names) => {
    const kept = new Map(names.map((name) => [nameOf(name), cache.find(nameOf(name))]))
    const missing = names.filter((name) => kept.get(nameOf(name)) === undefined)
    if (missing.length > 0) {
      for (const [index, tile] of (await read(missing)).entries()) {
        const name = nameOf(missing[index])
        if (tile?.length === tileWidth * hashBytes) cache.keep(name, Buffer.from(tile))
        kept.set(name, tile && Buffer.from(tile))
      }
    }
    return names.map((name) => kept.get(nameOf(name)))
  }
}

/** The right edge of a stored tree. */
export const loadTree = async (db: Query, size: number): Promise<GrowingTree> => {
  const wanted: TileName[] = []
  await GrowingTree.load(size, async (level, number) => {
    wanted.push({ level, number })
    return fullTile
  })
  const tiles = await tilesOf(db)(wanted)
  return GrowingTree.load(size, async (level) => tiles[wanted.findIndex((tile) => tile.level === level)])
}

const fullTile = new Uint8Array(8192)

/** Writes tiles that changed; an unfinished one is replaced by what it grew to. */
export const writeTiles = async (db: Query, tiles: readonly ChangedTile[]): Promise<void> => {
  await db.query(
    `insert into audit.tile (level, number, hashes) select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])
       on conflict (level, number) do update set hashes = excluded.hashes`,
    [tiles.map(({ level }) => level), tiles.map(({ number }) => number), tiles.map(({ hashes }) => hashes)],
  )
}
