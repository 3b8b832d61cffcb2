/** How a reason is told. */
import type { AttemptKind } from './attempt.ts'
import type { Reason } from './wire.ts'
import { capitalize } from './words.ts'

export type Values = Readonly<Record<string, number>>

/** null where the value does not bear the sentence out, for instance an amount below the usual one. */
export type Tell = (values: Values, kind: AttemptKind) => Reason | null

export const reason = (code: string, clause: string, values: Record<string, string> = {}): Reason => ({
  code,
  sentence: `${capitalize(clause)}.`,
  values,
})

export const digits = (value: number): string => String(Math.round(value))
