/** Full tiles that were read lately, by their path: they never change, so who asks again does not reach the database. */

/** A cache that forgets what was asked for longest ago. */
export const createTileCache = (mostBytes: number) => {
  const kept = new Map<string, Buffer>()
  let bytes = 0
  return {
    find: (path: string): Buffer | undefined => {
      const found = kept.get(path)
      if (found === undefined) return undefined
      kept.delete(path)
      kept.set(path, found)
      return found
    },
    keep: (path: string, tile: Buffer): void => {
      if (kept.has(path)) return
      kept.set(path, tile)
      bytes += tile.length
      for (const [oldest, { length }] of kept) {
        if (bytes <= mostBytes) return
        kept.delete(oldest)
        bytes -= length
      }
    },
  }
}
