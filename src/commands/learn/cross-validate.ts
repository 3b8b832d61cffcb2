/** Trains every model on each fold and scores what it has not seen. */
import { bestF1Threshold } from '#learning/metrics'
import { scoreAll } from '#learning/models'
import { createTable } from '#learning/table'
import { trainMany } from '#learning/train'
import type { Progress } from '#platform/progress'
import { type NamedRecipe, recipesOf } from '../recipes.ts'
import { kindOfColumn, prepareColumn } from './columns.ts'
import { type EncodingPlan, joinEncodings } from './encode/encoding.ts'
import { foldsOf, type Split, splitOnce } from './folds.ts'
import { type FoldScores, type LearnResult, summarize } from './judge.ts'
import type { Asked } from './options.ts'
import type { TextTable } from './read-table.ts'

interface Run {
  readonly asked: Asked
  readonly table: TextTable
  readonly encode: (plan: EncodingPlan) => ReturnType<typeof joinEncodings>
  readonly recipes: readonly NamedRecipe[]
  readonly progress: Progress
  readonly signal: AbortSignal
}

type Judged = Omit<FoldScores, 'threshold'>

const labelsOf = (labels: Uint8Array, rows: Uint32Array): Uint8Array => Uint8Array.from(rows, (row) => labels[row])

/** The scores of each model, in the order of the recipes. */
const judgeSplit = async (run: Run, name: string, { train, test }: Split): Promise<Judged[]> => {
  const { asked, table, encode, recipes, progress, signal } = run
  return progress.step(name, async (report) => {
    const { names, ...values } = encode({ labels: table.labels, train, test })
    const learned = createTable(names, values.train)
    const tasks = recipes.map(({ recipe }) => ({ table: learned, labels: labelsOf(table.labels, train), recipe }))
    const shares = tasks.map(() => 0)
    const onProgress = (share: number, task: number) => {
      shares[task] = share
      report(
        shares.reduce((sum, one) => sum + one, 0),
        shares.length,
      )
    }
    const trained = await trainMany(tasks, { workers: asked.workers, signal, onProgress })
    const unseen = createTable(names, values.test)
    const labels = labelsOf(table.labels, test)
    return trained.map(({ model, seconds }) => ({ labels, scores: scoreAll(model, unseen), fitSeconds: seconds }))
  })
}

const concat = (list: readonly Float64Array[]): Float64Array => Float64Array.from(list.flatMap((one) => [...one]))

/** The threshold of each fold is the best of all the others. */
const withThresholds = (folds: readonly Judged[]): FoldScores[] =>
  folds.map((fold) => {
    const others = folds.filter((other) => other !== fold)
    const labels = Uint8Array.from(others.flatMap((other) => [...other.labels]))
    return { ...fold, threshold: bestF1Threshold(concat(others.map(({ scores }) => scores)), labels) }
  })

const judgeFolds = async (run: Run, folds: readonly Split[]): Promise<FoldScores[][]> => {
  const judged: Judged[][] = []
  for (const [index, split] of folds.entries())
    judged.push(await judgeSplit(run, `Fold ${index + 1} of ${folds.length}`, split))
  return run.recipes.map((_, model) => withThresholds(judged.map((fold) => fold[model])))
}

/** With a single split, the threshold comes of a fifth of the training rows and models trained on the rest of them. */
const judgeOnce = async (run: Run, split: Split): Promise<FoldScores[][]> => {
  const { train } = split
  const most = Math.floor(train.length * 0.8)
  const choosing = await judgeSplit(run, 'Choosing thresholds', {
    train: train.slice(0, most),
    test: train.slice(most),
  })
  const judged = await judgeSplit(run, 'Training and testing', split)
  return judged.map((fold, model) => {
    const { scores, labels } = choosing[model]
    return [{ ...fold, threshold: labels.includes(1) ? bestF1Threshold(scores, labels) : Number.POSITIVE_INFINITY }]
  })
}

export interface Learned {
  readonly models: readonly LearnResult[]
  /** Kinds of the columns, by name. */
  readonly columns: Readonly<Record<string, string>>
}

/** Judges every model. Aborted, it throws the signal's reason. */
export const crossValidate = async (
  asked: Asked,
  table: TextTable,
  progress: Progress,
  signal: AbortSignal,
): Promise<Learned> => {
  const kinds = table.columns.map((column) => ({ column, kind: kindOfColumn(column) }))
  const encoders = kinds.map(({ column, kind }) => prepareColumn(column, kind))
  const encode = (plan: EncodingPlan) =>
    joinEncodings(
      encoders.map((encoder) => encoder(plan)),
      plan,
    )
  const recipes = recipesOf(undefined, asked.seed).filter(({ name }) => asked.models?.includes(name) ?? true)
  const run: Run = { asked, table, encode, recipes, progress, signal }
  const { labels, groups } = table
  const folds =
    'folds' in asked.split
      ? await judgeFolds(run, foldsOf(labels, groups, asked.split.folds, asked.seed))
      : await judgeOnce(run, splitOnce(labels, groups, asked.split.testShare, asked.seed))
  return {
    models: recipes.map(({ name }, model) => summarize(name, folds[model])),
    columns: Object.fromEntries(kinds.map(({ column, kind }) => [column.name, kind])),
  }
}
