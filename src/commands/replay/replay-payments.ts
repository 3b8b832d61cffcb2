/** Sends payments through the bank in the order of their time, opening accounts as they appear, labels as they come due. */
import { dayMs } from '#platform/time'
import { labels as labelsEndpoint } from '#wire/fraud'
import { type CardResult, putCardPayments } from '#wire/payments'
import { type ImportedParty, importProducts } from '#wire/products'
import type { CallBank } from './bank-client.ts'
import { partyId, paymentId } from './ids.ts'
import type { LabeledPayment, Line } from './read-payments.ts'
import { count, type Tally } from './tally.ts'

/** A label arrives so long after its payment, in the data's own time. */
const labelDelayMs = 7 * dayMs
const batchSize = 1000
const partiesAtOnce = 1000
const labelsAtOnce = 5000

/** Accounts count as a year old when the data begins; who they are before that is not known. */
const accountAgeMs = 365 * dayMs

/** Opening balances in cents: a customer can pay for months from theirs. */
const opening = { customer: '10000000', terminal: '100000' } as const

interface Label {
  readonly payment: string
  readonly isFraud: boolean
  readonly knownMs: number
}

export interface Replay {
  readonly call: CallBank
  readonly tally: Tally
  readonly onBatch: () => void
  readonly onBroken: (line: number, why: string) => void
  /** Aborted when the replay is to stop: the batch under way is answered, nothing more is sent. */
  readonly stopping: AbortSignal
}

type Sent = LabeledPayment & { readonly id: string; readonly from: string; readonly to: string }

const toSent = (payment: LabeledPayment): Sent => ({
  ...payment,
  id: paymentId(payment.at, payment.transaction),
  from: partyId('customer', payment.customer),
  to: partyId('terminal', payment.terminal),
})

/** Opens the accounts that a batch is the first to name. */
const createOpener = (call: CallBank) => {
  const opened = new Set<string>()
  let openedAt: string | undefined
  return async (batch: readonly Sent[]): Promise<void> => {
    openedAt ??= new Date(batch[0].at.getTime() - accountAgeMs).toISOString()
    const parties = new Map<string, ImportedParty>()
    const add = (id: string, role: 'customer' | 'terminal', name: string) => {
      if (opened.has(id)) return
      const common = { kind: 'current', currency: 'USD', openedAt: openedAt as string } as const
      parties.set(id, {
        id,
        name: `${role === 'customer' ? 'Customer' : 'Terminal'} ${name}`,
        opening: opening[role],
        ...common,
      })
    }
    for (const payment of batch) {
      add(payment.from, 'customer', payment.customer)
      add(payment.to, 'terminal', payment.terminal)
    }
    const all = [...parties.values()]
    for (let start = 0; start < all.length; start += partiesAtOnce)
      await call(importProducts, { parties: all.slice(start, start + partiesAtOnce) })
    for (const id of parties.keys()) opened.add(id)
  }
}

/** Keeps labels until they are due. They come due in the order in which they were added. */
const createLabels = (call: CallBank) => {
  let waiting: Label[] = []
  return {
    add: (payment: Sent) => {
      waiting.push({ payment: payment.id, isFraud: payment.isFraud, knownMs: payment.at.getTime() + labelDelayMs })
    },
    /** Sends those that are known by then; the bank uses none before its time. */
    sendUntil: async (untilMs: number): Promise<void> => {
      const due = waiting.filter((label) => label.knownMs <= untilMs)
      waiting = waiting.filter((label) => label.knownMs > untilMs)
      for (let start = 0; start < due.length; start += labelsAtOnce)
        await call(labelsEndpoint, {
          labels: due
            .slice(start, start + labelsAtOnce)
            .map(({ payment, isFraud, knownMs }) => ({ payment, isFraud, knownAt: new Date(knownMs).toISOString() })),
        })
    },
  }
}

const send = async (call: CallBank, batch: readonly Sent[]): Promise<readonly CardResult[]> => {
  const payments = batch.map(({ id, from, to, minor, at }) => ({
    id,
    from,
    to,
    amount: { currency: 'USD' as const, minor: minor.toString() },
    at: at.toISOString(),
  }))
  return (await call(putCardPayments, { payments })).results
}

/** Replays all lines. Payments that the bank knows already are answered as they were, so a replay can be repeated. */
export const replayPayments = async (
  lines: AsyncIterable<Line>,
  { call, tally, onBatch, onBroken, stopping }: Replay,
): Promise<void> => {
  const openAccounts = createOpener(call)
  const labels = createLabels(call)
  let batch: Sent[] = []
  let answers: Promise<void> = Promise.resolve()

  const carry = async (sent: readonly Sent[]) => {
    await openAccounts(sent)
    await labels.sendUntil(sent[sent.length - 1].at.getTime())
    const results = await send(call, sent)
    results.forEach((result, index) => {
      count(tally, result.verdict, sent[index].isFraud, result.refusal !== null)
      labels.add(sent[index])
    })
    onBatch()
  }
  // The next batch is read while the bank works on this one; batches never overtake each other.
  const flush = async () => {
    const sent = batch
    batch = []
    await answers
    if (sent.length === 0) return
    answers = carry(sent)
    answers.catch(() => {})
  }

  for await (const line of lines) {
    if (stopping.aborted) return answers
    if (line.kind === 'payment') batch.push(toSent(line.payment))
    else tally.skipped++
    if (line.kind === 'broken') onBroken(line.line, line.why)
    if (batch.length === batchSize) await flush()
  }
  await flush()
  await answers
  await labels.sendUntil(Number.POSITIVE_INFINITY)
}
