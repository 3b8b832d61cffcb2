/** Every setting there is: its name, what it may be, and what the README says of it. */
import { z } from 'zod'
import { abroadSettings } from './abroad.ts'
import { keySettings } from './keys.ts'
import { logSettings } from './log.ts'
import type { Setting } from './setting.ts'

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .refine((value) => Number(value) >= 1 && Number(value) <= 65_535)
const webAddress = z
  .url({ protocol: /^https?$/ })
  .refine((value) => URL.canParse(value) && new URL(value).pathname === '/')

/** Not over plain HTTP, unless the gateway is on this machine. */
const smsAddress = z.url({ protocol: /^https?$/ }).refine((value) => {
  if (!URL.canParse(value)) return false
  const { protocol, hostname, username, password } = new URL(value)
  const isSafe = protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return isSafe && username !== '' && password !== ''
})

const addressList = z
  .string()
  .refine((value) => value.split(',').every((part) => /^[\da-fA-F.:]+(\/\d{1,3})?$/.test(part.trim())))

/** A page believes what answers there: https, but on this machine itself. */
const isSafeOrigin = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { origin, protocol, hostname } = new URL(text)
  return origin === text && (protocol === 'https:' || ['localhost', '127.0.0.1'].includes(hostname))
}

const originList = z.string().refine((value) => value.split(',').every((part) => isSafeOrigin(part.trim())))

