/** Bodies of lines (NDJSON), read as they come: each line is parsed by itself, and a fault names its line. */
import type { Readable } from 'node:stream'
import type { z } from 'zod'
import { parse } from '#platform/invalid-input'
import { Refusal } from '#platform/refusal'

/** An item and the number of its line; the first line is 1. */
export interface Numbered<Item> {
  readonly line: number
  readonly item: Item
}

/** What ends a stream, and the first line that was not done. */
export class AtLine extends Error {
  override readonly name = 'AtLine'
  readonly line: number
  constructor(line: number, cause: unknown) {
    super('the stream ends here', { cause })
    this.line = line
  }
}

const longestLineBytes = 4096
const lineFeed = 10

const tooSlow = () => new Refusal('too-slow', 408, 'Nothing came for too long, so the bank stopped waiting.')
const tooLong = () => new Refusal('line-too-long', 413, `A line may have ${longestLineBytes} bytes.`)

/** Waits until the body has something to say, be it that it has ended; throws 'too-slow' (408), or why `stop` was raised. */
const news = (body: Readable, silenceMs: number, stop: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const events = ['readable', 'end', 'error', 'close']
    const leave = () => {
      clearTimeout(timer)
      stop.removeEventListener('abort', giveUp)
      for (const event of events) body.off(event, goOn)
    }
    const goOn = () => {
      leave()
      resolve()
    }
    const giveUp = () => {
      leave()
      reject(stop.aborted ? stop.reason : tooSlow())
    }
    const timer = setTimeout(giveUp, silenceMs)
    stop.addEventListener('abort', giveUp)
    for (const event of events) body.on(event, goOn)
  })

/** The body's bytes. The stream itself is left open, so that an answer can still be sent; a body that breaks off is an Error. */
async function* chunksOf(body: Readable, silenceMs: number, stop: AbortSignal): AsyncGenerator<Buffer> {
  while (true) {
    stop.throwIfAborted()
    const chunk: Buffer | null = body.read()
    if (chunk !== null) yield chunk
    else if (body.readableEnded) return
    else if (body.destroyed) throw new Error('the client has gone')
    else await news(body, silenceMs, stop)
  }
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    // What the engine says quotes the line, which nobody needs.
    throw new Refusal('broken-json', 400, 'The line is not valid JSON.')
  }
}

const itemOf = <T extends z.ZodType>(text: string, line: number, schema: T): z.output<T> => {
  try {
    if (text.length > longestLineBytes) throw tooLong()
    return parse(schema, jsonOf(text), 'line')
  } catch (error) {
    throw new AtLine(line, error)
  }
}

/** Whole lines of the text as items; blank ones are passed over. The fault of a line comes after the items before it. */
function* itemsOf<T extends z.ZodType>(text: string, before: number, schema: T): Generator<Numbered<z.output<T>>[]> {
  const items: Numbered<z.output<T>>[] = []
  let line = before
  try {
    for (const one of text.split('\n')) {
      line++
      if (one !== '' && one !== '\r') items.push({ line, item: itemOf(one, line, schema) })
    }
  } catch (error) {
    yield items
    throw error
  }
  yield items
}

const countLines = (text: string) => text.split('\n').length

/**
 * The items of a body of lines, as many at a time as have arrived. Throws an AtLine for the first line that is none (too long,
 * broken JSON, another shape), or at which the client was silent for too long, has gone, or `stop` was raised.
 */
export async function* readLines<T extends z.ZodType>(
  body: Readable,
  schema: T,
  silenceMs: number,
  stop: AbortSignal,
): AsyncGenerator<Numbered<z.output<T>>[]> {
  let rest: Buffer = Buffer.alloc(0)
  let lines = 0
  try {
    for await (const chunk of chunksOf(body, silenceMs, stop)) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      const end = bytes.lastIndexOf(lineFeed)
      rest = bytes.subarray(end + 1)
      if (end >= 0) {
        const text = bytes.toString('utf8', 0, end)
        yield* itemsOf(text, lines, schema)
        lines += countLines(text)
      }
      if (rest.length > longestLineBytes) throw tooLong()
    }
  } catch (error) {
    throw error instanceof AtLine ? error : new AtLine(lines + 1, error)
  }
  if (rest.length > 0) yield* itemsOf(rest.toString('utf8'), lines, schema)
}
