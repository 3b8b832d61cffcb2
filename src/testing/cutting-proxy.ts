/** A proxy in front of PostgreSQL that lets a statement through, swallows what the server says to it, and cuts the connection. */
import { createServer, connect as dial, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Connection } from '#platform/database'

/** `before`: the statement never arrives. `after`: it is carried out, and only its answer is lost. */
export type Moment = 'before' | 'after'

export interface CuttingProxy {
  readonly connection: Connection
  /** Cuts the next connection on which a statement with these words is carried out. */
  cutAt(words: RegExp, moment: Moment): void
  /** How many connections have been cut. */
  readonly cuts: () => number
  [Symbol.asyncDispose](): Promise<void>
}

const headerBytes = 5
/** ReadyForQuery outside of a transaction: what went before is committed. */
const isIdle = (chunk: Buffer) => chunk.length >= 6 && chunk.subarray(-6).equals(Buffer.from([0x5a, 0, 0, 0, 5, 0x49]))

/** Reads what a client says, message by message, and tells of each statement that is carried out. */
const createReader = (onStatement: (text: string) => void) => {
  let rest = Buffer.alloc(0)
  let isStarted = false
  let bound = ''
  const named = new Map<string, string>()
  const textAt = (body: Buffer, at: number) => body.toString('utf8', at, body.indexOf(0, at))
  const read = (type: string, body: Buffer) => {
    if (type === 'Q') onStatement(textAt(body, 0))
    if (type === 'P') named.set(textAt(body, 0), textAt(body, body.indexOf(0) + 1))
    if (type === 'B') bound = named.get(textAt(body, body.indexOf(0) + 1)) ?? ''
    if (type === 'E') onStatement(bound)
  }
  return (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk])
    if (!isStarted && rest.length >= 4 && rest.length >= rest.readInt32BE(0)) {
      rest = rest.subarray(rest.readInt32BE(0))
      isStarted = true
    }
    while (isStarted && rest.length >= headerBytes && rest.length > rest.readInt32BE(1)) {
      const end = 1 + rest.readInt32BE(1)
      read(String.fromCharCode(rest[0]), rest.subarray(headerBytes, end))
      rest = rest.subarray(end)
    }
  }
}

/** Listens on this machine alone, in front of a server that is reached by its socket. */
export const startCuttingProxy = async (target: Connection): Promise<CuttingProxy> => {
  let armed: { words: RegExp; moment: Moment } | undefined
  let cuts = 0
  const open = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = dial(join(target.host, `.s.PGSQL.${target.port}`))
    let doomed: Moment | undefined
    const cut = () => {
      cuts++
      client.destroy()
      upstream.destroy()
    }
    const read = createReader((text) => {
      if (!armed?.words.test(text)) return
      doomed = armed.moment
      armed = undefined
    })
    client.on('data', (chunk: Buffer) => {
      read(chunk)
      if (doomed === 'before') cut()
      else upstream.write(chunk)
    })
    upstream.on('data', (chunk: Buffer) => {
      if (doomed === undefined) client.write(chunk)
      else if (isIdle(chunk)) cut()
    })
    for (const socket of [client, upstream]) {
      open.add(socket)
      // Either end may go at any time; the other follows.
      socket.on('error', () => {})
      socket.on('close', () => {
        open.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return {
    connection: { ...target, host: '127.0.0.1', port: address.port },
    cutAt: (words, moment) => {
      armed = { words, moment }
    },
    cuts: () => cuts,
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
