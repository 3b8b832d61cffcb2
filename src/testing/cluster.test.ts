import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { type Connection, openDatabase } from '#platform/database'
import { startCluster, testDatabase } from './cluster.ts'

test('every test gets a database of its own, with the same tables', async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()])
  assert.notEqual(one.database, other.database)
  const database = openDatabase(one, 1)
  await database.query('create table only_here (number int)')
  await database.close()
  const second = openDatabase(other, 1)
  const rows = await second.query(
    `select to_regclass('only_here') as here, to_regclass('platform.migration') as migrated`,
  )
  await second.close()
  assert.deepEqual(rows, [{ here: null, migrated: 'platform.migration' }])
})

test('a test file that is run alone starts a server, ends, and leaves nothing behind', async () => {
  const script = `
    const { testDatabase } = await import(${JSON.stringify(new URL('cluster.ts', import.meta.url).href)})
    console.log((await testDatabase()).host)`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script])
  const host = stdout.trim()
  assert.match(host, /bank-/)
  const { stdout: left } = await promisify(execFile)('sh', [
    '-c',
    'for i in 1 2 3 4 5 6 7 8 9; do test -d "$1" || exit 0; sleep 0.3; done; echo left',
    'probe',
    host,
  ])
  assert.equal(left, '')
})

test('databases of test processes that have ended are swept away, those of others stay', async () => {
  const cluster = await startCluster({ inMemory: true })
  const script = `
    const { testDatabase } = await import(${JSON.stringify(new URL('cluster.ts', import.meta.url).href)})
    console.log(JSON.stringify(await testDatabase()))
    await new Promise((resolve) => process.stdin.once('end', resolve).resume())
    process.exit()`
  const start = async () => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script, '--', cluster.argument])
    const [line] = await once(createInterface(child.stdout), 'line')
    return { child, connection: JSON.parse(line) as Connection }
  }
  const [ended, running] = await Promise.all([start(), start()])
  ended.child.stdin.end()
  await once(ended.child, 'exit')
  await cluster.sweep()
  const database = openDatabase(running.connection, 1)
  const rows = await database.query<{ datname: string }>(`select datname from pg_database where datname ~ '^test_'`)
  await database.close()
  assert.deepEqual(rows, [{ datname: running.connection.database }])
  running.child.stdin.end()
  await once(running.child, 'exit')
  await cluster.stop()
})
