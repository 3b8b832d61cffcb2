import { type Config, type GivenSecrets, readConfig } from '#platform/config'
import { openDatabase } from '#platform/database'
import { PlainError } from '#platform/plain-errors'
import { createProgress } from '#platform/progress'
import { trainBank } from '../app.ts'
import type { Command, Surroundings } from './command.ts'
import { reachDatabase } from './reach-database.ts'

const stages = {
  reading: 'Reading the history',
  generating: 'Generating payments',
  fitting: 'Training',
  measuring: 'Trying it on later payments',
  registering: 'Registering',
} as const

const onDatabase = async <Answer>(
  config: Config,
  given: GivenSecrets,
  work: (db: ReturnType<typeof openDatabase>) => Promise<Answer>,
): Promise<Answer> => {
  const reached = await reachDatabase(config, given)
  const db = openDatabase(reached.connection, 4)
  try {
    return await work(db)
  } finally {
    await db.close()
    await reached.stop()
  }
}

const trainOn = (db: ReturnType<typeof openDatabase>, { output, now, stopping }: Surroundings) => {
  const progress = createProgress(output, now)
  let last = ''
  return progress.step('Training the model of the bank', (report) =>
    trainBank(
      db,
      () => new Date(now()),
      stopping,
      ({ stage, share }) => {
        if (stage !== last) progress.say(`${stages[stage]} …`)
        last = stage
        report(share, 1)
      },
    ),
  )
}

/**
 * Trains the bank's model as its schedule does, whether the bank runs or not: on its own history, or on generated payments while
 * that is too short. The result is a challenger, which decides nothing until two people promote it.
 */
export const train: Command = async (surroundings) => {
  const { config, given } = readConfig(surroundings.environment, surroundings.projectFolder)
  const { training, model } = await onDatabase(config, given, (db) => trainOn(db, surroundings))
  if (!model) throw new PlainError(`No model was trained: ${training.problem ?? training.state}`)
  const say = (line: string) => surroundings.output.write(`${line}\n`)
  say(model.card.notes ?? '')
  for (const [name, value] of Object.entries(model.card.metrics)) say(`${name} ${value.toFixed(4)}`)
  say(`Registered as challenger: ${model.version}. Staff compare and promote it on the page Models.`)
  return 0
}
