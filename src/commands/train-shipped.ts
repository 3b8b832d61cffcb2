import { join } from 'node:path'
import { writeModel } from '#learning/model-file'
import { shippedPlan, trainShipped } from '#modules/fraud'
import { createProgress } from '#platform/progress'
import type { Command } from './command.ts'

/** Trains the fraud model that comes with the package again and writes it into the checkout; takes some minutes. */
export const trainShippedModel: Command = async ({ output, now, projectFolder }) => {
  const progress = createProgress(output, now)
  const path = join(projectFolder, 'src', 'modules', 'fraud', 'shipped.model.json')
  const file = await progress.step('Training the fraud model', async (report) =>
    trainShipped(shippedPlan, ({ done, of }) => report(done, of)),
  )
  await writeModel(path, file)
  for (const [name, value] of Object.entries(file.card.metrics)) progress.say(`${name} ${value}`)
  progress.say(`Wrote ${path}.`)
  return 0
}
