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

const byKey = 'select hashes from audit.tile where level = $1 and number = $2'

const tileOf = async (db: Query, { level, number }: TileName): Promise<Buffer | undefined> =>
  (await db.query<{ hashes: Buffer }>(byKey, [level, number])).at(0)?.hashes

/**
 * Reads tiles by their keys and keeps them in memory, up to so many bytes of them; proofs keep as much again of what they hash. One at the
 * edge is read again once somebody needs more of it than is here. `db` sends statements of one turn together: nearly always a single tile
 * is missing, and looking up one key takes the database half as long as a statement that could look up several.
 */
export const keptTilesOf = (db: Query, mostBytes: number): ReadTiles => {
  const cache = createTileCache(mostBytes)
  const find = async (tile: WantedTile): Promise<Uint8Array | undefined> => {
    const name = `${tile.level}/${tile.number}`
    const kept = cache.find(name)
    if (kept && kept.length >= tile.width * hashBytes) return kept
    const found = await tileOf(db, tile)
    if (found) cache.keep(name, found)
    return found
  }
  return (wanted) => Promise.all(wanted.map(find))
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
