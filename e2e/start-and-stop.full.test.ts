import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const project = dirname(dirname(fileURLToPath(import.meta.url)))

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  assert.ok(typeof address === 'object' && address !== null)
  return address.port
}

type RunningBank = { pid: number; seconds: number; said: () => string; ended: Promise<number | null> }

/** Starts the bank as a person does, in a session of its own like a terminal's, and waits until it says it is ready. */
async function startBank(dataFolder: string, port: number): Promise<RunningBank> {
  const began = performance.now()
  const child = spawn(process.execPath, [join(project, 'bin', 'bankserver.mjs'), 'start'], {
    cwd: project,
    detached: true,
    env: { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, PORT: String(port), DATA_DIR: dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
    })
  }
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  while (child.exitCode === null) {
    const answer = await fetch(`http://localhost:${port}/health/ready`).catch(() => undefined)
    if (answer?.ok) break
    await sleep(50)
  }
  assert.equal(child.exitCode, null, said)
  return { pid: child.pid ?? 0, seconds: (performance.now() - began) / 1000, said: () => said, ended }
}

async function findLeftovers(dataFolder: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid,args'])
  return stdout.split('\n').filter((line) => line.includes(dataFolder))
}

test('the bank starts, stops on Ctrl-C without a trace, starts again in under five seconds, and survives being killed', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'bank-life-'))
  const port = await findFreePort()
  try {
    const first = await startBank(dataFolder, port)
    assert.ok(first.seconds < 60, `the first start took ${first.seconds} s`)
    // A terminal's Ctrl-C reaches every process of the group.
    process.kill(-first.pid, 'SIGINT')
    assert.equal(await first.ended, 0, first.said())
    assert.deepEqual(await findLeftovers(dataFolder), [])

    const second = await startBank(dataFolder, port)
    assert.ok(second.seconds < 5, `a later start took ${second.seconds} s`)
    process.kill(-second.pid, 'SIGKILL')
    await second.ended

    const third = await startBank(dataFolder, port)
    process.kill(-third.pid, 'SIGTERM')
    assert.equal(await third.ended, 0, third.said())
    assert.deepEqual(await findLeftovers(dataFolder), [])
    assert.match(await readFile(join(dataFolder, 'postgres.log'), 'utf8'), /ready to accept connections/)
  } finally {
    await rm(dataFolder, { recursive: true, force: true })
  }
})
