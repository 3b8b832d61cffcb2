/** A client of streams of lines over a real connection: it writes and reads at its own pace, and can go away. */
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { createInterface } from 'node:readline'

type Answered = Record<string, unknown> & { problem?: Record<string, unknown> }

export interface LineClient {
  /** Writes lines (objects as JSON, text as it is) and waits where the server is slower. */
  send(...lines: readonly (object | string)[]): Promise<void>
  /** Says that no more lines come. */
  finish(): void
  status(): Promise<number>
  /** The next so many lines of the answer. */
  take(count: number): Promise<Answered[]>
  /** Everything that is still answered, to a clean end; throws where the answer breaks off. */
  rest(): Promise<Answered[]>
  /** Goes away without a word. */
  abort(): void
}

/** Opens a stream to a path. */
export const openLines = (address: string, path: string, headers: Readonly<Record<string, string>>): LineClient => {
  const asked = request(address + path, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-ndjson' },
  })
  // Whoever reads the answer is told of a broken connection by its end.
  asked.on('error', () => {})
  asked.flushHeaders()
  const answer = once(asked, 'response').then(([response]) => response as IncomingMessage)
  answer.catch(() => {})
  const lines = answer.then((response) => {
    response.on('error', () => {})
    return {
      response,
      next: createInterface({ input: response, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator](),
    }
  })
  lines.catch(() => {})

  const take = async (count: number): Promise<Answered[]> => {
    const { next } = await lines
    const taken: Answered[] = []
    while (taken.length < count) {
      const { done, value } = await next.next()
      if (done) break
      taken.push(JSON.parse(value))
    }
    return taken
  }

  return {
    send: async (...items) => {
      const text = items.map((item) => (typeof item === 'string' ? item : `${JSON.stringify(item)}\n`)).join('')
      if (asked.write(text) || asked.destroyed) return
      const over = new AbortController()
      await Promise.race(['drain', 'close'].map((event) => once(asked, event, { signal: over.signal })))
      over.abort()
    },
    finish: () => void asked.end(),
    status: async () => (await answer).statusCode ?? 0,
    take,
    rest: async () => {
      const all = await take(Number.POSITIVE_INFINITY)
      const { response } = await lines
      if (!response.complete) throw new Error('the answer broke off')
      return all
    },
    abort: () => void asked.destroy(),
  }
}
