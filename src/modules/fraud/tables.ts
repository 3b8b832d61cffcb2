/** Rows of this module's tables, as statements answer them. */
import type { CurrencyCode } from '#platform/money'
import type { AttemptKind } from './attempt.ts'
import type { FiredRule, KindPolicyBody, Policy, Verdict } from './wire.ts'

export interface DecisionRow {
  readonly payment: string
  readonly kind: AttemptKind
  readonly currency: CurrencyCode
  readonly minor: bigint
  readonly verdict: Verdict
  readonly probability: number | null
  readonly score: number | null
  readonly features: Buffer
  readonly contributions: Buffer | null
  readonly oddness: number | null
  readonly residual: number | null
  readonly model: string
  readonly decided_at: Date
  /** Null in rows that are older than the column. */
  readonly own_verdict: Verdict | null
  readonly explored_from: 'challenge' | 'block' | null
  readonly propensity: number
  /** Of the policy that it was decided by; null where that was the model's own. */
  readonly thresholds: Policy | null
  readonly losses: KindPolicyBody['losses'] | null
  readonly rules: FiredRule[]
}

/** Floats as a column holds them: little endian, as every platform that Node runs on keeps them. */
export const toBytes = (floats: Float32Array | Float64Array): Buffer =>
  Buffer.from(floats.buffer, floats.byteOffset, floats.byteLength)

export const toFloats32 = (bytes: Buffer): Float32Array => new Float32Array(Uint8Array.from(bytes).buffer)
export const toFloats64 = (bytes: Buffer): Float64Array => new Float64Array(Uint8Array.from(bytes).buffer)
