/** Settings of payments abroad: where reference rates come from, and the bank that carries payments out. */
import { isAbsolute, join } from 'node:path'
import { z } from 'zod'
import type { Setting } from './config.ts'

/** As a part of the configuration. */
export type AbroadConfig = {
  /** An https address or an absolute path; undefined where staff bring the file. */
  ratesFrom: string | undefined
}

const isAddress = (text: string) => text.includes('://')

export const abroadSettings: readonly Setting[] = [
  {
    name: 'RATES_FROM',
    fallback: '',
    meaning:
      'where reference rates are fetched every hour: a path or an https address of the European Central Bank’s eurofxref-daily.xml; without it staff bring the file',
    schema: z
      .string()
      .min(1)
      .refine((value) => !isAddress(value) || (URL.canParse(value) && new URL(value).protocol === 'https:'))
      .optional(),
    expected: 'a path, or an https address',
  },
]

/** A relative path is taken from the project's folder. */
export const readAbroadConfig = (
  { RATES_FROM: from }: Record<string, string | undefined>,
  projectFolder: string,
): AbroadConfig => ({
  ratesFrom: from === undefined || isAddress(from) || isAbsolute(from) ? from : join(projectFolder, from),
})
