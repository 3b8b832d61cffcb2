/** The small server that stands before a bolt: `locks/http.ts` says what the bank asks of it; kiosks ask it under /offline. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { instant, uuid } from '#platform/endpoint'
import { isMacOf, macHeader, macOf } from '../locks/http.ts'
import { offlineUnlock } from '../wire.ts'
import type { Bolt } from './bolts.ts'
import { createGuard, type Guard, type GuardNeeds, NotObeyed } from './guard.ts'

export { readBankKey } from '../locks/orders.ts'
export { commandBolt, simulatedBolt } from './bolts.ts'
export { openMemory } from './memory.ts'

export interface ControllerNeeds extends GuardNeeds {
  /** What bank and lock sign to each other with. */
  readonly boxKey: Uint8Array
  readonly bolt: Bolt
  /** Of the bank's pages: no other page may ask. */
  readonly origin: string
  readonly onFailure: (error: unknown) => void
}

/** A permit of five hundred boxes has less. */
const mostBytes = 2 * 1024 * 1024

interface Answer {
  readonly status: number
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Throws where it is longer than anything that is asked of a lock; the connection is cut then. */
const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of request) {
    length += piece.length
    if (length > mostBytes) throw new RangeError('A request is longer than a permit can be.')
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString()
}

const unlockBody = z.strictObject({ box: uuid, order: uuid, until: instant, signature: z.string().max(100) })
const stateBody = z.strictObject({ box: uuid, nonce: z.string().max(100), at: instant })

/** The body as one of these, and for this box; anything else is answered with 400. */
const read = <T>(schema: z.ZodType<T>, text: string): T | undefined => {
  try {
    const { success, data } = schema.safeParse(JSON.parse(text))
    return success ? data : undefined
  } catch {
    // It is no JSON.
    return undefined
  }
}

const bad: Answer = { status: 400 }

const createAnswers = (needs: ControllerNeeds, guard: Guard) => {
  const { box, boxKey, bolt, memory, onFailure } = needs

  /** What was obeyed is remembered already; where the bolt did not move, it is not said to have been obeyed. */
  const move = async (takeBack: () => Promise<void>): Promise<Answer> => {
    try {
      await bolt.unlock()
      return { status: 200, body: '{}' }
    } catch (error) {
      onFailure(error)
      await takeBack()
      return { status: 503, body: JSON.stringify({ code: 'bolt-fault' }) }
    }
  }

  const obeyBank = async (text: string): Promise<Answer> => {
    const order = read(unlockBody, text)
    if (order?.box !== box) return bad
    return move(await guard.takeOrder({ id: order.order, until: new Date(order.until), signature: order.signature }))
  }

  const tellBank = async (text: string): Promise<Answer> => {
    const asked = read(stateBody, text)
    if (asked?.box !== box) return bad
    await guard.hear(new Date(asked.at))
    const { lastOrder, offline } = memory.kept
    const said = { nonce: asked.nonce, state: await bolt.state(), lastOrder, power: 'mains', offline }
    const body = JSON.stringify(said)
    return { status: 200, body, headers: { [macHeader]: macOf(boxKey, body) } }
  }

  const obeyPermit = async (text: string): Promise<Answer> => {
    const given = read(offlineUnlock, text)
    return given === undefined ? bad : move(await guard.takePermit(given))
  }

  const ofBank =
    (answer: (text: string) => Promise<Answer>) =>
    async (text: string, mac: string | undefined): Promise<Answer> =>
      isMacOf(boxKey, text, mac ?? null) ? answer(text) : { status: 403 }

  return new Map<string, (text: string, mac: string | undefined) => Promise<Answer>>([
    ['/unlock', ofBank(obeyBank)],
    ['/state', ofBank(tellBank)],
    ['/offline/nonce', async () => ({ status: 200, body: JSON.stringify({ nonce: guard.giveNonce() }) })],
    ['/offline/unlock', obeyPermit],
  ])
}

const refused = (error: unknown, onFailure: (error: unknown) => void): Answer => {
  if (error instanceof NotObeyed) return { status: 403, body: JSON.stringify({ code: error.code }) }
  onFailure(error)
  return { status: 500 }
}

/** Not listening yet. Requests are taken one after the other: of two with one permit, the second one finds it used. */
export const createLockController = (needs: ControllerNeeds): Server => {
  const answers = createAnswers(needs, createGuard(needs))
  const shared = { 'access-control-allow-origin': needs.origin, vary: 'origin', 'cache-control': 'no-store' }
  const preflight = {
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type',
    'access-control-allow-private-network': 'true',
  }
  let turn: Promise<unknown> = Promise.resolve()

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    if (request.method === 'OPTIONS') return { status: 204, headers: preflight }
    const find = request.method === 'POST' ? answers.get(request.url ?? '') : undefined
    if (find === undefined) return { status: 404 }
    const text = await bodyOf(request)
    const mac = request.headers[macHeader]?.toString()
    const own = turn.then(() => find(text, mac)).catch((error) => refused(error, needs.onFailure))
    turn = own
    return own
  }

  const send = (response: ServerResponse, { status, body = '', headers }: Answer) =>
    response.writeHead(status, { 'content-type': 'application/json', ...shared, ...headers }).end(body)

  return createServer((request, response) => {
    answer(request).then(
      (given) => send(response, given),
      (error) => {
        needs.onFailure(error)
        response.destroy()
      },
    )
  })
}
