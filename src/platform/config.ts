import { isAbsolute, join, resolve } from 'node:path'
import { type AbroadConfig, readAbroadConfig } from './config/abroad.ts'
import { type KeyConfig, readKeyConfig } from './config/keys.ts'
import { type LogConfig, readLogConfig } from './config/log.ts'
import type { Setting } from './config/setting.ts'
import { settings } from './config/settings.ts'
import { PlainError } from './plain-errors.ts'

export { settings, settingsTable } from './config/settings.ts'

/** Everything the bank is told from outside that may be logged and shown. Secrets are apart: see secrets.ts. */
export type Config = KeyConfig &
  AbroadConfig &
  LogConfig & {
    mode: 'demo' | 'production'
    host: string
    port: number
    /** Absolute path. */
    dataFolder: string
    /** Where browsers reach the bank, such as https://bank.example; cookies and links are made for it. */
    origin: string
    /** Whether cookies travel over https alone. */
    hasSecureCookies: boolean
    /** The running bank that commands such as replay call. */
    bankUrl: string
    /** Addresses or networks of proxies whose word on the caller's address is taken. */
    trustedProxies: string[]
    /** How old the last proof of the books may be before the next is made; 0 for never. */
    proveEveryHours: number
    /** Hours after which a payment limit that its customer raised holds. */
    limitRaiseHours: number
    /** Hours that somebody waits who lost every way in and has proved to be who they are. */
    recoveryWaitHours: number
    /** Whom mail comes from; undefined where none is sent. */
    mailFrom: string | undefined
    /** Whom text messages come from; undefined where none are sent. */
    smsFrom: string | undefined
    /** Absolute path of the models that are in no package; undefined where the bank has placed none. */
    kioskLocks: string[]
    modelsFolder: string | undefined
    /** Whether webhooks and push messages may go to this machine and its networks; in a demo alone. */
    allowsPrivateCallbacks: boolean
    logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  }

/** What was given from outside and must not be shown. */
export type GivenSecrets = {
  databaseUrl?: string
  bankSecret?: string
  serviceKey?: string
  metricsToken?: string
  mailUrl?: string
  smsUrl?: string
  keyServiceToken?: string
  picturesUrl?: string
}

const secretNames = [
  'DATABASE_URL',
  'BANK_SECRET',
  'SERVICE_KEY',
  'METRICS_TOKEN',
  'MAIL_URL',
  'SMS_URL',
  'KEY_SERVICE_TOKEN',
  'PICTURES_URL',
]

/**
 * Reads the settings. An empty value counts as not given; a relative DATA_DIR is taken from the project's folder. Throws
 * PlainError naming the setting that is wrong, unknown (BANK_…) or missing.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  projectFolder: string,
): { config: Config; given: GivenSecrets } {
  refuseUnknown(environment)
  const values = Object.fromEntries(settings.map((setting) => [setting.name, readSetting(setting, environment)]))
  const given: GivenSecrets = {
    ...(values.DATABASE_URL && { databaseUrl: values.DATABASE_URL }),
    ...(values.BANK_SECRET && { bankSecret: values.BANK_SECRET }),
    ...(values.SERVICE_KEY && { serviceKey: values.SERVICE_KEY }),
    ...(values.METRICS_TOKEN && { metricsToken: values.METRICS_TOKEN }),
    ...(values.MAIL_URL && { mailUrl: values.MAIL_URL }),
    ...(values.SMS_URL && { smsUrl: values.SMS_URL }),
    ...(values.KEY_SERVICE_TOKEN && { keyServiceToken: values.KEY_SERVICE_TOKEN }),
    ...(values.PICTURES_URL && { picturesUrl: values.PICTURES_URL }),
  }
  requirePairs(values)
  if (values.MODE === 'demo' && given.databaseUrl !== undefined) {
    throw new PlainError(
      'MODE must not be demo together with DATABASE_URL: demo people belong into the built-in database alone.',
    )
  }
  const mode = values.MODE === 'production' || given.databaseUrl !== undefined ? 'production' : 'demo'
  const config = buildConfig(mode, values, projectFolder)
  if (mode === 'production') requireForProduction(config, given)
  return { config, given }
}

function refuseUnknown(environment: Readonly<Record<string, string | undefined>>): void {
  const known = settings.map((setting) => setting.name)
  const unknown = Object.keys(environment).find((name) => name.startsWith('BANK_') && !known.includes(name))
  if (unknown === undefined) return
  throw new PlainError(
    `${unknown} is not a setting of Bankserver. Those that begin with BANK_ are: ${known.filter((name) => name.startsWith('BANK_')).join(', ')}.`,
  )
}

function readSetting(setting: Setting, environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const value = environment[setting.name]?.trim() || undefined
  const result = setting.schema.safeParse(value)
  if (result.success) return result.data
  const shown = secretNames.includes(setting.name) ? '' : `, not ${JSON.stringify(value)}`
  throw new PlainError(`${setting.name} must be ${setting.expected}${shown}.`)
}

/** A gateway without a sender, or the reverse, would only fail at the first message. */
function requirePairs(values: Readonly<Record<string, string | undefined>>): void {
  const pairs = [
    ['MAIL_URL', 'MAIL_FROM'],
    ['SMS_URL', 'SMS_FROM'],
  ]
  const [given, missing] =
    pairs
      .flatMap(([one, other]) => [
        [one, other],
        [other, one],
      ])
      .find(([one, other]) => values[one] !== undefined && values[other] === undefined) ?? []
  if (given !== undefined) throw new PlainError(`${missing} must be given together with ${given}.`)
}

