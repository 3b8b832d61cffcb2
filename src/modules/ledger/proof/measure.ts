/** The last proof as numbers for whoever keeps the bank running. */
import type { Metrics } from '#platform/metrics'
import { secondMs } from '#platform/time'
import type { Proofs } from './keep-proofs.ts'
import type { KeptProof } from './proof-results.ts'

/** Registers the gauges of the last proof, by whichever server of the bank it was made; not a number before the first. */
export const measureProofs = (metrics: Metrics, proofs: Proofs): void => {
  const gauge = (name: string, help: string, read: (kept: KeptProof) => number) =>
    metrics.gauge(name, help, async () => {
      const { last } = await proofs.last()
      return last ? read(last) : Number.NaN
    })
  gauge('bank_books_proved', '1 where the last proof found the books right, 0 where it did not.', ({ proof }) =>
    proof.proved ? 1 : 0,
  )
  gauge('bank_books_proved_at_seconds', 'The instant whose books were proved last, in Unix time.', ({ at }) =>
    Math.floor(at.getTime() / secondMs),
  )
  gauge('bank_books_proof_seconds', 'How long the last proof of the books took.', ({ proof }) => proof.seconds)
}
