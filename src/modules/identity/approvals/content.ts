/** What is signed, as one text: whoever says the same gets the same hash, and nobody else does. */
import { createHash } from 'node:crypto'

/** JSON in one form (as RFC 8785 has it, but for numbers, which are whole here): keys in order, nothing between. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  const sorted = fields.sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${sorted.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`
}

/** SHA-256 over the content and what it is about. */
export const hashContent = (kind: string, subject: string, content: string): Buffer =>
  createHash('sha256')
    .update(JSON.stringify(['approval 1', kind, subject, content]))
    .digest()
