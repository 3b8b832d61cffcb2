/** Where messages go when no gateway was given: a page of this machine, for whoever tries the bank out. */
import type { FastifyRequest } from 'fastify'
import type { Channel, Outgoing, Ways } from '#platform/delivery'
import { type Html, html } from '#platform/html'
import type { Http } from '#platform/http'
import { isLocal } from '#platform/local'
import { wholePage } from '#platform/reference-page'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'

interface Kept extends Outgoing {
  readonly channel: Channel
  readonly at: string
}

export interface DevOutbox {
  readonly ways: Ways
  /** Newest first. */
  readonly messages: readonly Kept[]
}

const mostKept = 200
const path = '/dev/outbox'

/** Keeps the last two hundred in memory; they are gone with the process. */
export const createDevOutbox = (clock: Clock): DevOutbox => {
  const messages: Kept[] = []
  const keep = (channel: Channel) => async (message: Outgoing) => {
    messages.unshift({ ...message, channel, at: clock().toISOString() })
    messages.length = Math.min(messages.length, mostKept)
  }
  return { ways: { mail: keep('mail'), sms: keep('sms') }, messages }
}

const channelWords: Readonly<Record<Channel, string>> = { mail: 'Mail', sms: 'Text message' }
const addressPattern = /(https?:\/\/\S+)/

/** Addresses in a text can be followed, as in any reader of mail. */
const linked = (text: string): Html[] =>
  text
    .split(addressPattern)
    .map((part) => (addressPattern.test(part) ? html`<a href="${part}">${part}</a>` : html`${part}`))

const messagePart = ({ channel, to, at, subject, text }: Kept): Html => html`<article class="operation">
<h2>${channel === 'mail' ? subject : 'Text message'}</h2>
<p class="may">${channelWords[channel]} to <code>${to}</code>, <time datetime="${at}">${at.replace('T', ' ').slice(0, 19)} UTC</time></p>
<p class="letter">${linked(text)}</p>
</article>`

const outboxPage = (messages: readonly Kept[]): string =>
  wholePage(
    'Outbox',
    html`<h1>Outbox</h1>
<p class="lead">What this bank has sent, newest first. No gateway for mail or text messages is set up, so they end here and leave this machine for nobody. <a href="${path}">Look again</a></p>
${messages.length === 0 ? html`<p>Nothing was sent since the bank started.</p>` : messages.map(messagePart)}`,
  )

const ownNames = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/** Another site could point its own name at this machine; a browser would then ask under that name. */
const mayLook = (request: FastifyRequest): boolean => isLocal(request) && ownNames.test(request.headers.host ?? '')

const nothing = () => new Refusal('no-such-path', 404, 'There is nothing at this path.')

/** Serves /dev/outbox as a page and /dev/outbox.json, to this machine alone. */
export const addDevOutbox = ({ server }: Http, { messages }: DevOutbox): void => {
  server.get(path, async (request, reply) => {
    if (!mayLook(request)) throw nothing()
    return reply.type('text/html; charset=utf-8').send(outboxPage(messages))
  })
  server.get(`${path}.json`, async (request, reply) => {
    if (!mayLook(request)) throw nothing()
    return reply.send({ items: messages })
  })
}
