/** A bank as a person runs it: started by its launcher, in a session of its own, on a port and a data folder of the test's. */
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const project = dirname(dirname(fileURLToPath(import.meta.url)))

/** A port that nobody listens on at this moment. */
export async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  assert.ok(typeof address === 'object' && address !== null)
  return address.port
}

/** `pid` leads a group of processes, as a terminal's job does. */
export type RunningBank = { pid: number; said: () => string; ended: Promise<number | null> }

/**
 * Starts the bank as a person does, in a session of its own like a terminal's, and waits until it says it is ready. A `wrapper` is a
 * command that runs it.
 */
export async function startBank(
  dataFolder: string,
  port: number,
  settings: Record<string, string> = {},
  wrapper: readonly string[] = [],
): Promise<RunningBank> {
  const [command, ...args] = [...wrapper, process.execPath, join(project, 'bin', 'bankserver.mjs'), 'start']
  const child = spawn(command, args, {
    cwd: project,
    detached: true,
    env: { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, PORT: String(port), DATA_DIR: dataFolder, ...settings },
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
  return { pid: child.pid ?? 0, said: () => said, ended }
}

/** Processes that still name the data folder. */
export async function findLeftovers(dataFolder: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid,args'])
  return stdout.split('\n').filter((line) => line.includes(dataFolder))
}
