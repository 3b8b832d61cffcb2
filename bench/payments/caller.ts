/** The customers' browsers, in a thread of their own: they send payments and count what they are told. */
import { randomFillSync } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { createRandom, type Random } from '#learning/random'
import { uuidv7 } from '#platform/id'
import { measureClosed, measureOpen } from '../ledger/load.ts'
import type { Order } from '../ledger/orders.ts'
import { createZipf } from '../ledger/zipf.ts'
import type { CallerTask, Told } from './callers.ts'
import { openExchange } from './exchange.ts'
import type { Payer } from './world.ts'

const payeesOfEach = 4
const largestAmount = 5_000

/** Every customer pays as often as every other, one of four payees that are always the same. */
const createPayments = (payers: readonly Payer[], random: Random) => {
  const pick = createZipf(payers.length, 0, random)
  const bytes = Buffer.alloc(10)
  return (): { readonly order: Order; readonly request: string } => {
    const payer = pick()
    const step = 1 + Math.floor(random() * payeesOfEach)
    const [from, to] = [payers[payer], payers[(payer + step * 7) % payers.length]]
    const id = uuidv7(Date.now(), randomFillSync(bytes))
    const amount = BigInt(100 + Math.floor(random() * largestAmount))
    const body = JSON.stringify({
      kind: 'send',
      from: from.product,
      to: to.number,
      amount: { currency: 'EUR', minor: amount.toString() },
    })
    const request = `PUT /v1/payments/${id} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: ${from.cookie}\r\nx-bankserver: ${from.pageToken}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
    return { order: { id, debit: from.product, credit: to.product, amount, bookedAt: new Date() }, request }
  }
}

const isBusy = (error: unknown) => error instanceof Error && error.message.startsWith('busy')

/** Runs one task; the answer has what the bank acknowledged by state. */
const carryOut = async ({
  port,
  payers,
  seed,
  connections,
  warmUpMs,
  measureMs,
  perSecond,
}: CallerTask): Promise<Told> => {
  const next = createPayments(payers, createRandom(seed))
  const free = Array.from({ length: connections }, () => openExchange(port))
  const all = [...free]
  const lines: (() => void)[] = []
  const requests = new Map<string, string>()
  const states: Record<string, number> = {}
  let settledMinor = 0n
  const send = async (order: Order): Promise<void> => {
    while (free.length === 0) await new Promise<void>((turn) => lines.push(turn))
    // In turn: the server lets go of a connection that nobody uses for ten seconds.
    const exchange = free.shift()
    if (!exchange) throw new Error('no connection is free')
    const request = requests.get(order.id) ?? ''
    requests.delete(order.id)
    const { status, body } = await exchange.ask(request)
    free.push(exchange)
    lines.shift()?.()
    if (status === 503) throw new Error(`busy: ${body}`)
    if (status !== 200) throw new Error(`a payment was answered ${status}: ${body}`)
    const { state } = JSON.parse(body) as { state: string }
    states[state] = (states[state] ?? 0) + 1
    if (state === 'settled') settledMinor += order.amount
  }
  const load = {
    send,
    next: () => {
      const { order, request } = next()
      requests.set(order.id, request)
      return order
    },
    warmUpMs,
    measureMs,
    now: () => performance.now(),
    stopping: new AbortController().signal,
  }
  try {
    const {
      latency,
      perSecond: reached,
      ...more
    } = perSecond === null
      ? { ...(await measureClosed(load, connections)), dropped: 0, offered: 0 }
      : await measureOpen(load, perSecond, isBusy)
    return {
      perSecond: reached,
      p50Ms: latency.percentile(0.5),
      p99Ms: latency.percentile(0.99),
      offered: more.offered,
      dropped: more.dropped,
      states,
      settledMinor,
    }
  } finally {
    for (const exchange of all) exchange.close()
  }
}

parentPort?.postMessage(await carryOut(workerData as CallerTask))
