/** Settings of payments abroad: where reference rates come from, and the bank that carries payments out. */
import { isAbsolute, join } from 'node:path'
import { z } from 'zod'
import type { Setting } from './setting.ts'

/** As a part of the configuration. */
export type AbroadConfig = {
  /** An https address or an absolute path; undefined where staff bring the file. */
  ratesFrom: string | undefined
  /** An https address that messages to the correspondent bank are called out to; undefined where they are handed over as files. */
  correspondent: string | undefined
  /** BIC of this bank. */
  bankCode: string
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
  {
    name: 'CORRESPONDENT_URL',
    fallback: '',
    meaning:
      'the https address of the bank that carries payments abroad out; messages (pacs.008) are called out to it, without it staff hand them over as files',
    schema: z.url({ protocol: /^https$/ }).optional(),
    expected: 'an https address',
  },
  {
    name: 'BANK_BIC',
    fallback: 'BSRVINBB',
    meaning: 'how other banks know this one (ISO 9362)',
    schema: z
      .string()
      .regex(/^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/)
      .optional(),
    expected: '8 or 11 capital letters and digits',
  },
]

/** A relative path is taken from the project's folder. */
export const readAbroadConfig = (
  {
    RATES_FROM: from,
    CORRESPONDENT_URL: correspondent,
    BANK_BIC: bankCode = 'BSRVINBB',
  }: Record<string, string | undefined>,
  projectFolder: string,
): AbroadConfig => ({
  ratesFrom: from === undefined || isAddress(from) || isAbsolute(from) ? from : join(projectFolder, from),
  correspondent,
  bankCode,
})
