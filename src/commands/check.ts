import { join } from 'node:path'
import { createProgress } from '#platform/progress'
import { makeBillOfMaterials } from '#testing/bill-of-materials'
import { checkStages, runStages } from '#testing/check-stages'
import { addTallies, formatTally } from '#testing/tally'
import { runTestFiles } from '#testing/test-files'
import type { Command } from './command.ts'

const minuteMs = 60_000

/** Checks what needs no database: format, lint, types, dead code, licenses, architecture; writes dist/sbom.json. */
export const check: Command = async ({ output, now, projectFolder, stopping }) => {
  const progress = createProgress(output, now)
  const file = join(projectFolder, 'dist', 'sbom.json')
  const bill = { name: 'bill of materials (dist/sbom.json)', run: () => makeBillOfMaterials(projectFolder, file) }
  const checked = await runStages([...checkStages(projectFolder), bill], progress, stopping)
  const architecture = await progress.step('architecture', () =>
    runTestFiles({
      files: [join(projectFolder, 'src', 'architecture.test.ts')],
      projectFolder,
      concurrency: 1,
      timeoutMs: minuteMs,
      args: [],
      stopping,
      onFile: () => {},
      onLine: progress.say,
    }),
  )
  const tally = addTallies(checked, architecture)
  progress.say(formatTally(tally))
  return tally.failed === 0 && !stopping.aborted ? 0 : 1
}
