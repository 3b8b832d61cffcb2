import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { GivenSecrets } from './config.ts'
import { PlainError } from './plain-errors.ts'

/** What must never be logged. */
export type Secrets = {
  /** At least 32 characters; the pepper of password hashes and the key of sessions. */
  bankSecret: string
  /** The key of the service client that commands use; undefined in production unless given. */
  serviceKey: string | undefined
  /** What /metrics asks for, when it was given. */
  metricsToken: string | undefined
  /** The SMTP server and the SMS gateway, with their passwords, when they were given. */
  mailUrl: string | undefined
  smsUrl: string | undefined
  /** For the service that keeps the key, where there is one. */
  keyServiceToken?: string
  /** The bucket for pictures, with its keys, when it was given. */
  picturesUrl?: string
}

const stored = z.strictObject({ bankSecret: z.string().min(32), serviceKey: z.string().min(16) })

/**
 * The given secrets, completed in demo mode by those of the data folder's `secrets.json`, which the first start writes and
 * only its owner may read. `random(bytes)` gives a text of that much randomness.
 */
export async function completeSecrets(
  mode: 'demo' | 'production',
  given: GivenSecrets,
  dataFolder: string,
  random: (bytes: number) => string,
): Promise<Secrets> {
  if (mode === 'production') {
    if (given.bankSecret === undefined) throw new PlainError('BANK_SECRET must be given in production.')
    return { ...asGiven(given), bankSecret: given.bankSecret, serviceKey: given.serviceKey }
  }
  const file = join(dataFolder, secretsName)
  const kept = (await readStored(file)) ?? (await generate(file, random))
  const { bankSecret, serviceKey } = { ...kept, ...given }
  return { ...asGiven(given), bankSecret, serviceKey }
}

const asGiven = ({ metricsToken, mailUrl, smsUrl, keyServiceToken, picturesUrl }: GivenSecrets) => ({
  metricsToken,
  mailUrl,
  smsUrl,
  ...(keyServiceToken && { keyServiceToken }),
  ...(picturesUrl && { picturesUrl }),
})

const secretsName = 'secrets.json'

/** Copies the generated secrets of a data folder, for a backup of its bank; false where it has none. */
export async function copySecrets(dataFolder: string, to: string): Promise<boolean> {
  const kept = await readStored(join(dataFolder, secretsName))
  if (kept !== undefined) await writeWhole(to, kept)
  return kept !== undefined
}

/**
 * The secret under which a bank in this data folder would run: the given one, the folder's own, or that of a copy; undefined
 * where there is none. With `adopt` a copy becomes the folder's own.
 */
export async function findBankSecret(
  given: GivenSecrets,
  dataFolder: string,
  copy: string,
): Promise<{ bankSecret: string; adopt: () => Promise<void> } | undefined> {
  const adopt = async () => {}
  if (given.bankSecret !== undefined) return { bankSecret: given.bankSecret, adopt }
  const own = join(dataFolder, secretsName)
  const kept = await readStored(own)
  if (kept !== undefined) return { bankSecret: kept.bankSecret, adopt }
  const copied = await readStored(copy)
  return copied && { bankSecret: copied.bankSecret, adopt: () => writeWhole(own, copied) }
}

async function readStored(file: string): Promise<z.infer<typeof stored> | undefined> {
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (content === undefined) return undefined
  try {
    return stored.parse(JSON.parse(content))
  } catch {
    // The parser's own message could quote a secret.
    throw new PlainError(`${file} is damaged. Restore it from your backup, or start anew with: npm run reset`)
  }
}

async function generate(file: string, random: (bytes: number) => string): Promise<z.infer<typeof stored>> {
  const made = { bankSecret: random(32), serviceKey: random(24) }
  await writeWhole(file, made)
  return made
}

/** Written whole beside its place and moved there: a crash leaves either no secrets or all of them. */
async function writeWhole(file: string, secrets: z.infer<typeof stored>): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
}
