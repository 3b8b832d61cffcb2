/** What every answer tells a browser not to do. Answers that are pages of an app get a policy of their own, with a nonce. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const join = (directives: readonly string[]) => directives.join('; ')

const shared = ["base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'", "object-src 'none'"]

/** For the pages that the server writes itself, and for everything that is no page: no script runs, no style stands inline. */
const policyOfAnswers = join([
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  ...shared,
  "require-trusted-types-for 'script'",
  'trusted-types',
])

/** For one answer of an app's page: only what carries this nonce runs or is a style. The kit's policy is the one that makes HTML. */
export const policyOfPage = (nonce: string, connects: readonly string[] = []): string =>
  join([
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    ["connect-src 'self'", ...connects].join(' '),
    "manifest-src 'self'",
    "worker-src 'self'",
    ...shared,
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ])

const denied = ['accelerometer', 'display-capture', 'geolocation', 'gyroscope', 'magnetometer', 'microphone']
const deniedToo = ['midi', 'payment', 'serial', 'usb', 'bluetooth', 'hid', 'browsing-topics', 'screen-wake-lock']
const ownOnly = ['camera', 'publickey-credentials-get', 'publickey-credentials-create', 'clipboard-write', 'fullscreen']

const permissionsPolicy = [
  ...[...denied, ...deniedToo].map((feature) => `${feature}=()`),
  ...ownOnly.map((feature) => `${feature}=(self)`),
].join(', ')

const always: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': permissionsPolicy,
}

/** Sets the headers of one answer; what its path has set itself stays. */
export const setSecurityHeaders = (request: FastifyRequest, reply: FastifyReply, isSecure: boolean): void => {
  reply.headers({ ...always, 'x-request-id': request.id })
  if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', policyOfAnswers)
  if (isSecure) reply.header('strict-transport-security', 'max-age=63072000; includeSubDomains')
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
}

/** Adds the headers to every answer. */
export const addSecurityHeaders = (server: FastifyInstance, isSecure: boolean): void => {
  server.addHook('onSend', async (request, reply) => setSecurityHeaders(request, reply, isSecure))
}
