import { readConfig } from '#platform/config'
import { emptyDataFolder } from '#platform/data-folder'
import { PlainError } from '#platform/plain-errors'
import { findRunning } from '#platform/postgres'
import type { Command } from './command.ts'

/** Removes everything in the data folder, after checking that it is ours and that no bank uses it. */
export const reset: Command = async ({ environment, projectFolder, output }) => {
  const { config } = readConfig(environment, projectFolder)
  if (await findRunning(config.dataFolder)) {
    throw new PlainError(`A running Bankserver uses ${config.dataFolder}. Stop it first (Ctrl-C), then reset.`)
  }
  const hadContent = await emptyDataFolder(config.dataFolder)
  output.write(
    hadContent ? `Removed what was in ${config.dataFolder}.\n` : `There was nothing in ${config.dataFolder}.\n`,
  )
  return 0
}
