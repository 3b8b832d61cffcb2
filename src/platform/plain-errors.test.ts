import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { test } from 'node:test'
import pg from 'pg'
import { testDatabase } from '#testing/cluster'
import { assertRecent, checkDatabase, parseDatabaseUrl } from './external-database.ts'
import { explainPlainly, PlainError } from './plain-errors.ts'
import { assertPortFree } from './port.ts'

/** What a person is told when this fails, as it really does here. */
async function explanationOf(work: Promise<unknown>): Promise<string | undefined> {
  return work.then(
    () => assert.fail('it did not fail'),
    (error: unknown) => explainPlainly(error),
  )
}

async function listenSomewhere(): Promise<{ port: number; [Symbol.asyncDispose](): Promise<void> }> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { port: address.port, [Symbol.asyncDispose]: close }
}

test('a taken port is named, and how to choose another', async () => {
  await using other = await listenSomewhere()
  assert.match(
    (await explanationOf(assertPortFree('127.0.0.1', other.port))) ?? '',
    new RegExp(`^Port ${other.port} is taken.*PORT=${other.port + 1} npm start$`),
  )
  await assertPortFree('127.0.0.1', 0)
})

test('an address of another machine cannot be listened on', async () => {
  assert.match(
    (await explanationOf(assertPortFree('192.0.2.1', 3000))) ?? '',
    /^HOST=192\.0\.2\.1 is not an address of this machine/,
  )
})

test('a full disk is called a full disk', async (context) => {
  if (process.platform !== 'linux') return context.skip('only Linux has a disk that is always full')
  assert.match((await explanationOf(writeFile('/dev/full', 'x'))) ?? '', /^The disk is full/)
})

test('a folder that cannot be written is named', async (context) => {
  if (process.platform !== 'linux') return context.skip('only Linux has a folder where not even root may write')
  assert.match(
    (await explanationOf(writeFile('/proc/sys/kernel/ostype', 'x'))) ?? '',
    /\/proc\/sys\/kernel\/ostype.*DATA_DIR/,
  )
})

test('a database that is not there is called unreachable, with its address', async () => {
  const free = await listenSomewhere()
  await free[Symbol.asyncDispose]()
  const url = `postgresql://bank:secret@127.0.0.1:${free.port}/bank`
  const said = (await explanationOf(checkDatabase(parseDatabaseUrl(url)))) ?? ''
  assert.match(
    said,
    new RegExp(`^The database is unreachable: the connection was refused \\(127\\.0\\.0\\.1:${free.port}\\)`),
  )
  assert.equal(said.includes('secret'), false)
})

test('a wrong password and a wrong name of the database are told apart', async () => {
  const right = await testDatabase()
  assert.match((await explanationOf(checkDatabase({ ...right, password: 'wrong' }))) ?? '', /refused the password/)
  assert.match((await explanationOf(checkDatabase({ ...right, database: 'absent' }))) ?? '', /does not exist/)
  assert.match(await checkDatabase(right), /^18/)
})

test('a PostgreSQL that is too old is refused with both versions', () => {
  assert.throws(() => assertRecent('15.8'), /is PostgreSQL 15\.8; Bankserver needs 18 or newer/)
  assert.equal(assertRecent('18.4 (Debian)'), '18.4 (Debian)')
})

test('the parts of DATABASE_URL are taken apart as they were written', () => {
  assert.deepEqual(parseDatabaseUrl('postgres://a%40b:p%2Fw@[::1]/my%20bank?sslmode=verify-full'), {
    host: '::1',
    port: 5432,
    user: 'a@b',
    password: 'p/w',
    database: 'my bank',
    ssl: true,
  })
})

test('a bug is not explained away', () => {
  assert.equal(explainPlainly(new TypeError('undefined is not a function')), undefined)
  assert.equal(explainPlainly(new pg.DatabaseError('syntax error', 1, 'error')), undefined)
  assert.equal(explainPlainly(new PlainError('Say it.')), 'Say it.')
})

test('of several attempts to connect the first one’s reason is given', async () => {
  const free = await listenSomewhere()
  await free[Symbol.asyncDispose]()
  const attempt = new Promise((_resolve, reject) => connect(free.port, 'localhost').on('error', reject))
  assert.match((await explanationOf(attempt)) ?? '', /^The database is unreachable/)
})
