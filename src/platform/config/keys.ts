/** Settings of keys: where the key is kept that data keys are wrapped under, and the server's certificate. */
import { isAbsolute, join } from 'node:path'
import { z } from 'zod'
import { PlainError } from '../plain-errors.ts'
import type { Setting } from './setting.ts'

/** As a part of the configuration. */
export type KeyConfig = {
  /** Absolute path of the keys that data keys are wrapped under; undefined where they follow from BANK_SECRET. */
  keyFile: string | undefined
  /** A service that keeps the key; it goes before a file. */
  keyService: { url: string; key: string } | undefined
  /** Absolute paths, in PEM; undefined where the server speaks plain HTTP. */
  tls: { certificate: string; key: string } | undefined
}

const path = z.string().min(1).optional()

export const keySettings: readonly Setting[] = [
  {
    name: 'KEY_FILE',
    fallback: 'DATA_DIR/keys.json',
    meaning:
      'the file of the keys under which personal data is sealed, made where it is missing; in production they follow from `BANK_SECRET` where none is given',
    schema: path,
    expected: 'a path',
  },
  {
    name: 'KEY_SERVICE_URL',
    fallback: '',
    meaning: 'a service in the shape of Vault’s transit engine that keeps such a key in place of the file',
    schema: z.url({ protocol: /^https?$/ }).optional(),
    expected: 'an address such as https://vault.example:8200',
  },
  {
    name: 'KEY_SERVICE_KEY',
    fallback: 'bankserver',
    meaning: 'the name of the key at that service',
    schema: z
      .string()
      .regex(/^[\w.-]{1,100}$/)
      .optional(),
    expected: 'a name of letters, digits, dots and hyphens',
  },
  {
    name: 'KEY_SERVICE_TOKEN',
    fallback: '',
    meaning: 'the token with which that service is called',
    schema: z.string().min(8).optional(),
    expected: 'at least 8 characters',
  },
  {
    name: 'TLS_CERT',
    fallback: '',
    meaning:
      'a file with the certificate and its chain, in PEM; with it and `TLS_KEY` the server speaks TLS, and follows changes of both, at SIGHUP at once',
    schema: path,
    expected: 'a path',
  },
  {
    name: 'TLS_KEY',
    fallback: '',
    meaning: 'a file with the private key of the certificate, in PEM',
    schema: path,
    expected: 'a path',
  },
]

const within = (folder: string, file: string) => (isAbsolute(file) ? file : join(folder, file))

/** Throws PlainError where one of two that belong together is missing. */
const requirePair = (values: Record<string, string | undefined>, one: string, other: string) => {
  if ((values[one] === undefined) === (values[other] === undefined)) return
  throw new PlainError(`${one} and ${other} must be given together.`)
}

/** Reads what the settings above say; relative paths are taken from the project's folder. */
export const readKeyConfig = (
  values: Record<string, string | undefined>,
  { mode, dataFolder, projectFolder }: { mode: 'demo' | 'production'; dataFolder: string; projectFolder: string },
): KeyConfig => {
  requirePair(values, 'KEY_SERVICE_URL', 'KEY_SERVICE_TOKEN')
  requirePair(values, 'TLS_CERT', 'TLS_KEY')
  const { KEY_FILE: file, KEY_SERVICE_URL: url, TLS_CERT: certificate, TLS_KEY: key } = values
  return {
    keyFile: file ? within(projectFolder, file) : mode === 'demo' ? join(dataFolder, 'keys.json') : undefined,
    keyService: url ? { url, key: values.KEY_SERVICE_KEY ?? 'bankserver' } : undefined,
    tls:
      certificate && key
        ? { certificate: within(projectFolder, certificate), key: within(projectFolder, key) }
        : undefined,
  }
}
