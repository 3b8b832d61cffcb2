/** A table of sealed notes, each found by its hash, and a command that gives them other keys. */
import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { type Connection, openDatabase } from '#platform/database'
import { createSealing, type KeyKeeper, rotateKeys, type Sealing, secretKeeper } from '#platform/sealing'
import { emptyDatabase } from '#testing/cluster'
import { versionOf } from './box.ts'

const random = (count: number) => randomBytes(count)
export const keeper = secretKeeper('a secret of a test, quite long enough', random)
export const field = { table: 'vault.thing', column: 'note', key: 'id', keyType: 'uuid' } as const
const hashed = { from: field, column: 'hash', name: 'note', normal: (text: string) => text.trim() }
const signal = new AbortController().signal

export const openVault = async (rows: number, connection?: Connection) => {
  const db = openDatabase(connection ?? (await emptyDatabase()), 8)
  const openServer = () => createSealing({ db, randomBytes: random, keeper })
  const sealing = openServer()
  await db.query('create schema vault')
  await db.query('create table vault.thing (id uuid primary key, note bytea, hash bytea unique)')
  await sealing.refresh()
  const find = async (text: string, by: Sealing = sealing) => {
    const found = await db.query<{ id: string }>('select id from vault.thing where hash = any($1::bytea[])', [
      await by.hashes('note', text),
    ])
    return found.map(({ id }) => id)
  }
  /** Answers null where the note is there already. */
  const put = (text: string, by: Sealing = sealing, pause: () => Promise<unknown> = async () => {}) =>
    db.transaction(async (tx) => {
      const id = randomUUID()
      const [hash, sealed] = [await by.hash(tx, 'note', text), await by.seal(field, id, text)]
      const known = await tx.query('select from vault.thing where hash = any($1::bytea[])', [
        await by.hashes('note', text),
      ])
      await pause()
      if (known.length > 0) return null
      const values = [id, sealed, hash]
      const written = await tx.query(
        'insert into vault.thing values ($1, $2, $3) on conflict do nothing returning id',
        values,
      )
      return written.length > 0 ? id : null
    })
  const ids: string[] = []
  for (let index = 0; index < rows; index++) ids.push((await put(`note ${index}`)) ?? '')
  const versions = async () => {
    const found = await db.query<{ note: Buffer }>('select note from vault.thing where note is not null')
    return [...new Set(found.map(({ note }) => versionOf(note)))].sort()
  }
  const read = async (id: string) => {
    const [{ note }] = await db.query<{ note: Buffer }>('select note from vault.thing where id = $1', [id])
    return sealing.open(field, id, note)
  }
  const keys = async (purpose: 'seal' | 'search' = 'seal') => {
    const found = await db.query<{ version: number }>(
      'select version from platform.data_key where purpose = $1 order by 1',
      [purpose],
    )
    return found.map(({ version }) => version)
  }
  const rotate = (by: KeyKeeper = keeper, onProgress: (news: { field: string }) => void = () => {}, patienceMs = 1) =>
    rotateKeys({
      db,
      randomBytes: random,
      keeper: by,
      fields: [field],
      hashed: [hashed],
      onProgress,
      signal,
      patienceMs,
    })
  const close = () => db.close()
  return { db, sealing, openServer, put, find, ids, versions, read, keys, rotate, [Symbol.asyncDispose]: close }
}

const program = `
  const { openDatabase } = await import('#platform/database')
  const { rotateKeys } = await import('#platform/sealing')
  const { keeper, field } = await import('./src/platform/sealing/test-vault.ts')
  const { randomBytes } = await import('node:crypto')
  const db = openDatabase(JSON.parse(process.argv[1]), 2)
  const hashed = [{ from: field, column: 'hash', name: 'note', normal: (text) => text.trim() }]
  const onProgress = ({ field, done }) => process.stdout.write(field + ' ' + done + '\\n')
  await rotateKeys({ db, randomBytes: (count) => randomBytes(count), keeper, fields: [field], hashed, onProgress,
    signal: new AbortController().signal, patienceMs: 1 })
  process.exit(0)`

/** A rotation in a process of its own, which is killed (SIGKILL) as soon as it has told of so much. */
export const killRotationAt = async (connection: Connection, news: string): Promise<void> => {
  const folder = fileURLToPath(new URL('../../..', import.meta.url))
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program]
  const child = spawn(process.execPath, [...flags, '--', JSON.stringify(connection)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let told = ''
  for await (const chunk of child.stdout) {
    told += chunk
    if (told.includes(`${news}\n`)) child.kill('SIGKILL')
  }
}
