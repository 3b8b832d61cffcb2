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

/** What the schema makes of a value; throws 'invalid-input' (400), with `where` before the name of each field. */
export const parse = <T extends z.ZodType>(schema: T, value: unknown, where: string): z.output<T> => {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new InvalidInput(where, parsed.error.issues)
  return parsed.data
}
