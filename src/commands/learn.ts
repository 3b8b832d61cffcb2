import { writeFile } from 'node:fs/promises'
import { PlainError } from '#platform/plain-errors'
import { createProgress } from '#platform/progress'
import type { Command } from './command.ts'
import { sizeOf } from './csv/open-text.ts'
import { crossValidate } from './learn/cross-validate.ts'
import type { LearnResult } from './learn/judge.ts'
import { parseOptions } from './learn/options.ts'
import { readTable } from './learn/read-table.ts'

const nameWidth = 22

const head = `${'model'.padEnd(nameWidth)}     AUC      ±      AP      ±      F1    fit s`

const lineOf = ({ name, auc, auc_sd, ap, ap_sd, f1, fit_seconds }: LearnResult): string => {
  const figure = (value: number, width: number) => value.toFixed(4).padStart(width)
  return `${name.padEnd(nameWidth)}${figure(auc, 8)}${figure(auc_sd, 7)}${figure(ap, 8)}${figure(ap_sd, 7)}${figure(f1, 8)}${fit_seconds.toFixed(2).padStart(9)}`
}

/** Trains every model on any table with a yes-or-no label, and says how well each tells the two apart on rows it has not seen. */
export const learn: Command = async ({ args, output, stopping, now }) => {
  const asked = parseOptions(args, process.cwd())
  const progress = createProgress(output, now)
  try {
    const size = await sizeOf(asked.file)
    let bytes = 0
    const table = await progress.step('Reading the table', (report) =>
      readTable(
        asked,
        (count) => {
          bytes += count
          report(bytes, size)
        },
        stopping,
      ),
    )
    if (table.columns.length === 0) throw new PlainError('No column is left to learn from.')
    const rows = table.labels.length
    const positiveRate = table.labels.reduce((sum, label) => sum + label, 0) / rows
    for (const note of table.notes) progress.say(note)
    progress.say(`${rows.toLocaleString('en')} rows, ${(100 * positiveRate).toFixed(2)} % of them "${table.positive}"`)
    const { models, columns } = await crossValidate(asked, table, progress, stopping)
    for (const line of [head, ...models.map(lineOf)]) progress.say(line)
    const answer = { rows, positive_rate: positiveRate, positive: table.positive, columns, models, notes: table.notes }
    if (asked.json !== undefined) await writeFile(asked.json, `${JSON.stringify(answer, null, 2)}\n`)
    return 0
  } catch (error) {
    if (!stopping.aborted) throw error
    progress.say('Stopped before the end.')
    return 130
  }
}
