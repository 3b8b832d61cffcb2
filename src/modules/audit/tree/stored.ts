/** Tiles as the database holds them. */
import type { Query } from '#platform/database'
import { type ChangedTile, GrowingTree } from './growing.ts'
import type { ReadTiles, TileName } from './prove.ts'

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
