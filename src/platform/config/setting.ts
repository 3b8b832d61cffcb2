import type { z } from 'zod'

/** One setting: how it is read, and how it is told. */
export type Setting = {
  name: string
  /** As the README's table shows it. */
  fallback: string
  meaning: string
  schema: z.ZodType<string | undefined>
  expected: string
}
