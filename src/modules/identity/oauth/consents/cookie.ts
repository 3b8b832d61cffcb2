/** A request for consent belongs to the browser that made it, or somebody could have another person answer theirs. */

/** Whether the browser holds the cookie of this request. */
export const holdsRequest = (header: string | undefined, name: string, id: string): boolean =>
  (header ?? '').split(/; */).includes(`${name}=${id}`)
