import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { getPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Connection, openDatabase } from './database.ts'
import { PlainError } from './plain-errors.ts'
import { findRunning, startPostgres } from './postgres.ts'
import { readPostmaster } from './postmaster-file.ts'

const folders: string[] = []
after(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bank-postgres-test-'))
  await chmod(folder, 0o755)
  folders.push(folder)
  return folder
}

async function ask<Row extends object>(connection: Connection, sql: string): Promise<Row[]> {
  const database = openDatabase(connection, 1)
  try {
    return await database.query<Row>(sql)
  } finally {
    await database.close()
  }
}

async function isGone(pid: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < 8000; waitedMs += 50) {
    try {
      process.kill(pid, 0)
    } catch {
      return true
    }
    await sleep(50)
  }
  return false
}

const quick = (dataFolder: string) => startPostgres({ dataFolder, durability: 'none' })

test('the database keeps what was written from one start to the next, and leaves nothing running between', async () => {
  const dataFolder = await makeFolder()
  const first = await quick(dataFolder)
  await ask(first.connection, 'create table kept as select 42 as answer')
  const postmaster = await readPostmaster(join(dataFolder, 'postgres'))
  await first.stop()
  assert.equal(await isGone(postmaster?.pid ?? 0), true)
  await assert.rejects(stat(postmaster?.socketFolder ?? ''), { code: 'ENOENT' })

  await using second = await quick(dataFolder)
  assert.deepEqual([first.wasCreated, second.wasCreated], [true, false])
  assert.deepEqual(await ask(second.connection, 'select answer from kept'), [{ answer: 42 }])
})

test('a real start waits for the disk, checks its pages, sorts the same everywhere and opens no port', async () => {
  const dataFolder = await makeFolder()
  await using server = await startPostgres({ dataFolder, durability: 'full' })
  const names = ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'listen_addresses', 'TimeZone']
  const [row] = await ask<Record<string, string>>(
    server.connection,
    `select ${names.map((name) => `current_setting('${name}') as "${name}"`).join(', ')},
      (select datlocale from pg_database where datname = 'bank') as locale`,
  )
  assert.deepEqual(Object.values(row ?? {}), ['on', 'on', 'on', 'on', '', 'UTC', 'C.UTF-8'])
  assert.equal((await stat(join(dataFolder, 'postgres.password'))).mode & 0o777, 0o600)
})

test('a data folder that a live server uses is refused to a second one, and found by those who ask', async () => {
  const dataFolder = await makeFolder()
  const first = await quick(dataFolder)
  await assert.rejects(quick(dataFolder), /data folder .* is in use by a running Bankserver/)
  assert.deepEqual(await findRunning(dataFolder), first.connection)
  await first.stop()
  assert.equal(await findRunning(dataFolder), undefined)
})

test('after all of the server was killed at once the next start finds every committed row', async () => {
  const dataFolder = await makeFolder()
  const first = await startPostgres({ dataFolder, durability: 'full' })
  await ask(first.connection, 'create table kept as select generate_series(1, 1000) as number')
  const postmaster = await readPostmaster(join(dataFolder, 'postgres'))
  assert.ok(postmaster)
  process.kill(postmaster.pid, 'SIGKILL')
  await first.exited

  await using second = await quick(dataFolder)
  assert.deepEqual(await ask(second.connection, 'select count(*) from kept'), [{ count: 1000n }])
})