function buildConfig(mode: Config['mode'], values: Record<string, string | undefined>, projectFolder: string): Config {
  const listenPort = Number(values.PORT ?? 3000)
  const local = `${values.TLS_CERT ? 'https' : 'http'}://localhost:${listenPort}`
  const origin = new URL(values.BANK_ORIGIN ?? local).origin
  const folder = values.DATA_DIR ?? 'data'
  const dataFolder = isAbsolute(folder) ? folder : join(projectFolder, folder)
  return {
    ...readAbroadConfig(values, projectFolder),
    ...readLogConfig(values, { mode, dataFolder, projectFolder }),
    ...readKeyConfig(values, { mode, dataFolder, projectFolder }),
    mode,
    host: values.HOST ?? '127.0.0.1',
    port: listenPort,
    dataFolder,
    origin,
    hasSecureCookies: mode === 'production' || values.TLS_CERT !== undefined,
    bankUrl: new URL(values.BANK_URL ?? local).origin,
    trustedProxies: values.TRUSTED_PROXIES?.split(',').map((part) => part.trim()) ?? [],
    proveEveryHours: Number(values.PROVE_EVERY_HOURS ?? 24),
    limitRaiseHours: Number(values.LIMIT_RAISE_HOURS ?? 24),
    recoveryWaitHours: Number(values.RECOVERY_WAIT_HOURS ?? 24),
    kioskLocks: values.KIOSK_LOCKS?.split(',').map((part) => part.trim()) ?? [],
    modelsFolder: values.MODELS_DIR && resolve(projectFolder, values.MODELS_DIR),
    allowsPrivateCallbacks: values.PRIVATE_CALLBACKS === 'yes',
    mailFrom: values.MAIL_FROM,
    smsFrom: values.SMS_FROM,
    logLevel: logLevels.find((level) => level === values.LOG_LEVEL) ?? (mode === 'demo' ? 'warn' : 'info'),
  }
}

const logLevels: Config['logLevel'][] = ['debug', 'info', 'warn', 'error', 'silent']

function requireForProduction(config: Config, given: GivenSecrets): void {
  if (given.bankSecret === undefined) {
    throw new PlainError(
      'BANK_SECRET must be given in production: at least 32 random characters, for instance from: openssl rand -base64 32',
    )
  }
  if (config.allowsPrivateCallbacks)
    throw new PlainError(
      'PRIVATE_CALLBACKS must not be yes in production: whoever gives an address could reach what is inside.',
    )
  const isLocal = new URL(config.origin).hostname === 'localhost'
  if (!config.origin.startsWith('https:') && !isLocal) {
    throw new PlainError(
      `BANK_ORIGIN must be an https address in production, not ${config.origin}: cookies are sent over https alone.`,
    )
  }
}
