/** Features of payments as they go by, from what went before. */
import { type Context, type Movement, pastPayments, type Room } from '#modules/fraud'
import { contextOf } from './context.ts'
import type { LabeledPayment } from './read-payments.ts'

export interface FeatureSource {
  readonly names: readonly string[]
  /** Takes the next payment in, and writes its features to `out` where that is given. Payments come in the order of their time. */
  take(payment: LabeledPayment, out: Float32Array | null, offset: number): void
  close(): void
}

interface Waiting {
  readonly movement: Movement
  readonly knownMs: number
}

/** Frauds whose labels are not known yet, in the order in which they will be. */
const createWaiting = (tell: (waiting: Waiting) => void) => {
  let waiting: Waiting[] = []
  let told = 0
  return {
    add: (one: Waiting) => void waiting.push(one),
    tellUntil: (atMs: number) => {
      while (told < waiting.length && waiting[told].knownMs <= atMs) tell(waiting[told++])
      if (told < 1_000 || told * 2 < waiting.length) return
      waiting = waiting.slice(told)
      told = 0
    },
  }
}

/**
 * The features that serve live, by the same code. A fraud is told to it `delayMs` after its payment and not before. `readContext`
 * makes a context of a payment's further cells; what is remembered and does not fit into the room goes to a file.
 */
export const ownFeatures = (
  delayMs: number,
  room: Room,
  readContext: (cells: readonly string[]) => Context = contextOf([]),
): FeatureSource => {
  const past = pastPayments(room)
  const toMovement = movementBy(readContext)
  const waiting = createWaiting(({ movement, knownMs }) => past.report(movement, knownMs))
  return {
    names: past.names,
    take: (payment, out, offset) => {
      waiting.tellUntil(payment.atMs)
      const movement = past.take(toMovement(payment), out, offset)
      if (payment.isFraud) waiting.add({ movement, knownMs: payment.atMs + delayMs })
    },
    close: past.close,
  }
}

/** Where both sides are counted through, customer 7 and terminal 7 are two; any other id means the same on both sides. */
const partyOf = (side: 'payer' | 'payee', id: string): string => (/^\d+$/.test(id) ? `${side} ${id}` : id)

const movementBy =
  (readContext: (cells: readonly string[]) => Context) =>
  ({ payer, payee, context, ...payment }: LabeledPayment): Movement => ({
    kind: payment.kind,
    payer: partyOf('payer', payer),
    payee: payee === null ? null : partyOf('payee', payee),
    context: readContext(context),
    currency: payment.currency,
    minor: payment.minor,
    atMs: payment.atMs,
  })
