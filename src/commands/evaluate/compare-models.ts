/** Trains every model on the training window and judges it on the test window. */
import { type Trained, trainMany } from '#learning/train'
import type { Progress } from '#platform/progress'
import { dayMs } from '#platform/time'
import { type NamedRecipe, recipesOf } from '../recipes.ts'
import { type AblationResult, ablationRecipes, variants } from './ablation.ts'
import { measureAdditivity } from './explanation.ts'
import { judge, scorePart } from './judge.ts'
import type { Asked } from './options.ts'
import { judgePolicy } from './policy.ts'
import { countFrauds, type PartsRead } from './read-parts.ts'
import { releaseMemory } from './release-memory.ts'
import { type Evaluation, type ModelResult, type SplitWindow, tableHead, tableLine } from './report.ts'
import type { Part } from './row-store.ts'
import { readTrainingRows, type TrainingRows } from './training-rows.ts'
import { dayText, type Window } from './windows.ts'

interface Scores {
  readonly validate: Float32Array
  readonly test: Float32Array
}

interface Run {
  readonly asked: Asked
  readonly read: PartsRead
  readonly progress: Progress
  readonly signal: AbortSignal
}

const trainAll = ({ asked, progress, signal }: Run, recipes: readonly NamedRecipe[], rows: TrainingRows) => {
  const shares = recipes.map(() => 0)
  const tasks = recipes.map(({ recipe }) => ({ table: rows.table, labels: rows.labels, recipe }))
  const names = recipes.map(({ name }) => name).join(', ')
  return progress.step(`Training ${names}`, (report) => {
    const onProgress = (share: number, task: number) => {
      shares[task] = share
      report(
        shares.reduce((sum, one) => sum + one, 0),
        shares.length,
      )
    }
    return trainMany(tasks, { workers: asked.workers, signal, onProgress })
  })
}

/** Scores a model on both windows, judges it, and writes its line of the table. */
const judgeModel = async ({ read, progress, signal }: Run, name: string, { model, seconds }: Trained) => {
  const { validate, test } = read.parts
  const validated = await scorePart(model, validate, signal)
  const tested = await scorePart(model, test, signal)
  const result: ModelResult = {
    name,
    ...judge(test, tested.scores, validate, validated.scores),
    fit_seconds: seconds,
    microseconds_per_row: tested.microsecondsPerRow,
  }
  progress.say(tableLine(result))
  return { result, scores: { validate: validated.scores, test: tested.scores } }
}

const windowOf = ({ fromMs, toMs }: Window, part: Part): SplitWindow => ({
  from: dayText(fromMs),
  to: dayText(toMs - dayMs),
  payments: part.rows,
  frauds: countFrauds(part),
})

const splitOf = ({ asked, read }: Run, trainedOn: number): Evaluation['split'] => ({
  train: windowOf(asked.windows.train, read.parts.train),
  validate: windowOf(asked.windows.validate, read.parts.validate),
  test: windowOf(asked.windows.test, read.parts.test),
  delay_days: asked.delayDays,
  trained_on: trainedOn,
  features: read.parts.test.names,
  payments_read: read.payments,
  lines_refused: read.refused,
})

const notesOf = ({ read }: Run, rows: TrainingRows): string[] => {
  const { train, validate, test } = read.parts
  const frauds = countFrauds(test)
  return [
    ...(rows.weights
      ? [
          `Trained on ${rows.labels.length.toLocaleString('en')} of ${train.rows.toLocaleString('en')} payments: all frauds and a sample of the genuine, weighted for the rest.`,
        ]
      : []),
    ...(frauds === 0 ? ['The test window holds no fraud: there is nothing to measure models by.'] : []),
    ...(frauds === test.rows ? ['The test window holds only fraud: there is nothing to measure models by.'] : []),
    ...(frauds > 0 && frauds < 30 ? [`Only ${frauds} frauds in the test window: figures may be luck.`] : []),
    ...(countFrauds(validate) === 0 ? ['The validation window holds no fraud: there is no threshold for F1.'] : []),
  ]
}

/** The policy is judged by the ensemble's scores, or by boosting's where the ensemble was left out. */
const policyModels = ['ensemble', 'boosting']

const policyOf = ({ read }: Run, scores: ReadonlyMap<string, Scores>) => {
  const { validate, test } = read.parts
  const chosen = policyModels.find((name) => scores.has(name))
  const own = chosen === undefined ? undefined : scores.get(chosen)
  return chosen !== undefined && own ? judgePolicy(chosen, test, own.test, validate, own.validate) : null
}

/** The ensemble with and without its parts. */
const ablate = async (run: Run, recipes: readonly NamedRecipe[], rows: TrainingRows): Promise<AblationResult[]> => {
  const ensemble = recipes.find(({ recipe }) => recipe.kind === 'ensemble')?.recipe
  if (!run.asked.withAblation || ensemble?.kind !== 'ensemble') return []
  const trained = await trainAll(run, ablationRecipes(ensemble.options ?? {}), rows)
  run.progress.say(tableHead('the ensemble with'))
  const results: AblationResult[] = []
  for (const [index, variant] of variants.entries()) {
    const { result } = await judgeModel(run, variant.name, trained[index])
    results.push({ ...variant, ...result })
  }
  return results
}

/** Trains, judges and prints. Aborted, it throws the signal's reason. */
export const compareModels = async (
  asked: Asked,
  read: PartsRead,
  progress: Progress,
  signal: AbortSignal,
): Promise<Evaluation> => {
  const run: Run = { asked, read, progress, signal }
  releaseMemory()
  const rows = await readTrainingRows(read.parts.train, asked.trainRows, asked.seed)
  const recipes = recipesOf(rows.weights, asked.seed).filter(({ name }) => asked.models?.includes(name) ?? true)
  const trained = await trainAll(run, recipes, rows)
  const scores = new Map<string, Scores>()
  const results: ModelResult[] = []
  progress.say(tableHead('model'))
  for (const [index, { name }] of recipes.entries()) {
    const judged = await judgeModel(run, name, trained[index])
    results.push(judged.result)
    if (policyModels.includes(name)) scores.set(name, judged.scores)
  }
  const models = new Map(recipes.map(({ name }, index) => [name, trained[index].model]))
  const additivity = await measureAdditivity(models, read.parts.test, asked.seed)
  return {
    split: splitOf(run, rows.labels.length),
    models: results,
    ablation: await ablate(run, recipes, rows),
    explanation: additivity ?? { max_additivity_error: null },
    policy: policyOf(run, scores),
    notes: notesOf(run, rows),
  }
}
