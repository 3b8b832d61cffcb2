/** Requests of another shape than their endpoint's. */
import type { z } from 'zod'
import { Refusal } from '#platform/refusal'

/** Becomes a 400 that names each field. */
class InvalidInput extends Refusal {
  readonly fields: readonly { field: string; message: string }[]
  constructor(where: string, issues: readonly z.core.$ZodIssue[]) {
    super('invalid-input', 400, 'The request is not of the shape that this path takes; see fields.')
    this.fields = issues.slice(0, 20).flatMap((issue) => {
      const path = [where, ...issue.path.map(String)]
      if (issue.code === 'unrecognized_keys')
        return issue.keys
          .slice(0, 20)
          .map((key) => ({ field: [...path, key].join('.').slice(0, 200), message: 'unknown field' }))
      return [{ field: path.join('.').slice(0, 200), message: issue.message }]
    })
  }
}

const unstorable = 'text without NUL and without halves of characters, which no database keeps'
const unstorableText = /[\0\p{Cs}]/u

/** The way to the first text within that PostgreSQL would refuse or change; undefined where there is none. */
const findUnstorable = (value: unknown, path: readonly string[] = []): string[] | undefined => {
  if (typeof value === 'string') return unstorableText.test(value) ? [...path] : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const found = findUnstorable(inner, [...path, key])
    if (found) return found
  }
  return undefined
}

/** What the schema makes of a value; throws 'invalid-input' (400), with `where` before the name of each field. */
export const parse = <T extends z.ZodType>(schema: T, value: unknown, where: string): z.output<T> => {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new InvalidInput(where, parsed.error.issues)
  const path = findUnstorable(value)
  if (path) throw new InvalidInput(where, [{ code: 'custom', path, message: unstorable }])
  return parsed.data
}