test('a start waits for the last process of a server that was killed, and one that is stopping counts as gone', async () => {
  const dataFolder = await makeFolder()
  const first = await quick(dataFolder)
  const database = openDatabase(first.connection, 1)
  const [{ backend }] = await database.query<{ backend: number }>('select pg_backend_pid() as backend')
  const postmaster = await readPostmaster(join(dataFolder, 'postgres'))
  process.kill(backend, 'SIGSTOP')
  process.kill(postmaster?.pid ?? 0, 'SIGKILL')
  await first.exited
  const log = () => readFile(join(dataFolder, 'postgres.log'), 'utf8')
  const starting = quick(dataFolder)
  for (let tries = 0; tries < 200 && !(await log()).includes('pre-existing shared memory'); tries++) await sleep(50)
  assert.match(await log(), /pre-existing shared memory/)
  process.kill(backend, 'SIGKILL')
  await database.close().catch(() => {})
  await using second = await starting
  assert.deepEqual(await ask(second.connection, 'select 1 as one'), [{ one: 1 }])

  const file = join(dataFolder, 'postgres', 'postmaster.pid')
  const content = await readFile(file, 'utf8')
  // At once, as the server does: whoever reads meanwhile finds the one or the other.
  const write = async (text: string) => {
    await writeFile(`${file}.next`, text)
    await rename(`${file}.next`, file)
  }
  await write(content.replace('ready   ', 'stopping'))
  assert.equal(await findRunning(dataFolder), undefined)
  await write(content.replace('ready   ', 'starting'))
  const found = findRunning(dataFolder)
  await sleep(150)
  await write(content)
  assert.deepEqual(await found, second.connection)
})

test('a bank that is killed with -9 takes its database with it', async () => {
  const dataFolder = await makeFolder()
  const script = `
    const { startPostgres } = await import(${JSON.stringify(new URL('postgres.ts', import.meta.url).href)})
    await startPostgres({ dataFolder: ${JSON.stringify(dataFolder)}, durability: 'none' })
    console.log('ready')
    setInterval(() => {}, 1000)`
  const bank = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(bank.stdout, 'data')
  const postmaster = await readPostmaster(join(dataFolder, 'postgres'))
  bank.kill('SIGKILL')
  assert.equal(await isGone(postmaster?.pid ?? 0), true)

  await using next = await quick(dataFolder)
  assert.equal(next.wasCreated, false)
})

test('the database makes way for the bank', async () => {
  const dataFolder = await makeFolder()
  await using _server = await quick(dataFolder)
  const postmaster = await readPostmaster(join(dataFolder, 'postgres'))
  assert.equal(getPriority(postmaster?.pid ?? 0), Math.min(19, getPriority(process.pid) + 5))
})

test('the process id of a dead server may meanwhile be somebody else’s', async () => {
  const dataFolder = await makeFolder()
  const first = await quick(dataFolder)
  const file = join(dataFolder, 'postgres', 'postmaster.pid')
  const lines = (await readFile(file, 'utf8')).split('\n')
  await first.stop()
  await writeFile(file, [process.ppid, ...lines.slice(1)].join('\n'))

  await using second = await quick(dataFolder)
  assert.equal(second.wasCreated, false)
})

test('root can keep the data in a folder that is closed to everybody else', async (context) => {
  if (process.getuid?.() !== 0) return context.skip('only root needs another user for the database')
  const dataFolder = await makeFolder()
  await chmod(dataFolder, 0o700)
  await using server = await quick(dataFolder)
  assert.deepEqual(await ask(server.connection, 'select 1 as one'), [{ one: 1 }])
  assert.equal((await stat(join(dataFolder, 'postgres'))).uid, 0)
})

test('root can move a data folder from an open place to a closed one', async (context) => {
  if (process.getuid?.() !== 0) return context.skip('only root needs another user for the database')
  const dataFolder = await makeFolder()
  const open = await quick(dataFolder)
  await ask(open.connection, 'create table kept as select 42 as answer')
  await open.stop()
  assert.notEqual((await stat(join(dataFolder, 'postgres'))).uid, 0)
  await chmod(dataFolder, 0o700)
  await using closed = await quick(dataFolder)
  assert.deepEqual(await ask(closed.connection, 'select answer from kept'), [{ answer: 42 }])
})

test('a database of a newer PostgreSQL is left alone and the reason said', async () => {
  const dataFolder = await makeFolder()
  const first = await quick(dataFolder)
  await first.stop()
  await writeFile(join(dataFolder, 'postgres', 'PG_VERSION'), '19\n')
  await assert.rejects(
    quick(dataFolder),
    (error) => error instanceof PlainError && /newer PostgreSQL \(19\)/.test(error.message),
  )
})
