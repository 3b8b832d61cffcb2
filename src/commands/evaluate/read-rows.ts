/** From files of payments to rows of features in three windows. */
import { dayMs } from '#platform/time'
import type { FeatureSource } from './feature-source.ts'
import { createNumbering } from './growing.ts'
import { type PaymentFiles, readPayments } from './read-payments.ts'
import { type Parts, writeRows } from './row-store.ts'
import { type Windows, windowOf } from './windows.ts'

export interface RowsPlan {
  readonly payments: PaymentFiles
  readonly windows: Windows
  readonly source: FeatureSource
  /** An empty folder for the rows. */
  readonly folder: string
  readonly onPayments?: (count: number) => void
  readonly signal?: AbortSignal
}

export interface RowsRead {
  readonly parts: Parts
  readonly payments: number
  /** Instants of the first and last payment. */
  readonly firstMs: number
  readonly lastMs: number
}

/**
 * Reads all payments up to the end of the test window. Those before the training window, and between the others, only warm the
 * features up. Memory holds what the features remember and ten bytes a row; the rows themselves go to the folder.
 */
export const readRows = async ({ payments, windows, source, folder, ...plan }: RowsPlan): Promise<RowsRead> => {
  const writer = await writeRows(folder, source.names)
  const payers = createNumbering()
  let count = 0
  let [firstMs, lastMs] = [Number.NaN, Number.NaN]
  try {
    for await (const batch of readPayments(payments)) {
      plan.signal?.throwIfAborted()
      for (const payment of batch) {
        const part = windowOf(windows, payment.atMs)
        const slot = part && writer.slot(part)
        source.take(payment, slot?.values ?? null, slot?.offset ?? 0)
        if (part)
          writer.add(part, payment.isFraud ? 1 : 0, Math.floor(payment.atMs / dayMs), payers.numberOf(payment.payer))
      }
      if (batch.length === 0) continue
      if (count === 0) firstMs = batch[0].atMs
      lastMs = batch[batch.length - 1].atMs
      count += batch.length
      plan.onPayments?.(count)
      await writer.flush()
      if (lastMs >= windows.test.toMs) break
    }
    return { parts: await writer.end(payers.places()), payments: count, firstMs, lastMs }
  } finally {
    await writer.close()
  }
}
