import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import { createProgress, type Progress } from '#platform/progress'
import { checkStages, runStages } from '#testing/check-stages'
import { type Cluster, startCluster } from '#testing/cluster'
import { addTallies, emptyTally, formatTally, type Tally } from '#testing/tally'
import { runTestFiles } from '#testing/test-files'
import type { Command } from './command.ts'

const minuteMs = 60_000

// A run that hangs must end by itself and say so.
const longestRunMs = { quick: 75 * minuteMs, full: 85 * minuteMs }

type Run = { isFull: boolean; filters: string[]; projectFolder: string; stopping: AbortSignal; progress: Progress }

/**
 * Checks and tests everything. `--full` adds the files named *.full.test.ts; any other argument runs only the test files
 * whose path contains it, without the checks.
 */
export const test: Command = async ({ args, projectFolder, output, stopping, now, uptimeMs }) => {
  const progress = createProgress(output, now)
  const filters = args.filter((argument) => !argument.startsWith('-'))
  const isFull = args.includes('--full')
  const tooLong = AbortSignal.timeout(isFull ? longestRunMs.full : longestRunMs.quick)
  const run: Run = { isFull, filters, projectFolder, stopping: AbortSignal.any([stopping, tooLong]), progress }
  let tally = filters.length === 0 ? await runStages(checkStages(projectFolder), progress, stopping) : emptyTally
  tally = addTallies(tally, await runTests(run))
  if (tally.passed + tally.failed + tally.skipped === 0) {
    progress.say(`No test file has ${filters.join(' or ')} in its path.`)
    tally = { ...tally, failed: 1 }
  }
  if (tooLong.aborted) {
    progress.say('FAILED: the run took too long and was cut short.')
    tally = addTallies(tally, { passed: 0, failed: 1, skipped: 0 })
  }
  progress.say(`Took ${(uptimeMs() / 1000).toFixed(0)} s.`)
  if (stopping.aborted) progress.say('Stopped before the end.')
  progress.say(formatTally(tally))
  return tally.failed === 0 && !stopping.aborted ? 0 : 1
}

async function runTests(run: Run): Promise<Tally> {
  const files = await findFiles(run, ['src/**/*.test.ts', 'web/**/*.test.ts', 'bench/**/*.test.ts'])
  const journeys = await findFiles(run, ['e2e/**/*.test.ts'])
  if (files.length + journeys.length === 0 || run.stopping.aborted) return emptyTally
  const cluster = await run.progress.step('database for the tests', () =>
    // The long tests have databases that are larger than the memory of a small machine.
    startCluster({ inMemory: !run.isFull }),
  )
  try {
    const tested = await runFiles(run, 'tests', files, 2, cluster)
    return addTallies(tested, await runFiles(run, 'browser journeys', journeys, 1, cluster))
  } finally {
    await cluster.stop()
  }
}

async function findFiles({ projectFolder, isFull, filters }: Run, patterns: string[]): Promise<string[]> {
  const files: string[] = []
  for await (const file of glob(patterns, { cwd: projectFolder })) files.push(file)
  return files
    .filter((file) => isFull || !file.endsWith('.full.test.ts'))
    .filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)))
    .sort()
    .map((file) => join(projectFolder, file))
}

function runFiles(run: Run, name: string, files: string[], concurrency: number, cluster: Cluster): Promise<Tally> {
  if (files.length === 0 || run.stopping.aborted) return Promise.resolve(emptyTally)
  return run.progress.step(`${name}, ${files.length} ${files.length === 1 ? 'file' : 'files'}`, (report) =>
    runTestFiles({
      files,
      projectFolder: run.projectFolder,
      concurrency,
      timeoutMs: run.isFull ? 20 * minuteMs : 8 * minuteMs,
      args: [cluster.argument],
      stopping: run.stopping,
      onFile: (done) => {
        report(done, files.length)
        // Where it fails, nothing is lost but room.
        cluster.sweep().catch(() => {})
      },
      onLine: (line) => run.progress.say(line),
    }),
  )
}
