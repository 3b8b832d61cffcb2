/** Keepers without a service: a key that follows from the bank's secret, and keys in a file. */
import { hkdfSync } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import type { RandomBytes } from '#platform/id'
import { PlainError } from '#platform/plain-errors'
import { openBox, sealBox } from './box.ts'
import type { KeyKeeper } from './key-keeper.ts'

/** Wraps under a key that follows from the bank's secret (HKDF, RFC 5869). */
export const secretKeeper = (secret: string, random: RandomBytes): KeyKeeper => {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'bankserver key-encryption key', 32))
  return {
    name: 'secret',
    wrap: async (plain, about) => `secret:${sealBox(key, 0, about, plain, random).toString('base64url')}`,
    unwrap: async (wrapped, about) => openBox(key, about, Buffer.from(wrapped.slice('secret:'.length), 'base64url')),
  }
}

const stored = z.strictObject({
  keys: z.array(z.strictObject({ version: z.int().min(1), key: z.string().regex(/^[\w-]{43}$/) })).min(1),
})
type Keys = z.infer<typeof stored>['keys']

const readKeys = async (file: string): Promise<Keys | undefined> => {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  try {
    return stored.parse(JSON.parse(text)).keys
  } catch {
    // The parser's own message could quote a key.
    throw new PlainError(`${file} is damaged. Restore it from your backup; without it sealed data cannot be read.`)
  }
}

const textOf = (keys: Keys) => `${JSON.stringify({ keys }, null, 2)}\n`

/** Of two that make the file at once one wins, and both then use its key. */
const makeFile = async (file: string, random: RandomBytes): Promise<void> => {
  const beside = `${file}.${Buffer.from(random(6)).toString('hex')}`
  const key = Buffer.from(random(32)).toString('base64url')
  await writeFile(beside, textOf([{ version: 1, key }]), { mode: 0o600, flush: true })
  await link(beside, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(beside)
}

const writeKeys = async (file: string, keys: Keys): Promise<void> => {
  await writeFile(`${file}.new`, textOf(keys), { mode: 0o600, flush: true })
  await rename(`${file}.new`, file)
}

export interface FileKeeper extends KeyKeeper {
  /** Adds a key that wraps from now on. Those of before stay in the file: backups need them. */
  rotate(): Promise<void>
}

/** Wraps under the newest key of a file that only its owner may read; it is made where it is not there yet. */
export const fileKeeper = (file: string, random: RandomBytes): FileKeeper => {
  const keys = async (): Promise<Keys> => {
    const known = await readKeys(file)
    if (known) return known
    await makeFile(file, random)
    return keys()
  }
  const newest = async () => (await keys()).reduce((one, other) => (other.version > one.version ? other : one))
  return {
    name: 'file',
    wrap: async (plain, about) => {
      const { version, key } = await newest()
      return `file:${sealBox(Buffer.from(key, 'base64url'), version, about, plain, random).toString('base64url')}`
    },
    unwrap: async (wrapped, about) => {
      const bytes = Buffer.from(wrapped.slice('file:'.length), 'base64url')
      for (const { key } of (await keys()).filter(({ version }) => version === bytes.readUInt32BE(1)))
        return openBox(Buffer.from(key, 'base64url'), about, bytes)
      throw new PlainError(`${file} lacks the key with which the data keys of this bank were wrapped.`)
    },
    rotate: async () => {
      const next = { version: (await newest()).version + 1, key: Buffer.from(random(32)).toString('base64url') }
      await writeKeys(file, [...(await keys()), next])
    },
  }
}

/** Copies a key file, for a backup of its bank; false where there is none. */
export const copyKeyFile = async (from: string, to: string): Promise<boolean> => {
  const keys = await readKeys(from)
  if (keys) await writeKeys(to, keys)
  return keys !== undefined
}

/** Brings the keys of a copy into a key file, which may have later ones too; does nothing where there is no copy. */
export const mergeKeyFiles = async (from: string, to: string): Promise<void> => {
  const [given, own] = [await readKeys(from), (await readKeys(to)) ?? []]
  if (!given) return
  const known = new Map(own.map((each) => [each.version, each.key]))
  if (given.some(({ version, key }) => known.has(version) && known.get(version) !== key))
    throw new PlainError(`${to} has other keys than ${from}. Put it aside first.`)
  await writeKeys(to, [...own, ...given.filter(({ version }) => !known.has(version))])
}
