/** How long a request may take to arrive. Streams of lines are let off; they have limits of their own. */
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'

const timers = new WeakMap<IncomingMessage, NodeJS.Timeout>()

/** From here on the body of this request may take its time. */
export const allowLongBody = (raw: IncomingMessage): void => clearTimeout(timers.get(raw))

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'

/** Ends the connection of a request whose body has not arrived in time; it gets a bare 408, as a broken request of HTTP does. */
export const limitBodyTime = (server: FastifyInstance, bodyTimeMs: number): void => {
  server.addHook('onRequest', async ({ raw }, reply) => {
    if (!hasBody(raw)) return
    const timer = setTimeout(() => {
      if (!reply.raw.headersSent) raw.socket.write('HTTP/1.1 408 Request Timeout\r\nconnection: close\r\n\r\n')
      raw.destroy()
    }, bodyTimeMs)
    timers.set(raw, timer)
    for (const event of ['end', 'close']) raw.once(event, () => clearTimeout(timer))
  })
}
