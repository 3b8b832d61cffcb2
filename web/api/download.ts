import type { Endpoint } from '#platform/endpoint'
import { ask, bodyOf, type CallOf } from './call.ts'
import { problemOf, unreachable } from './problem.ts'

/** A file of the bank, as it was named. */
export interface Downloaded {
  readonly name: string
  readonly content: Blob
}

const nameIn = (header: string | null): string => /filename="([\w.-]+)"/.exec(header ?? '')?.[1] ?? 'bankserver'

/** Fetches a file and tells how many bytes of it have come. What breaks off is no file: it throws a Problem. */
export const download = async <E extends Endpoint>(
  endpoint: E,
  { onProgress, ...request }: CallOf<E> & { readonly onProgress: (bytes: number) => void },
): Promise<Downloaded> => {
  const response = await ask(endpoint, request)
  if (!response.ok) throw problemOf(response.status, await bodyOf(response))
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  const reader = response.body?.getReader()
  while (reader) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      // A call that was given up is not a failure of the network.
      if (request.signal?.aborted) throw error
      throw unreachable()
    })
    if (done) break
    pieces.push(value)
    bytes += value.length
    onProgress(bytes)
  }
  const type = response.headers.get('content-type') ?? 'application/octet-stream'
  return { name: nameIn(response.headers.get('content-disposition')), content: new Blob(pieces, { type }) }
}

/** Hands a file to the browser, which keeps it where files are kept. */
export const keep = ({ name, content }: Downloaded): void => {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has taken it by then, also where it first asks where to.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
