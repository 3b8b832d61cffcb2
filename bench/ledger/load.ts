import { setTimeout as sleep } from 'node:timers/promises'
import { createHistogram, type Histogram } from './histogram.ts'
import type { Order } from './orders.ts'

/** Posts one order and answers when it is durable. */
export type Send = (order: Order) => Promise<void>

/** What the callers were told is booked, over warm-up and measuring together. */
export interface Acknowledged {
  count: number
  amount: bigint
}

export interface Load {
  readonly send: Send
  readonly next: () => Order
  readonly warmUpMs: number
  readonly measureMs: number
  /** A monotonic clock in milliseconds. */
  readonly now: () => number
  readonly stopping: AbortSignal
}

export interface Measured {
  readonly perSecond: number
  readonly latency: Histogram
  readonly acknowledged: Acknowledged
}

/** So many callers, each of which asks again as soon as it is answered. Rejects with the first failure of any. */
export const measureClosed = async (load: Load, callers: number): Promise<Measured> => {
  const { send, next, now, stopping } = load
  const latency = createHistogram()
  const acknowledged = { count: 0, amount: 0n }
  const startsAt = now() + load.warmUpMs
  const endsAt = startsAt + load.measureMs
  let hasFailed = false
  const call = async (): Promise<void> => {
    for (let began = now(); began < endsAt && !hasFailed && !stopping.aborted; began = now()) {
      const order = next()
      await send(order)
      const ended = now()
      acknowledged.count++
      acknowledged.amount += order.amount
      if (ended >= startsAt && ended < endsAt) latency.record(ended - began)
    }
  }
  const guarded = () =>
    call().catch((error: unknown) => {
      hasFailed = true
      throw error
    })
  const endings = await Promise.allSettled(Array.from({ length: callers }, guarded))
  for (const ending of endings) if (ending.status === 'rejected') throw ending.reason
  stopping.throwIfAborted()
  return { perSecond: (latency.count() * 1000) / load.measureMs, latency, acknowledged }
}

export interface MeasuredOpen extends Measured {
  readonly offered: number
  /** Orders that were refused, or whose time had passed by more than a second before they could be sent. */
  readonly dropped: number
}

const latestMs = 1000

/**
 * Sends by a fixed schedule, whether answers come or not, and measures each from the time at which it was to be sent: what
 * waits because the system is slow counts as slow.
 */
export const measureOpen = async (
  load: Load,
  perSecond: number,
  isRefused: (error: unknown) => boolean,
): Promise<MeasuredOpen> => {
  const { send, next, now, stopping, warmUpMs, measureMs } = load
  const latency = createHistogram()
  const acknowledged = { count: 0, amount: 0n }
  let [offered, dropped, scheduled, underWay] = [0, 0, 0, 0]
  const failures: unknown[] = []
  const began = now()
  const fire = async (dueAt: number, isMeasured: boolean): Promise<void> => {
    underWay++
    const order = next()
    try {
      await send(order)
      acknowledged.count++
      acknowledged.amount += order.amount
      if (isMeasured) latency.record(now() - dueAt)
    } catch (error) {
      if (!isRefused(error)) failures.push(error)
      else if (isMeasured) dropped++
    } finally {
      underWay--
    }
  }
  const orders = Math.floor(((warmUpMs + measureMs) * perSecond) / 1000)
  while (scheduled < orders && failures.length === 0 && !stopping.aborted) {
    const time = now()
    for (; scheduled < orders; scheduled++) {
      const dueAt = began + (scheduled * 1000) / perSecond
      if (dueAt > time) break
      const isMeasured = dueAt >= began + warmUpMs
      if (isMeasured) offered++
      if (time - dueAt <= latestMs) void fire(dueAt, isMeasured)
      else if (isMeasured) dropped++
    }
    await sleep(1)
  }
  while (underWay > 0) await sleep(1)
  if (failures.length > 0) throw failures[0]
  stopping.throwIfAborted()
  return { perSecond: (latency.count() * 1000) / measureMs, latency, acknowledged, offered, dropped }
}
