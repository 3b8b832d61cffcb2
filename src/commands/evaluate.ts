import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createProgress } from '#platform/progress'
import type { Command } from './command.ts'
import { compareModels } from './evaluate/compare-models.ts'
import { parseOptions } from './evaluate/options.ts'
import { readParts } from './evaluate/read-parts.ts'
import { describeRest } from './evaluate/report.ts'

/** Where the rows of features lie meanwhile, and how that place is left. */
const openFolder = async (kept: string | undefined) => {
  if (kept !== undefined) {
    await mkdir(kept, { recursive: true })
    return { path: kept, leave: async () => {} }
  }
  const path = await mkdtemp(join(tmpdir(), 'evaluate-'))
  return { path, leave: () => rm(path, { recursive: true }) }
}

/** Holds all models against one another on labeled payments, by time: train, validate, test. */
export const evaluate: Command = async ({ args, output, stopping, now }) => {
  const asked = await parseOptions(args, process.cwd())
  const progress = createProgress(output, now)
  const folder = await openFolder(asked.rows)
  try {
    const read = await readParts(asked, folder.path, progress, stopping)
    const evaluation = await compareModels(asked, read, progress, stopping)
    for (const sentence of describeRest(evaluation)) progress.say(sentence)
    if (asked.json !== undefined) await writeFile(asked.json, `${JSON.stringify(evaluation, null, 2)}\n`)
    return 0
  } catch (error) {
    if (!stopping.aborted) throw error
    progress.say('Stopped before the end.')
    return 130
  } finally {
    await folder.leave()
  }
}
