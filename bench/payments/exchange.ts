/** One connection of HTTP/1.1 that stays open: a request goes out whole, its answer comes back whole. */
import { connect } from 'node:net'

export interface Answer {
  readonly status: number
  readonly body: string
}

export interface Exchange {
  /** Asks when the request before has been answered. Rejects where the connection breaks. */
  ask(request: string): Promise<Answer>
  close(): void
}

interface Waiting {
  readonly settle: (answer: Answer) => void
  readonly fail: (error: Error) => void
}

const endOfHead = '\r\n\r\n'

/** The first answer in these bytes and what it takes of them; null where it has not come whole yet. */
export const cutAnswer = (bytes: Buffer): { readonly answer: Answer; readonly length: number } | null => {
  const end = bytes.indexOf(endOfHead)
  if (end < 0) return null
  const head = bytes.toString('latin1', 0, end)
  const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(head) ?? []
  const [, size] = /\r\ncontent-length: (\d+)/i.exec(head) ?? []
  if (status === undefined || size === undefined) throw new Error(`an answer that was not expected: ${head}`)
  const length = end + endOfHead.length + Number(size)
  if (bytes.length < length) return null
  return { answer: { status: Number(status), body: bytes.toString('utf8', end + endOfHead.length, length) }, length }
}

export const openExchange = (port: number): Exchange => {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let waiting: Waiting | undefined
  let bytes: Buffer = Buffer.alloc(0)
  const fail = (error: Error) => {
    waiting?.fail(error)
    waiting = undefined
  }
  socket.on('data', (chunk) => {
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk])
    const cut = cutAnswer(bytes)
    if (!cut) return
    bytes = bytes.subarray(cut.length)
    const { settle } = waiting ?? { settle: () => {} }
    waiting = undefined
    settle(cut.answer)
  })
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the server closed the connection')))
  return {
    ask: (request) =>
      new Promise((settle, reject) => {
        waiting = { settle, fail: reject }
        socket.write(request)
      }),
    close: () => socket.destroy(),
  }
}