/** All settings there are, in the order of the README's table. */
export const settings: readonly Setting[] = [
  {
    name: 'MODE',
    fallback: 'demo',
    meaning: 'demo makes customers, staff and a history; production makes nobody and needs the secrets to be given',
    schema: z.enum(['demo', 'production']).optional(),
    expected: 'demo or production',
  },
  {
    name: 'PORT',
    fallback: '3000',
    meaning: 'the port the bank listens on',
    schema: port.optional(),
    expected: 'a number from 1 to 65535',
  },
  {
    name: 'HOST',
    fallback: '127.0.0.1',
    meaning: 'the address the bank listens on; 0.0.0.0 opens it to the network',
    schema: z.union([z.ipv4(), z.ipv6(), z.hostname()]).optional(),
    expected: 'an IP address or a host name',
  },
  {
    name: 'DATA_DIR',
    fallback: 'data',
    meaning: 'the folder of the built-in database and the generated secrets',
    schema: z.string().min(1).optional(),
    expected: 'a path',
  },
  {
    name: 'DATABASE_URL',
    fallback: '',
    meaning: 'a PostgreSQL 18 or newer to use in place of the built-in one; implies MODE=production',
    schema: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    expected: 'postgresql://user:password@host:port/database',
  },
  {
    name: 'BANK_ORIGIN',
    fallback: 'http://localhost:PORT',
    meaning: 'the address people type, without a path; https in production',
    schema: webAddress.optional(),
    expected: 'an address without a path, such as https://bank.example',
  },
  {
    name: 'BANK_SECRET',
    fallback: 'generated',
    meaning:
      'the key behind sessions and password hashes; at least 32 characters; demo mode generates one, production must be given it',
    schema: z.string().min(32).optional(),
    expected: 'at least 32 random characters, for instance from: openssl rand -base64 32',
  },
  {
    name: 'BANK_URL',
    fallback: 'http://localhost:PORT',
    meaning: 'the running bank that commands such as npm run replay call',
    schema: webAddress.optional(),
    expected: 'an address without a path, such as http://localhost:3000',
  },
  {
    name: 'SERVICE_KEY',
    fallback: 'generated',
    meaning: 'the key with which those commands call it, as a service client; demo mode generates one',
    schema: z
      .string()
      .regex(/^[\w.~+/-]{16,200}=*$/)
      .optional(),
    expected: '16 to 200 characters of base64',
  },
  {
    name: 'LOG_LEVEL',
    fallback: 'warn',
    meaning: 'how much the server writes about itself; info by default in production',
    schema: z.enum(['debug', 'info', 'warn', 'error', 'silent']).optional(),
    expected: 'debug, info, warn, error or silent',
  },
  {
    name: 'PROVE_EVERY_HOURS',
    fallback: '24',
    meaning: 'how old the last proof of the books may be before the bank makes the next one by itself; 0 for never',
    schema: z
      .string()
      .regex(/^\d{1,4}$/)
      .optional(),
    expected: 'a whole number of hours, 0 to 9999',
  },
  {
    name: 'LIMIT_RAISE_HOURS',
    fallback: '24',
    meaning: 'how many hours a customer waits until a payment limit that they raised holds; 0 for at once',
    schema: z
      .string()
      .regex(/^\d{1,3}$/)
      .optional(),
    expected: 'a whole number of hours, 0 to 999',
  },
  {
    name: 'RECOVERY_WAIT_HOURS',
    fallback: '24',
    meaning: 'how many hours pass between the proof of who lost every way in and their new password; 1 at least',
    schema: z
      .string()
      .regex(/^[1-9]\d{0,2}$/)
      .optional(),
    expected: 'a whole number of hours, 1 to 999',
  },
  {
    name: 'MAIL_URL',
    fallback: '',
    meaning:
      'the SMTP server that mail leaves by; without it the demo shows mail at /dev/outbox, and production sends none',
    schema: z.url({ protocol: /^smtps?$/ }).optional(),
    expected: 'smtps://user:password@host:port, or smtp:// where the server changes to TLS',
  },
  {
    name: 'MAIL_FROM',
    fallback: '',
    meaning: 'whom mail comes from; goes with MAIL_URL',
    schema: z
      .string()
      .regex(/^([\p{L}\p{N} .'-]{1,60} <)?[\w.+-]+@[\w.-]+>?$/u)
      .optional(),
    expected: 'an address, such as Bankserver <post@bank.example>',
  },
  {
    name: 'SMS_URL',
    fallback: '',
    meaning: 'the gateway that text messages leave by, spoken to as Twilio is; without it as for mail',
    schema: smsAddress.optional(),
    expected: 'https://ACCOUNT:TOKEN@host, such as https://ACCOUNT:TOKEN@api.twilio.com',
  },
  {
    name: 'SMS_FROM',
    fallback: '',
    meaning: 'the number or name that text messages come from; goes with SMS_URL',
    schema: z
      .string()
      .regex(/^(\+[1-9]\d{6,14}|[A-Za-z\d ]{3,11})$/)
      .optional(),
    expected: 'an international number, or a name of 3 to 11 letters and digits',
  },
  {
    name: 'TRUSTED_PROXIES',
    fallback: '',
    meaning: 'addresses of the proxies in front, whose X-Forwarded-For tells who calls; without it nobody is believed',
    schema: addressList.optional(),
    expected: 'addresses or networks with commas between them, such as 10.0.0.0/8,127.0.0.1',
  },
  {
    name: 'PRIVATE_CALLBACKS',
    fallback: 'no',
    meaning:
      'whether webhooks and push messages may be sent to this machine and private networks; for trying out, in a demo alone',
    schema: z.enum(['yes', 'no']).optional(),
    expected: 'yes or no',
  },
  {
    name: 'MODELS_DIR',
    fallback: '',
    meaning: 'a folder of models that are in no package, such as the one that tells faces from pictures of faces',
    schema: z.string().min(1).optional(),
    expected: 'a path',
  },
  {
    name: 'PICTURES_URL',
    fallback: '',
    meaning:
      'the bucket for pictures of locker kiosks, in storage that speaks S3; without it they lie in DATA_DIR/pictures, sealed either way',
    schema: z.url({ protocol: /^https?$/ }).optional(),
    expected: 'https://KEY:SECRET@host/bucket?region=REGION',
  },
  {
    name: 'KIOSK_LOCKS',
    fallback: '',
    meaning:
      'origins of lock controllers that locker kiosks may reach by themselves; without it no box opens while the bank is not reached, whatever the policy says',
    schema: originList.optional(),
    expected: 'origins with commas between them, such as https://locks.mylapore.example',
  },
  {
    name: 'METRICS_TOKEN',
    fallback: '',
    meaning: 'the bearer token that /metrics asks for; without it /metrics answers this machine alone',
    schema: z.string().min(16).optional(),
    expected: 'at least 16 characters',
  },
  ...abroadSettings,
  ...logSettings,
  ...keySettings,
]

/** The settings as the README shows them. */
export function settingsTable(): string {
  const rows = settings.map(
    ({ name, fallback, meaning }) => `| \`${name}\` | ${fallback && `\`${fallback}\``} | ${meaning} |`,
  )
  return ['| setting | default | meaning |', '| --- | --- | --- |', ...rows].join('\n')
}
