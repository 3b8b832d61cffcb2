import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startPostgres } from '#platform/postgres'

const project = dirname(dirname(fileURLToPath(import.meta.url)))
const main = join(project, 'src', 'main.ts')
const launcher = join(project, 'bin', 'bankserver.mjs')
const platform = `${process.platform}-${process.arch}`

let room = ''
before(async () => {
  room = await mkdtemp(join(tmpdir(), 'bank-main-'))
  await chmod(room, 0o755)
})
after(() => rm(room, { recursive: true, force: true }))

type Ending = { code: number | null; said: string }
type World = { environment?: Record<string, string>; identity?: { uid: number; gid: number } }

/** Runs Node as a person's shell would, with nothing of this process in its environment. */
function runNode(args: string[], { environment = {}, identity }: World = {}): Promise<Ending> {
  const env = { PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`, ...environment }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'], cwd: '/', ...identity })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
    })
  }
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, said })))
}

async function takePort(): Promise<{ port: string; free: () => Promise<void> }> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  return { port: String(address.port), free: () => new Promise((resolve) => server.close(() => resolve())) }
}

async function findFreePort(): Promise<string> {
  const { port, free } = await takePort()
  await free()
  return port
}

const quiet = '--disable-warning=ExperimentalWarning'
const runMain = (command: string, world: World) => runNode([quiet, main, command], world)

test('a wrong setting ends the start at once, in one line and without a stack', async () => {
  const { code, said } = await runMain('start', { environment: { PORT: 'three thousand' } })
  assert.deepEqual([code, said], [1, 'PORT must be a number from 1 to 65535, not "three thousand".\n'])
})

test('a start with arguments says where settings come from, and starts nothing', async () => {
  const environment = { DATA_DIR: join(room, 'never'), PORT: await findFreePort() }
  for (const given of ['--help', '--port=3001']) {
    const { code, said } = await runNode([quiet, main, 'start', given], { environment })
    assert.equal(code, 1)
    assert.match(said, /^npm start takes no arguments.*environment variables.*README.*\n$/)
  }
  await assert.rejects(readdir(environment.DATA_DIR), { code: 'ENOENT' })
})

test('a taken port ends the start before any slow work', async () => {
  const other = await takePort()
  const environment = { PORT: other.port, DATA_DIR: join(room, 'untouched') }
  const { code, said } = await runMain('start', { environment })
  await other.free()
  assert.equal(code, 1)
  assert.match(said, new RegExp(`^Port ${other.port} is taken by another program[^\\n]*\\n$`))
})

test('a data folder that cannot be written ends the start in one line', async () => {
  const folder = join(room, 'not-ours')
  await mkdir(folder, { mode: 0o555 })
  // Root may write everywhere, so another user has to try; where the checkout is closed to that one, nothing can be tried.
  const identity = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined
  const environment = { PORT: await findFreePort(), DATA_DIR: join(folder, 'data') }
  const { code, said } = await runMain('start', { environment, ...(identity && { identity }) })
  assert.equal(code, 1)
  if (!said.includes('Cannot find module'))
    assert.match(said, /^This user may not write[^\n]*not-ours[^\n]*DATA_DIR[^\n]*\n$/)
})

test('a database that does not answer ends the start in one line', async () => {
  const environment = {
    PORT: await findFreePort(),
    DATABASE_URL: 'postgresql://bank:secret@127.0.0.1:1/bank',
    BANK_SECRET: 's'.repeat(32),
  }
  const { code, said } = await runMain('start', { environment })
  assert.equal(code, 1)
  assert.match(said, /^The database is unreachable[^\n]*127\.0\.0\.1:1[^\n]*\n$/)
})

test('a reset removes the data of a stopped bank, never of a running one', async () => {
  const dataFolder = join(room, 'reset')
  await mkdir(dataFolder)
  await writeFile(join(dataFolder, 'bankserver.json'), '{"madeBy":"bankserver","format":1}')
  const environment = { DATA_DIR: dataFolder }
  const server = await startPostgres({ dataFolder, durability: 'none' })
  const refused = await runMain('reset', { environment })
  await server.stop()
  assert.deepEqual([refused.code, /^A running Bankserver uses .*Stop it first/.test(refused.said)], [1, true])
  const done = await runMain('reset', { environment })
  assert.deepEqual(done, { code: 0, said: `Removed what was in ${dataFolder}.\n` })
})

test('an unknown command names those there are', async () => {
  const { code, said } = await runMain('begin', {})
  assert.equal(code, 2)
  assert.match(said, /start.*test.*reset/)
})

// The launcher is tried in a small checkout of its own, on this Node pretending to be another.
async function makeCheckout(): Promise<string> {
  const checkout = await mkdtemp(join(room, 'checkout-'))
  await mkdir(join(checkout, 'bin'))
  await mkdir(join(checkout, 'src'))
  await copyFile(launcher, join(checkout, 'bin', 'bankserver.mjs'))
  await writeFile(join(checkout, 'src', 'main.ts'), "console.log('main', process.argv[2]); process.exit(7)")
  return checkout
}

const pretend = (name: string, value: string) =>
  `data:text/javascript,Object.defineProperty(${name.includes('.') ? 'process.versions' : 'process'}, '${name.split('.').at(-1)}', { value: '${value}' })`

function launch(checkout: string, pretense?: string): Promise<Ending> {
  const imports = pretense === undefined ? [] : ['--import', pretense]
  return runNode([...imports, join(checkout, 'bin', 'bankserver.mjs'), 'greet'])
}

test('the launcher says what to do: packages missing, Node too old, platform unknown', async () => {
  const checkout = await makeCheckout()
  assert.deepEqual(await launch(checkout), { code: 1, said: 'The packages are not installed yet. Run: npm ci\n' })
  await mkdir(join(checkout, 'node_modules', 'fastify'), { recursive: true })
  const old = await launch(checkout, pretend('versions.node', '20.20.0'))
  assert.match(old.said, /^Bankserver needs Node\.js 24 or newer[^\n]*npm ci without --omit=optional[^\n]*\n$/)
  const windows = await launch(checkout, pretend('platform', 'win32'))
  assert.match(windows.said, /^Bankserver runs on Linux and macOS[^\n]*WSL[^\n]*\n$/)
  assert.deepEqual([old.code, windows.code], [1, 1])
})

test('the launcher uses the Node it runs on when that is new enough, else the packaged one, and passes the exit code on', async () => {
  const checkout = await makeCheckout()
  const packaged = join(checkout, 'node_modules', `node-${platform}`, 'bin')
  await mkdir(join(checkout, 'node_modules', 'fastify'), { recursive: true })
  await mkdir(packaged, { recursive: true })
  await writeFile(join(packaged, 'node'), '#!/bin/sh\necho packaged "$3"\nexit 3\n', { mode: 0o755 })
  assert.deepEqual(await launch(checkout), { code: 7, said: 'main greet\n' })
  const old = await launch(checkout, pretend('versions.node', '20.20.0'))
  assert.deepEqual(old, { code: 3, said: 'packaged greet\n' })
})

test('the launcher hands SIGTERM on and waits for the end of what it started', async () => {
  const checkout = await makeCheckout()
  await mkdir(join(checkout, 'node_modules', 'fastify'), { recursive: true })
  const program = `
    process.on('SIGTERM', () => setTimeout(() => { console.log('drained'); process.exit(0) }, 200))
    console.log('ready'); setInterval(() => {}, 1000)`
  await writeFile(join(checkout, 'src', 'main.ts'), program)
  const child = spawn(process.execPath, [join(checkout, 'bin', 'bankserver.mjs'), 'start'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
    if (said === 'ready\n') child.kill('SIGTERM')
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  assert.deepEqual([code, said], [0, 'ready\ndrained\n'])
})

test('started by npm, the bank is told to read its certificate again by the command of the README, and goes on', async () => {
  const checkout = await makeCheckout()
  await mkdir(join(checkout, 'node_modules', 'fastify'), { recursive: true })
  await writeFile(
    join(checkout, 'package.json'),
    '{"private":true,"scripts":{"start":"node bin/bankserver.mjs start"}}',
  )
  const program = `
    process.on('SIGHUP', () => console.log('read again'))
    process.on('SIGTERM', () => process.exit(0))
    console.log('ready ' + process.ppid + '.'); setInterval(() => {}, 1000)`
  await writeFile(join(checkout, 'src', 'main.ts'), program)
  const npm = spawn('npm', ['start', '--silent'], { cwd: checkout, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  npm.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
  })
  const until = async (pattern: RegExp) => {
    for (let left = 200; !pattern.test(said); left--) {
      assert.ok(left > 0, said)
      await sleep(50)
    }
  }
  await until(/^ready \d+\.$/m)
  // With the folder before it, so that no other bank of this machine hears it.
  await promisify(execFile)('pkill', ['-HUP', '-f', `${checkout}/src/main.ts start`])
  await until(/read again/)
  const launcherPid = Number(/ready (\d+)/.exec(said)?.[1])
  process.kill(launcherPid, 'SIGHUP')
  await until(/read again\nread again/)
  assert.equal(npm.exitCode, null)
  process.kill(launcherPid, 'SIGTERM')
  assert.equal(await new Promise((resolve) => npm.on('close', resolve)), 0)
  assert.match(await readFile(join(project, 'README.md'), 'utf8'), /pkill -HUP -f 'src\/main\.ts start'/)
})
