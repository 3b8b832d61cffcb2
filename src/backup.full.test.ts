import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openDataFolder } from '#platform/data-folder'
import { openDatabase } from '#platform/database'
import { checkInstallation } from '#platform/installation'
import { startPostgres } from '#platform/postgres'
import { completeSecrets } from '#platform/secrets'
import { testFolder } from '#testing/backup'
import { migrateBank } from './app.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const node = [process.execPath, '--disable-warning=ExperimentalWarning', main]
const room = await testFolder()

type Ending = { code: number | null; said: string }
type Run = { child: ChildProcess; ended: Promise<Ending>; said: () => string }

/** Runs a command of the bank as a person's shell would; `around` is a shell script that ends in "$@". */
function run(dataFolder: string, args: string[], environment: Record<string, string> = {}, around: string[] = []): Run {
  const env = {
    PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin`,
    DATA_DIR: dataFolder,
    ...environment,
  }
  const [command = '', ...rest] = [...around, ...node, ...args]
  const child = spawn(command, rest, { env, stdio: ['ignore', 'pipe', 'pipe'], cwd: '/' })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
    })
  }
  const ended = new Promise<Ending>((resolve) => child.on('close', (code) => resolve({ code, said })))
  return { child, ended, said: () => said }
}

async function waitFor(isSo: () => boolean, { ended }: Run): Promise<void> {
  let hasEnded = false
  ended.then(() => {
    hasEnded = true
  })
  while (!isSo()) {
    assert.ok(!hasEnded, 'it ended before it could be disturbed')
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

const hasBytes = (path: string) => existsSync(path) && statSync(path).size > 100_000

/** A demo bank of many accounts that runs in a data folder; the answer stops its database. */
async function makeBank(dataFolder: string): Promise<() => Promise<void>> {
  await mkdir(dataFolder)
  await openDataFolder(dataFolder)
  const server = await startPostgres({ dataFolder, durability: 'none' })
  const db = openDatabase(server.connection, 2)
  await migrateBank(db)
  const { bankSecret } = await completeSecrets('demo', {}, dataFolder, (bytes) =>
    randomBytes(bytes).toString('base64url'),
  )
  await checkInstallation(db, 'demo', bankSecret)
  await db.query(`insert into ledger.account (id, ledger, code, created_at)
    select gen_random_uuid(), 356, 1, now() from generate_series(1, 300000)`)
  await db.close()
  return server.stop
}

test('a bank moves to another folder, through kills, a full disk and missing secrets', async (context) => {
  const [data, moved, file] = [join(room, 'data'), join(room, 'moved'), join(room, 'bank.backup')]
  const secrets = `${file}.secrets.json`
  const stop = await makeBank(data)
  try {
    await context.test('a backup that is killed leaves no file of that name, and the next one works', async () => {
      const killed = run(data, ['backup', file])
      await waitFor(() => hasBytes(`${file}.partial`), killed)
      killed.child.kill('SIGKILL')
      await killed.ended
      assert.equal(existsSync(file), false)

      await rm(`${file}.partial`)
      const interrupted = run(data, ['backup', file])
      await waitFor(() => hasBytes(`${file}.partial`), interrupted)
      interrupted.child.kill('SIGINT')
      const { code, said } = await interrupted.ended
      assert.deepEqual([code, /^Stopped; no backup was written\.$/m.test(said)], [1, true])
      assert.equal(existsSync(`${file}.partial`), false)

      await writeFile(`${file}.partial`, 'what a killed one left')
      const done = await run(data, ['backup', file]).ended
      assert.match(done.said, /rows of \d+ tables, [\d,]+ bytes\.\nIts secrets are in /)
      assert.deepEqual([done.code, existsSync(file), existsSync(`${file}.partial`)], [0, true, false])
      const again = await run(data, ['backup', file]).ended
      assert.match(again.said, /^[^\n]*is there already[^\n]*--force[^\n]*\n$/)
    })

    await context.test('on a full disk a backup says so in one line and leaves nothing', async (inner) => {
      const place = join(room, 'small')
      await mkdir(place)
      const mount = 'mount -t tmpfs -o size=1m bank-test "$0" && "$@"; code=$?; ls -A "$0"; exit $code'
      const mayMount = run(data, ['-e', ''], {}, ['unshare', '--mount', 'sh', '-c', 'mount -t tmpfs t "$0"', place])
      if ((await mayMount.ended).code !== 0) return inner.skip('only root may make a small disk to fill')
      const around = ['unshare', '--mount', 'sh', '-c', mount, place]
      const { code, said } = await run(data, ['backup', join(place, 'a')], {}, around).ended
      assert.equal(code, 1)
      assert.match(said, /^The disk is full[^\n]*\n$/)
    })
  } finally {
    await stop()
  }

  await context.test(
    'a restore without the secrets, or in another mode, is refused before anything is made',
    async () => {
      await rename(secrets, `${secrets}.away`)
      const without = await run(moved, ['restore', file]).ended
      assert.match(
        without.said,
        /another secret.*Put the secrets\.json of that bank beside the backup as .*\.secrets\.json/,
      )
      const other = await run(moved, ['restore', file], { BANK_SECRET: 'x'.repeat(40) }).ended
      assert.match(other.said, /another secret.*Set BANK_SECRET to that one/)
      const production = { MODE: 'production', BANK_SECRET: 'x'.repeat(40) }
      const mode = await run(moved, ['restore', file], production).ended
      assert.match(mode.said, /is of a bank in demo mode/)
      assert.deepEqual([without.code, other.code, mode.code, existsSync(moved)], [1, 1, 1, false])
      await rename(`${secrets}.away`, secrets)
    },
  )

  await context.test('a restore that is killed can be repeated; one into a bank is refused', async () => {
    const killed = run(moved, ['restore', file])
    await waitFor(() => killed.said().includes('Making the tables'), killed)
    killed.child.kill('SIGKILL')
    await killed.ended
    const done = await run(moved, ['restore', file]).ended
    assert.match(done.said, /Restored the bank of .*transfers are proved\.\n$/)
    assert.equal(
      await readFile(join(moved, 'secrets.json'), 'utf8'),
      await readFile(join(data, 'secrets.json'), 'utf8'),
    )
    const again = await run(moved, ['restore', file]).ended
    assert.deepEqual([done.code, again.code], [0, 1])
    assert.match(again.said, /holds a bank already[^\n]*npm run reset[^\n]*\n$/)
  })
  await rm(moved, { recursive: true, force: true })
})
