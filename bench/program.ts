/** What every benchmark's program does: hears signals, has a PostgreSQL of its own for a while, and exits. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Connection } from '#platform/database'
import { explainPlainly } from '#platform/plain-errors'
import { startPostgres } from '#platform/postgres'
import { createStopSignal } from '#platform/stop-signal'
import { findDiskFolder } from './ledger/machine.ts'

const forcedExitCode = 130

const listenForSignals = (): AbortSignal => {
  const force = (sentence: string) => {
    console.error(sentence)
    process.exit(forcedExitCode)
  }
  const stop = createStopSignal(force, () => performance.now())
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop.receive)
  return stop.signal
}

/** `measure` answers the code to exit with. The server and its folder are gone at the end, whatever happens. */
const onServer = async (
  stopping: AbortSignal,
  measure: (server: Connection, stopping: AbortSignal) => Promise<number>,
): Promise<number> => {
  const dataFolder = await mkdtemp(join(await findDiskFolder(), 'bank-bench-'))
  try {
    // Even where this process is killed, the server ends and takes its folder with it.
    await using server = await startPostgres({ dataFolder, durability: 'full', isTemporary: true })
    // A long statement does not hear that it should stop; with its server it ends, and everything that waits for it.
    stopping.addEventListener('abort', () => void server.stop())
    return await measure(server.connection, stopping)
  } finally {
    await rm(dataFolder, { recursive: true, force: true })
  }
}

/** Runs a benchmark on a server of its own and exits. */
export const runProgram = async (
  measure: (server: Connection, stopping: AbortSignal) => Promise<number>,
): Promise<never> => {
  const stopping = listenForSignals()
  try {
    process.exit(await onServer(stopping, measure))
  } catch (error) {
    console.error(stopping.aborted ? 'Stopped before the end.' : (explainPlainly(error) ?? error))
    process.exit(1)
  }
}

/** Prints what was proved, and writes the report where a file was named. */
export const conclude = async (
  report: { readonly proved: boolean; readonly complaints: readonly string[] },
  what: string,
  json: string | undefined,
): Promise<number> => {
  console.log(report.proved ? `${what} was proved.` : `NOT PROVED: ${report.complaints.join('; ')}`)
  if (json !== undefined) {
    await writeFile(json, `${JSON.stringify(report, null, 2)}\n`)
    console.log(`Wrote ${json}.`)
  }
  return report.proved ? 0 : 1
}
