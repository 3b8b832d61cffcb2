/** Runs one design under the load and proves what it has written. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Random } from '#learning/random'
import type { FraudModel } from '#modules/fraud'
import type { Connection } from '#platform/database'
import { isBusy } from '../ledger/lane-design.ts'
import { measureOpen } from '../ledger/load.ts'
import { createOrders } from '../ledger/orders.ts'
import { openDeciding, type Spec } from './design.ts'
import { prove } from './prove.ts'

export interface Place {
  readonly connection: Connection
  readonly model: FraudModel
  readonly customers: number
  /** Entities that the history has made. */
  readonly entities: number
  readonly perSecond: number
  readonly seconds: number
  readonly warmUpSeconds: number
  readonly random: Random
  readonly stopping: AbortSignal
}

export interface Run {
  /** Payments whose time came, and those that could not be decided within a second of it. */
  readonly offered: number
  readonly dropped: number
  readonly p50Ms: number | null
  readonly p99Ms: number | null
  readonly p999Ms: number | null
  /** Milliseconds that a process needed to start on the history. */
  readonly startMs: number
  readonly heldEntities: number
  /** The share of one core that the event loop used, with the load and the lane in it; near 1, payments wait for it. */
  readonly coreShare: number
  /** The longest time that the process could do nothing else. */
  readonly longestBlockMs: number
  /** Milliseconds for one explanation; null where none was asked for. */
  readonly explainMs: number | null
  readonly largestError: number
  readonly complaint: string | null
}

/** Latency is measured from the time at which a payment was due until it is decided and, where the design says so, explained. */
export const runDesign = async (spec: Spec, place: Place): Promise<Run> => {
  const { connection, model, customers, entities, perSecond, seconds, warmUpSeconds, random, stopping } = place
  const began = performance.now()
  const deciding = await openDeciding(connection, model, spec, entities)
  const startMs = performance.now() - began
  const delay = monitorEventLoopDelay({ resolution: 1 })
  try {
    delay.enable()
    const load = {
      send: deciding.decide,
      next: createOrders(customers, spec.zipf, random, Date.now),
      warmUpMs: warmUpSeconds * 1000,
      measureMs: seconds * 1000,
      now: () => performance.now(),
      stopping,
    }
    const cpu = process.threadCpuUsage()
    const loadBegan = performance.now()
    const { latency, offered, dropped, acknowledged } = await measureOpen(load, perSecond, isBusy)
    const { user, system } = process.threadCpuUsage(cpu)
    const coreShare = (user + system) / 1000 / (performance.now() - loadBegan)
    delay.disable()
    while (deciding.committed() < acknowledged.count) await deciding.fraud.follow()
    const { explained, fraud } = deciding
    return {
      offered,
      dropped,
      p50Ms: latency.percentile(0.5),
      p99Ms: latency.percentile(0.99),
      p999Ms: latency.percentile(0.999),
      startMs,
      heldEntities: fraud.memory().entities,
      coreShare,
      longestBlockMs: delay.max / 1e6,
      explainMs: explained.count === 0 ? null : explained.totalMs / explained.count,
      largestError: explained.largestError,
      complaint: await prove(connection, fraud, model, customers, acknowledged.count),
    }
  } finally {
    delay.disable()
    await deciding.close()
  }
}
