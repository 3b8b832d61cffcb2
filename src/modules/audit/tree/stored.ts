/** Tiles as the database holds them. */
import type { Query } from '#platform/database'
import { type ChangedTile, GrowingTree } from './growing.ts'
import { hashBytes } from './hash.ts'
import type { ReadTiles, TileName, WantedTile } from './prove.ts'
import { createTileCache } from './tile-cache.ts'

// A tile is looked up by its key, however few rows the planner believes there are.
const select = `select (select t.hashes from audit.tile t where t.level = w.level and t.number = w.number) as hashes
  from unnest($1::smallint[], $2::bigint[]) with ordinality w(level, number, i) order by w.i`

/** Reads tiles in one statement. */
export const tilesOf =
  (db: Query) =>
  async (names: readonly WantedTile[]): Promise<(Buffer | undefined)[]> => {
    const rows = await db.query<{ hashes: Buffer | null }>(select, [
      names.map(({ level }) => level),
      names.map(({ number }) => number),
    ])
    return rows.map(({ hashes }) => hashes ?? undefined)
  }

/**
 * The same, but tiles stay in memory, up to so many bytes of them; proofs keep as much again of what they hash. One at the edge is read
 * again once somebody needs more of it than is here.
 */
export const keptTilesOf = (db: Query, mostBytes: number): ReadTiles => {
  const read = tilesOf(db)
  const cache = createTileCache(mostBytes)
  const nameOf = ({ level, number }: TileName) => `${level}/${number}`
  return async (wanted) => {
    const tiles: (Uint8Array | undefined)[] = wanted.map((tile) => {
      const kept = cache.find(nameOf(tile))
      return kept && kept.length >= tile.width * hashBytes ? kept : undefined
    })
    const missing = [...tiles.keys()].filter((index) => tiles[index] === undefined)
    if (missing.length === 0) return tiles
    const found = await read(missing.map((index) => wanted[index]))
    for (const [at, index] of missing.entries()) {
      const tile = found[at]
      if (tile) cache.keep(nameOf(wanted[index]), tile)
      tiles[index] = tile
    }
    return tiles
  }
}

/** The right edge of a stored tree. */
export const loadTree = async (db: Query, size: number): Promise<GrowingTree> => {
  const wanted: WantedTile[] = []
  await GrowingTree.load(size, async (level, number) => {
    wanted.push({ level, number, width: 1 })
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
