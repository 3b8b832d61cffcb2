import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { writeModel } from '#learning/model-file'
import {
  generateLinks,
  judgeLinks,
  type LabeledLink,
  type LinkFigures,
  type LinkRows,
  leastAuc,
  rowsOfLinks,
  shippedLinkModel,
  trainLinks,
} from '#modules/fraud'
import { PlainError } from '#platform/plain-errors'
import { createProgress } from '#platform/progress'
import type { Command } from './command.ts'
import { readRecords } from './csv/read-records.ts'
import { foldsOf } from './learn/folds.ts'

const usage = `Usage: npm run train:links -- [FILE.csv] [--json OUT] [--keep]
  FILE has the columns url and phishing (1 or 0); without it, links are generated. --keep judges and leaves the shipped model.`

const folds = 5
const generated = { count: 24_000, seed: 20261127 }
/** What the card of the shipped model says, so that the same links give the same file. */
const trainedAt = new Date(Date.UTC(2026, 10, 27))

const parse = (args: string[]) => {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'string' }, keep: { type: 'boolean' } },
    })
  } catch (error) {
    throw new PlainError(`${(error as Error).message}\n${usage}`)
  }
}

const readLinks = async (file: string): Promise<LabeledLink[]> => {
  const { header, batches } = await readRecords(file)
  const [url, label] = ['url', 'phishing'].map((name) => header.indexOf(name))
  if (url < 0 || label < 0) throw new PlainError(`${file} has no columns url and phishing.`)
  const links: LabeledLink[] = []
  for await (const batch of batches)
    for (const { cells } of batch)
      if (cells[label] === '0' || cells[label] === '1')
        links.push({ url: cells[url].replace(/^\ufeff/, ''), isPhishing: cells[label] === '1' })
  return links
}

const reportOf = (source: string, rows: LinkRows, { warnFrom, ...figures }: LinkFigures, isWritten: boolean) => ({
  source,
  links: rows.labels.length,
  left_out: rows.left,
  phishing: rows.labels.reduce((sum, label) => sum + label, 0),
  domains: new Set(rows.domains).size,
  split: `${folds} folds by registered domain`,
  auc: figures.auc,
  recall_at_1_percent_false_alarms: figures.recallAtOnePercent,
  folds: figures.folds.map(({ rows: count, auc, recallAtOnePercent }) => ({
    links: count,
    auc,
    recall_at_1_percent_false_alarms: recallAtOnePercent,
  })),
  warn_from_log_odds: warnFrom,
  least_auc: leastAuc,
  written: isWritten,
})

/** Trains the model of links anew and judges it on domains it has not seen; a model that cannot tell links apart is not written. */
export const trainLinksCommand: Command = async ({ args, output, now, projectFolder }) => {
  const { values, positionals } = parse(args)
  if (positionals.length > 1) throw new PlainError(usage)
  const [file] = positionals
  const progress = createProgress(output, now)
  const source = file ?? `generated, seed ${generated.seed}`
  const links = file ? await readLinks(resolve(projectFolder, file)) : generateLinks(generated.count, generated.seed)
  const rows = rowsOfLinks(links)
  const split = foldsOf(rows.labels, rows.domains, folds, 1)
  const figures = await progress.step(`Judging ${rows.labels.length} links`, async () => judgeLinks(rows, split))
  const isGood = figures.auc >= leastAuc
  const isWritten = isGood && values.keep !== true
  progress.say(`AUC ${figures.auc}, recall at 1 % false alarms ${figures.recallAtOnePercent}, on domains not seen`)
  if (isWritten) {
    const notes = file
      ? 'Links of a labeled file. Metrics are of five folds by registered domain.'
      : 'Generated links; no data of real sites. Metrics are of generated links and say nothing about real ones.'
    const path = fileURLToPath(shippedLinkModel)
    await writeModel(path, trainLinks(rows, figures, notes, trainedAt))
    progress.say(`Wrote ${path}.`)
  }
  if (!isGood)
    progress.say(
      `Below an AUC of ${leastAuc} the labels do not follow from the links; the shipped model stays as it is.`,
    )
  if (values.json)
    await writeFile(
      resolve(projectFolder, values.json),
      `${JSON.stringify(reportOf(source, rows, figures, isWritten), null, 2)}\n`,
    )
  return isGood ? 0 : 1
}
