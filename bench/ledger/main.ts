import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { explainPlainly } from '#platform/plain-errors'
import { startPostgres } from '#platform/postgres'
import { createStopSignal } from '#platform/stop-signal'
import { runBenchmark, usualSizes } from './benchmark.ts'
import { findDiskFolder } from './machine.ts'
import { type Options, readOptions } from './options.ts'
import { makePlan } from './plan.ts'
import { barLines } from './table.ts'

// The benchmark's one place that reads the environment and exits.

const forcedExitCode = 130
const longestQuickMs = 37_000

const listenForSignals = (): AbortSignal => {
  const force = (sentence: string) => {
    console.error(sentence)
    process.exit(forcedExitCode)
  }
  const stop = createStopSignal(force, () => performance.now())
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop.receive)
  return stop.signal
}

const main = async (stopping: AbortSignal): Promise<number> => {
  const options = readOptions(process.argv.slice(2), process.cwd())
  const dataFolder = await mkdtemp(join(await findDiskFolder(), 'bank-bench-'))
  try {
    return await measure(options, dataFolder, stopping)
  } finally {
    await rm(dataFolder, { recursive: true, force: true })
  }
}

const measure = async (options: Options, dataFolder: string, stopping: AbortSignal): Promise<number> => {
  // Even where this process is killed, the server ends and takes its folder with it.
  await using server = await startPostgres({ dataFolder, durability: 'full', isTemporary: true })
  // A long statement does not hear that it should stop; with its server it ends, and everything that waits for it.
  stopping.addEventListener('abort', () => void server.stop())
  const { report, bars } = await runBenchmark({
    server: server.connection,
    plan: makePlan(options),
    sizes: usualSizes,
    seconds: options.seconds,
    endsByMs: options.isQuick ? longestQuickMs : null,
    path: process.env.PATH ?? '',
    say: (line) => console.log(line),
    stopping,
  })
  console.log(`\n${barLines(bars).join('\n')}\n`)
  console.log(report.proved ? 'Every book was proved.' : `NOT PROVED: ${report.complaints.join('; ')}`)
  if (options.json !== undefined) {
    await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`)
    console.log(`Wrote ${options.json}.`)
  }
  return report.proved ? 0 : 1
}

const stopping = listenForSignals()
try {
  process.exit(await main(stopping))
} catch (error) {
  console.error(stopping.aborted ? 'Stopped before the end.' : (explainPlainly(error) ?? error))
  process.exit(1)
}
