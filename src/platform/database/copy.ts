/** PostgreSQL's COPY on a connection of pg, in both directions, as bytes and with back pressure. */
import { once } from 'node:events'
import type { Writable } from 'node:stream'
import type pg from 'pg'

const batchBytes = 65_536
/** So many batches may wait for their reader before the server is asked to wait too. */
const mostBatches = 8

/** Gathers rows into batches. A row is copied at once: pg uses its buffer again for the next one. */
const createBatches = (onBatch: (batch: Buffer) => void) => {
  let batch = Buffer.allocUnsafe(batchBytes)
  let used = 0
  const flush = () => {
    if (used > 0) onBatch(batch.subarray(0, used))
    batch = Buffer.allocUnsafe(batchBytes)
    used = 0
  }
  const add = (row: Buffer) => {
    if (used + row.length > batchBytes) flush()
    if (row.length > batchBytes) return onBatch(Buffer.from(row))
    used += row.copy(batch, used)
  }
  return { add, flush }
}

/** Runs a COPY … TO STDOUT. Stopping before its end breaks the connection: the server would send everything first. */
export async function* copyOut(client: pg.ClientBase, text: string): AsyncGenerator<Buffer> {
  const waiting: Buffer[] = []
  const batches = createBatches((batch) => waiting.push(batch))
  let state: 'running' | 'ended' | Error = 'running'
  let connection: pg.Connection | undefined
  let wake = () => {}
  client.query({
    submit: (on: pg.Connection) => {
      connection = on
      on.query(text)
    },
    handleCopyData: ({ chunk }: { chunk: Buffer }) => {
      batches.add(chunk)
      if (waiting.length >= mostBatches) connection?.stream.pause()
      if (waiting.length > 0) wake()
    },
    handleCommandComplete: batches.flush,
    handleReadyForQuery: () => {
      state = 'ended'
      wake()
    },
    handleError: (error: Error) => {
      state = error
      wake()
    },
  })
  const nextState = (): typeof state => state
  try {
    while (true) {
      const batch = waiting.shift()
      if (batch) yield batch
      else if (nextState() === 'ended') return
      else if (nextState() !== 'running') throw nextState()
      else {
        await new Promise<void>((resolve) => {
          wake = resolve
          connection?.stream.resume()
        })
      }
    }
  } finally {
    if (nextState() === 'running') connection?.stream.destroy()
    else connection?.stream.resume()
  }
}

/** A message of the protocol: its letter, its length, its bytes. */
const frame = (letter: string, bytes: Uint8Array): Buffer => {
  const head = Buffer.alloc(5, letter, 'latin1')
  head.writeInt32BE(bytes.length + 4, 1)
  return Buffer.concat([head, bytes])
}

/** Writes what the socket takes; `failed` settles when the server takes no more. */
const send = async (socket: Writable, message: Buffer, failed: Promise<unknown>) => {
  if (!socket.write(message)) await Promise.race([once(socket, 'drain'), failed])
}

/** Runs a COPY … FROM STDIN over the chunks, and answers the number of rows. A failure of the chunks undoes it. */
export const copyIn = async (
  client: pg.ClientBase,
  text: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<number> => {
  const started = Promise.withResolvers<pg.Connection>()
  const ended = Promise.withResolvers<number>()
  let rows = 0
  client.query({
    submit: (on: pg.Connection) => on.query(text),
    handleCopyInResponse: started.resolve,
    handleCommandComplete: (message: { text: string }) => {
      rows = Number(message.text.split(' ')[1])
    },
    handleReadyForQuery: () => ended.resolve(rows),
    handleError: (error: Error) => {
      started.reject(error)
      ended.reject(error)
    },
  })
  let hasFailed = false
  const failed = ended.promise.then(
    () => {},
    () => {
      hasFailed = true
    },
  )
  const { stream } = await started.promise
  try {
    for await (const chunk of chunks) {
      if (hasFailed) break
      await send(stream, frame('d', chunk), failed)
    }
  } catch (error) {
    stream.write(frame('f', Buffer.from('the rows ended early\0')))
    await failed
    throw error
  }
  stream.write(frame('c', Buffer.alloc(0)))
  return ended.promise
}
