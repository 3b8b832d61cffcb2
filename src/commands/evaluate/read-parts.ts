/** Reads the payments that an evaluation was asked for, shows how far it is, and tells what was left out. */
import { join } from 'node:path'
import { PlainError } from '#platform/plain-errors'
import type { Progress } from '#platform/progress'
import { dayMs } from '#platform/time'
import { sizeOf } from '../csv/open-text.ts'
import { readRecords } from '../csv/read-records.ts'
import { generatedContext } from './columns.ts'
import { contextOf } from './context.ts'
import { type FeatureSource, ownFeatures } from './feature-source.ts'
import { handbookFeatures } from './handbook.ts'
import type { Asked } from './options.ts'
import { type RowsRead, readRows } from './read-rows.ts'
import type { Part } from './row-store.ts'
import { dayText, partNames, type Window } from './windows.ts'

/** Lines left out that are told one by one; more are only counted. */
const refusedShown = 20

export interface PartsRead extends RowsRead {
  readonly refused: number
}

/** Context columns: those that were asked for, or all of a generated file. */
const findContext = async ({ context, columns, files }: Asked): Promise<readonly string[]> => {
  if (context.length > 0 || columns !== undefined) return context
  const { header, batches } = await readRecords(files[0])
  // Only a reading that has begun closes its file.
  await batches.next()
  await batches.return(undefined)
  return generatedContext(header)
}

/** What features remember takes this much memory, about; what does not fit goes to the disk. */
const rememberedBytes = 700 * 2 ** 20

const sourceOf = ({ features, delayDays }: Asked, folder: string, context: readonly string[]): FeatureSource =>
  features === 'handbook'
    ? handbookFeatures(delayDays * dayMs)
    : ownFeatures(delayDays * dayMs, { file: join(folder, 'remembered'), bytes: rememberedBytes }, contextOf(context))

export const countFrauds = ({ labels }: Part): number => {
  let count = 0
  for (const label of labels) count += label
  return count
}

const describe = (name: string, { fromMs, toMs }: Window, part: Part): string =>
  `${name.padEnd(9)} ${dayText(fromMs)} to ${dayText(toMs - dayMs)}: ${part.rows.toLocaleString('en')} payments, ${countFrauds(part).toLocaleString('en')} frauds`

/** Throws a PlainError where a window is empty, or there is nothing to learn from. */
const checkParts = ({ windows }: Asked, { parts, firstMs, lastMs }: RowsRead) => {
  for (const name of partNames) {
    if (parts[name].rows > 0) continue
    const { fromMs, toMs } = windows[name]
    throw new PlainError(
      `There are no payments from ${dayText(fromMs)} to ${dayText(toMs - dayMs)} (--${name}); the files reach from ${dayText(firstMs)} to ${dayText(lastMs)}.`,
    )
  }
  const { labels } = parts.train
  if (!labels.includes(1) || !labels.includes(0))
    throw new PlainError(
      'The training window needs fraud and genuine payments, both; nothing can be learned from one alone.',
    )
}

/** Throws a PlainError where a person can mend it. */
export const readParts = async (
  asked: Asked,
  folder: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<PartsRead> => {
  const context = await findContext(asked)
  const bytesInAll = (await Promise.all(asked.files.map(sizeOf))).reduce((sum, size) => sum + size, 0)
  let [bytes, refused] = [0, 0]
  const onRefused = (file: string, line: number, why: string) => {
    if (++refused <= refusedShown) progress.say(`${file}, line ${line}: ${why}; left out`)
  }
  const source = sourceOf(asked, folder, context)
  const payments = {
    files: asked.files,
    columns: asked.columns,
    context,
    onBytes: (count: number) => {
      bytes += count
    },
    onRefused,
  }
  const read = await progress
    .step('Payments to features', (report) =>
      readRows({
        ...{ payments, windows: asked.windows, source, folder, signal },
        onPayments: () => report(bytes, bytesInAll),
      }),
    )
    .finally(source.close)
  if (refused > refusedShown) progress.say(`… and ${refused - refusedShown} more lines left out`)
  checkParts(asked, read)
  for (const name of partNames) progress.say(describe(name, asked.windows[name], read.parts[name]))
  return { ...read, refused }
}
