import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Progress } from '#platform/progress'
import { checkLicenses } from './licenses.ts'
import { addTallies, emptyTally, type Tally } from './tally.ts'

/** One check of the code that is not a test; `run` gives back nothing when all is well, else what is wrong in full. */
export type CheckStage = { name: string; run: () => Promise<string | undefined> }

/** The checks in the order in which they are run, the quick ones first. */
export function checkStages(projectFolder: string): CheckStage[] {
  const tool =
    (path: string, ...args: string[]) =>
    () =>
      runTool(projectFolder, path, args)
  return [
    { name: 'format and lint', run: tool('@biomejs/biome/bin/biome', 'ci', '--colors=off', '--error-on-warnings') },
    { name: 'types of the server', run: tool('typescript/bin/tsc', '--project', 'tsconfig.json') },
    { name: 'types of the web', run: tool('typescript/bin/tsc', '--project', 'web/tsconfig.json') },
    { name: 'types of the journeys', run: tool('typescript/bin/tsc', '--project', 'e2e/tsconfig.json') },
    { name: 'dead code', run: tool('knip/bin/knip.js', '--no-progress') },
    { name: 'licenses', run: () => checkLicenses(projectFolder) },
  ]
}

/** Runs the checks one after the other, says what is wrong in full, and counts each as one. */
export async function runStages(stages: CheckStage[], progress: Progress, stopping: AbortSignal): Promise<Tally> {
  let tally = emptyTally
  for (const stage of stages) {
    if (stopping.aborted) break
    const problem = await progress.step(stage.name, () => stage.run())
    if (problem !== undefined) progress.say(`\nFAILED: ${stage.name}\n${problem}\n`)
    const passed = problem === undefined ? 1 : 0
    tally = addTallies(tally, { passed, failed: 1 - passed, skipped: 0 })
  }
  return tally
}

function runTool(projectFolder: string, path: string, args: string[]): Promise<string | undefined> {
  return runToEnd(process.execPath, [join(projectFolder, 'node_modules', path), ...args], projectFolder)
}

function runToEnd(command: string, args: string[], folder: string): Promise<string | undefined> {
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
    })
  }
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(`${command} could not be started: ${error.message}`))
    child.on('close', (code) => resolve(code === 0 ? undefined : `${output.trim()}\n(exit code ${code})`))
  })
}
