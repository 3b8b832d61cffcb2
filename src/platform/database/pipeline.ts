/** Pipelined connections: statements go out without waiting for those ahead of them. */
import type { Socket } from 'node:net'
import type pg from 'pg'

const corked = new WeakSet<Socket>()

/** What is sent on this connection before the callback under way has ended leaves in one write. */
export const corkForThisTurn = (client: pg.ClientBase): void => {
  // The driver's declared types leave out the socket, which is its documented property `connection.stream`.
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  if (corked.has(stream)) return
  corked.add(stream)
  stream.cork()
  process.nextTick(() => {
    corked.delete(stream)
    stream.uncork()
  })
}
