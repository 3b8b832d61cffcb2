/** Settings of the log: who else holds its checkpoints, and how long its keys sign. */
import { isAbsolute, join } from 'node:path'
import { z } from 'zod'
import type { Setting } from './setting.ts'

/** As a part of the configuration. */
export type LogConfig = {
  /** Places that checkpoints are put at, as they were written down. */
  logAnchors: string[]
  /** How often, in hours. */
  logAnchorHours: number
  /** Absolute path of certificates, in PEM, whose time stamp servers are believed. */
  logStampAuthorities: string | undefined
  /** Keys of witnesses whose signatures are taken in. */
  logWitnesses: string[]
  /** After so many days the log gets new keys; 0 for never. */
  logKeyDays: number
}

const listOf = (text: string | undefined): string[] =>
  text
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '') ?? []

const everyPart = (shape: RegExp) =>
  z
    .string()
    .refine((text) => listOf(text).every((part) => shape.test(part)))
    .optional()

export const logSettings: readonly Setting[] = [
  {
    name: 'LOG_ANCHORS',
    fallback: 'file:DATA_DIR/log-anchors.jsonl',
    meaning:
      'places that checkpoints of the log are put at, with commas between: `file:/path`, `stamp:` and the address of a time stamp server (RFC 3161), or `chain:https://node/?contract=0x…&from=0x…`; in production none where none is given',
    schema: everyPart(/^(file:\/.+|stamp:https?:\/\/.+|chain:https?:\/\/.+)$/),
    expected: 'file:/path, stamp:https://…, or chain:https://…?contract=0x…&from=0x…, with commas between',
  },
  {
    name: 'LOG_ANCHOR_HOURS',
    fallback: '24',
    meaning: 'how often they get one, in hours',
    schema: z
      .string()
      .regex(/^[1-9]\d{0,3}$/)
      .optional(),
    expected: 'a whole number of hours, 1 to 9999',
  },
  {
    name: 'LOG_STAMP_CA',
    fallback: '',
    meaning: 'a file with the certificates, in PEM, whose time stamp servers are believed; without it any server is',
    schema: z.string().min(1).optional(),
    expected: 'a path',
  },
  {
    name: 'LOG_WITNESSES',
    fallback: '',
    meaning: 'keys of the witnesses whose signatures below checkpoints are taken in, with commas between',
    schema: everyPart(/^[^\s+,]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*$/),
    expected: 'keys as npm run verify -- --witness shows them, with commas between',
  },
  {
    name: 'LOG_KEY_DAYS',
    fallback: '365',
    meaning: 'how many days the keys of the log sign until they announce new ones; 0 for never',
    schema: z
      .string()
      .regex(/^\d{1,4}$/)
      .optional(),
    expected: 'a whole number of days, 0 to 9999',
  },
]

export const readLogConfig = (
  values: Record<string, string | undefined>,
  { mode, dataFolder, projectFolder }: { mode: 'demo' | 'production'; dataFolder: string; projectFolder: string },
): LogConfig => {
  const authorities = values.LOG_STAMP_CA
  const ownFile = mode === 'demo' ? [`file:${join(dataFolder, 'log-anchors.jsonl')}`] : []
  return {
    logAnchors: values.LOG_ANCHORS === undefined ? ownFile : listOf(values.LOG_ANCHORS),
    logAnchorHours: Number(values.LOG_ANCHOR_HOURS ?? 24),
    logStampAuthorities: authorities && (isAbsolute(authorities) ? authorities : join(projectFolder, authorities)),
    logWitnesses: listOf(values.LOG_WITNESSES),
    logKeyDays: Number(values.LOG_KEY_DAYS ?? 365),
  }
}
