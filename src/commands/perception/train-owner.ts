import { writeFile } from 'node:fs/promises'
import { createRandom } from '#learning/random'
import { drawParts, listPictures, openAlbum, type Seen } from '#perception/evidence'
import { figuresOf } from '#perception/figures'
import { type OwnerEpoch, type OwnerSample, trainOwnerNetwork } from '#perception/owner-network'
import { createProgress } from '#platform/progress'
import type { Command } from '../command.ts'
import { readTrainingOptions } from './options.ts'
import { curveLines, figureLines } from './tables.ts'

const SHARES = 10

/**
 * Trains the paper's small network on DIR, a folder of pictures for each person: the owner is the first of them, everybody else is not. The paper's
 * shares: 70 % to train on, 20 % to validate, 10 % to test.
 */
export const trainOwnerModel: Command = async ({ args, output, stopping, now }) => {
  const options = readTrainingOptions(args, process.cwd())
  const progress = createProgress(output, now)
  const pictures = await listPictures(options.folder)
  const owner = pictures[0].group
  const look = await openAlbum((file, reason) => progress.say(`Left out: ${file}. ${reason}`))
  const seen: Seen[] = []
  await progress.step('Looking at the pictures', async (report) => {
    for (const [index, picture] of pictures.entries()) {
      stopping.throwIfAborted()
      const one = await look(picture)
      if (one?.face !== undefined) seen.push(one)
      report(index + 1, pictures.length)
    }
  })
  const samples: OwnerSample[] = seen.flatMap(({ face, group }) =>
    face === undefined ? [] : [{ chip: face.chip, label: group === owner ? 1 : 0 }],
  )
  const parts = drawParts(
    samples.map(({ label }) => label),
    SHARES,
    createRandom(options.seed),
  )
  const of = (least: number, most: number) => samples.filter((_, row) => parts[row] >= least && parts[row] <= most)
  const [training, validation, test] = [of(0, 6), of(7, 8), of(9, 9)]
  const epochs: OwnerEpoch[] = []
  const network = await trainOwnerNetwork(balanced(training), validation, options, (epoch) => epochs.push(epoch))
  progress.say(
    `${owner}: ${samples.filter(({ label }) => label === 1).length} of ${samples.length} pictures; ${network.parameters.toLocaleString('en')} parameters`,
  )
  const scores = await network.score(test.map(({ chip }) => chip))
  const table = figuresOf(
    scores.map((score) => (score >= 0.5 ? 1 : 0)),
    test.map(({ label }) => label),
  )
  for (const line of curveLines(epochs)) progress.say(line)
  for (const line of figureLines([['owner or not', table]])) progress.say(line)
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify({ epochs, table }, null, 2)}\n`)
  return 0
}

/** As many of the owner as of others, as in the paper: pictures of the fewer kind are taken several times. */
function balanced(samples: readonly OwnerSample[]): OwnerSample[] {
  const [own, others] = [samples.filter(({ label }) => label === 1), samples.filter(({ label }) => label === 0)]
  const [few, many] = own.length < others.length ? [own, others] : [others, own]
  return [...many, ...many.map((_, index) => few[index % few.length])]
}
