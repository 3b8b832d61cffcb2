/** What a backup says of itself before its rows. */
import { z } from 'zod'

/** The bank's tables, with the columns that are stored, and its sequences. */
const table = z.object({ schema: z.string(), name: z.string(), columns: z.array(z.string()).min(1) })
const sequence = z.object({
  schema: z.string(),
  name: z.string(),
  value: z.string().regex(/^-?\d+$/),
  isCalled: z.boolean(),
})
const migration = z.object({ module: z.string(), file: z.string(), checksum: z.string() })

export const backupHeader = z.object({
  /** When, in ISO 8601. */
  madeAt: z.string(),
  /** The version of the PostgreSQL that it comes from. */
  postgres: z.string(),
  /** Null where no bank was ever started on the database. */
  installation: z.object({ mode: z.enum(['demo', 'production']), secretCheck: z.string() }).nullable(),
  /** The schema's version: every migration that the database had. */
  migrations: z.array(migration),
  sequences: z.array(sequence),
  /** The rows follow in this order. */
  tables: z.array(table),
})

export type BackupHeader = z.infer<typeof backupHeader>
export type TableOfBackup = z.infer<typeof table>
export type SequenceOfBackup = z.infer<typeof sequence>
