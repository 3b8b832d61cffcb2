/** Tiles of 256 hashes, by which a tree is stored and served (C2SP tlog-tiles). */

/** Hashes side by side in a full tile, and the levels of the tree that lie within one. */
export const tileWidth = 256
export const tileHeight = 8

/** Where a tile stands: its level counts tiles, not hashes; `entries` are what the leaves are the hashes of. */
export interface TilePlace {
  readonly level: number | 'entries'
  readonly number: number
}

/** Everything below this is served and stored; a tree of 2^40 leaves has levels 0 to 5. */
export const highestLevel = 5

const groupsOf = (number: number): string => {
  const digits = number.toString()
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0')
  const groups = padded.match(/\d{3}/g) ?? []
  return groups.map((group, index) => (index < groups.length - 1 ? `x${group}` : group)).join('/')
}

/** The path of a tile below the address of its log; `width` is that of a partial one. */
export const pathOfTile = ({ level, number }: TilePlace, width = tileWidth): string =>
  `tile/${level}/${groupsOf(number)}${width < tileWidth ? `.p/${width}` : ''}`

const shape = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/

/** Reads such a path; undefined where it is none, or not written the one way that it is written. */
export const parseTilePath = (path: string): (TilePlace & { readonly width: number }) | undefined => {
  const [, level, groups, partial] = shape.exec(path) ?? []
  if (level === undefined || groups === undefined || groups.length > 24) return undefined
  const width = partial === undefined ? tileWidth : Number(partial)
  const place = {
    level: level === 'entries' ? ('entries' as const) : Number(level),
    number: Number(groups.replaceAll(/[x/]/g, '')),
  }
  const isOurs = place.level === 'entries' || place.level <= highestLevel
  return isOurs && pathOfTile(place, width) === path ? { ...place, width } : undefined
}

/** How many hashes a level of tiles has for a tree of this size. */
export const hashesAtLevel = (level: number, size: number): number => Math.floor(size / tileWidth ** level)
