import { writeFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { createRandom } from '#learning/random'
import type { SigmoidEpoch } from '#learning/sigmoid-unit'
import { drawParts, listPictures, openAlbum, type Seen } from '#perception/evidence'
import { figuresOf } from '#perception/figures'
import { packPersonModel, scorePerson, trainPerson, viewsOf } from '#perception/person'
import { createProgress } from '#platform/progress'
import type { Command } from '../command.ts'
import { readTrainingOptions } from './options.ts'
import { curveLines, figureLines } from './tables.ts'

/** The paper's shares of ten: seven to train on, two to validate, one to test. */
const SHARES = 10
const isTraining = (part: number) => part < 7
const isValidation = (part: number) => part === 7 || part === 8

/** Trains human or not, as the paper does, on DIR/objects and the people of every other folder in DIR, and says how it does on a tenth it has not seen. */
export const trainPersonModel: Command = async ({ args, output, stopping, now }) => {
  const options = readTrainingOptions(args, process.cwd())
  const progress = createProgress(output, now)
  const without = join(options.folder, 'objects')
  const objects = await listPictures(without)
  const people = (await listPictures(options.folder)).filter(({ file }) => !file.startsWith(`${without}${sep}`))
  const look = await openAlbum((file, reason) => progress.say(`Left out: ${file}. ${reason}`))
  const samples: Seen[] = []
  const labels: number[] = []
  await progress.step('Looking at the pictures', async (report) => {
    for (const [index, picture] of [...people, ...objects].entries()) {
      stopping.throwIfAborted()
      const seen = await look(picture)
      if (seen !== undefined) {
        samples.push(seen)
        labels.push(index < people.length ? 1 : 0)
      }
      report(index + 1, people.length + objects.length)
    }
  })
  const parts = drawParts(labels, SHARES, createRandom(options.seed))
  const of = (belongs: (part: number) => boolean) => {
    const rows = parts.flatMap((part, row) => (belongs(part) ? [row] : []))
    return { samples: rows.map((row) => samples[row]), labels: rows.map((row) => labels[row]) }
  }
  const [training, validation, test] = [of(isTraining), of(isValidation), of((part) => part === 9)]
  const epochs: SigmoidEpoch[] = []
  const held = viewsOf(validation.samples, validation.labels)
  const settings = { epochs: options.epochs, seed: options.seed }
  const model = trainPerson(training.samples, training.labels, settings, held, (epoch) => epochs.push(epoch))
  const judge = (pick: 'head' | 'combined') =>
    figuresOf(
      test.samples.map((sample) => (scorePerson(model, sample)[pick] > 0 ? 1 : 0)),
      test.labels,
    )
  const table = { head: judge('head'), combined: judge('combined') }
  for (const line of curveLines(epochs)) progress.say(line)
  for (const line of figureLines([
    ['the paper’s head', table.head],
    ['with the faces found', table.combined],
  ]))
    progress.say(line)
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify({ epochs, table }, null, 2)}\n`)
  if (options.out === undefined) return 0
  // What is put into service learns from everything; the table above says how well such a model does on what it has not seen.
  const whole = trainPerson(samples, labels, settings)
  await writeFile(
    options.out,
    packPersonModel(whole, `${people.length} pictures with people, ${objects.length} without`),
  )
  progress.say(`Wrote ${options.out}.`)
  return 0
}
