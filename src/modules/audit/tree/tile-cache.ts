/** Tiles that were read lately, by a name for each: what is in one never changes, so who asks again does not reach the database. */

/** A cache that forgets what was asked for longest ago. */
export const createTileCache = (mostBytes: number) => {
  const kept = new Map<string, Buffer>()
  let bytes = 0
  return {
    find: (name: string): Buffer | undefined => {
      const found = kept.get(name)
      if (found === undefined) return undefined
      kept.delete(name)
      kept.set(name, found)
      return found
    },
    keep: (name: string, tile: Buffer): void => {
      bytes += tile.length - (kept.get(name)?.length ?? 0)
      kept.delete(name)
      kept.set(name, tile)
      for (const [oldest, { length }] of kept) {
        if (bytes <= mostBytes) return
        kept.delete(oldest)
        bytes -= length
      }
    },
  }
}
