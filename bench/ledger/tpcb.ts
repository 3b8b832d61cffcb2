import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Connection, openDatabase } from '#platform/database'
import { createHistogram, type Histogram } from './histogram.ts'

const scale = 10
const clients = 16
const keptOutput = 4000

/** PostgreSQL's own benchmark, where the machine has it. `path` is the list of folders in which programs are looked for. */
export interface Pgbench {
  readonly version: string
  readonly path: string
}

/** The pgbench on the path, or null. */
export const findPgbench = async (path: string): Promise<Pgbench | null> => {
  try {
    const version = await runProgram(['--version'], { PATH: path })
    return { version: version.trim(), path }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

const runProgram = async (args: readonly string[], env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<string> => {
  const child = spawn('pgbench', args, { env: { ...env, LC_ALL: 'C' }, stdio: ['ignore', 'pipe', 'pipe'], signal })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-keptOutput)
    })
  }
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`pgbench ended with ${code}: ${output.trim()}`)
  return output
}

const runOn = (
  { host, port, user, password, database }: Connection,
  { path }: Pgbench,
  args: readonly string[],
  stopping: AbortSignal,
) =>
  runProgram(
    ['-h', host, '-p', String(port), '-U', user, ...args, database],
    { PATH: path, PGPASSWORD: password },
    stopping,
  )

/** Makes pgbench's tables and rows. */
export const prepareTpcb = async (connection: Connection, pgbench: Pgbench, stopping: AbortSignal): Promise<void> => {
  await runOn(connection, pgbench, ['-i', '-q', '-s', String(scale)], stopping)
}

/** Its log has a line a transaction: client, number, microseconds, and more. One thread writes one file. */
const readLatencies = async (folder: string): Promise<Histogram> => {
  const latency = createHistogram()
  for (const file of await readdir(folder)) {
    for (const line of (await readFile(join(folder, file), 'utf8')).split('\n')) {
      if (line !== '') latency.record(Number(line.split(' ')[2]) / 1000)
    }
  }
  return latency
}

/** The sums that TPC-B demands to be equal after every run. */
const isConsistent = async (connection: Connection): Promise<boolean> => {
  const db = openDatabase(connection, 1)
  try {
    const [{ kinds }] = await db.query<{ kinds: bigint }>(
      `select count(distinct total) as kinds from (
         select sum(abalance) as total from pgbench_accounts union all select sum(tbalance) from pgbench_tellers
         union all select sum(bbalance) from pgbench_branches union all select coalesce(sum(delta), 0) from pgbench_history) sums`,
    )
    return kinds === 1n
  } finally {
    await db.close()
  }
}

export interface TpcbResult {
  readonly perSecond: number
  readonly latency: Histogram
  readonly isConsistent: boolean
}

/** Runs TPC-B for whole seconds, a second of warm-up before it, prepared and with 16 clients. */
export const runTpcb = async (
  connection: Connection,
  pgbench: Pgbench,
  seconds: number,
  stopping: AbortSignal,
): Promise<TpcbResult> => {
  const folder = await mkdtemp(join(tmpdir(), 'bank-bench-'))
  try {
    // -n: without the cleaning before a run, which would also empty the history that the sums are checked against.
    const run = (time: number, ...more: string[]) =>
      runOn(connection, pgbench, ['-n', '-M', 'prepared', '-c', String(clients), '-T', String(time), ...more], stopping)
    await run(1)
    const output = await run(Math.max(1, Math.round(seconds)), '-l', `--log-prefix=${join(folder, 'log')}`)
    const [, perSecond] = /^tps = ([\d.]+)/m.exec(output) ?? []
    if (perSecond === undefined) throw new Error(`pgbench said nothing of its speed: ${output}`)
    const latency = await readLatencies(folder)
    return { perSecond: Number(perSecond), latency, isConsistent: await isConsistent(connection) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
