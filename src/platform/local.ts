import type { FastifyRequest } from 'fastify'

const loopback = /^(127\.|::1$|::ffff:127\.)/

/** Whether a request comes from this machine. A proxy on it would make all the world look local, so a forwarded request is not. */
export const isLocal = ({ headers, socket }: FastifyRequest): boolean =>
  headers['x-forwarded-for'] === undefined &&
  headers.forwarded === undefined &&
  loopback.test(socket.remoteAddress ?? '')
