import { createProgress } from '#platform/progress'
import { buildWeb } from '#platform/web-build'
import type { Command } from './command.ts'

/** Builds the web pages into dist/web. */
export const build: Command = async ({ output, now, projectFolder }) => {
  await createProgress(output, now).step('Building the web pages', () => buildWeb(projectFolder))
  return 0
}
