/** Challengers score in shadow: after the verdict, beside the payments, and never in their way. */
import type { Database } from '#platform/database'
import type { FraudModel } from '../../model.ts'
import type { Serving } from '../serving.ts'

/** What has become of the work in this process since its start. */
export interface ShadowCounts {
  readonly waiting: number
  /** Payments that were not scored, because too many waited or their scores could not be stored. */
  readonly dropped: number
  /** Scores that a challenger did not give. */
  readonly failed: number
}

export interface Shadow {
  /** Takes a payment that has been decided; answers at once. */
  offer(payment: string, features: Float32Array): void
  /** Asks the registry who the challengers are. */
  refresh(): Promise<void>
  counts(): ShadowCounts
  /** When nothing waits any more. */
  drain(): Promise<void>
}

interface Offered {
  readonly payment: string
  readonly features: Float32Array
}

interface ShadowScore {
  readonly model: string
  readonly payment: string
  readonly score: number
  readonly probability: number
}

const mostWaiting = 20_000
const storedAtOnce = 500
// The loop is given back after so long, and a score takes tens of microseconds.
const sliceMs = 2

const insert = `
  insert into fraud.shadow_score (model, payment, score, probability)
  select * from unnest($1::text[], $2::uuid[], $3::float8[], $4::float8[]) on conflict do nothing`

const storeScores = (db: Database, scores: readonly ShadowScore[]) =>
  db.query(insert, [
    scores.map(({ model }) => model),
    scores.map(({ payment }) => payment),
    scores.map(({ score }) => score),
    scores.map(({ probability }) => probability),
  ])

const breathe = () => new Promise<void>((resume) => setImmediate(resume))

const scoreWith = (model: FraudModel, { payment, features }: Offered): ShadowScore => {
  const score = model.score(features)
  const probability = model.probabilityOf(score)
  if (!Number.isFinite(score) || !(probability >= 0 && probability <= 1))
    throw new RangeError(`The challenger ${model.version} gave the score ${score} and the probability ${probability}.`)
  return { model: model.version, payment, score, probability }
}

/** `monotonicMs` tells how long a slice has taken; `onTrouble` is told of the first failure of each challenger. */
export const createShadow = (
  db: Database,
  ofVersion: Serving['ofVersion'],
  monotonicMs: () => number,
  onTrouble: (error: unknown) => void,
): Shadow => {
  let challengers: readonly FraudModel[] = []
  let unusable = new Set<string>()
  const told = new Set<string>()
  const queue: Offered[] = []
  const counts = { dropped: 0, failed: 0 }
  let working: Promise<void> | null = null

  const fail = (version: string, error: unknown) => {
    counts.failed++
    if (told.has(version)) return
    told.add(version)
    onTrouble(error)
  }

  const scoreOne = (offered: Offered): ShadowScore[] =>
    challengers.flatMap((model) => {
      try {
        return scoreWith(model, offered)
      } catch (error) {
        // A challenger decides nothing, so what it cannot score harms nobody; its comparison has a row less.
        fail(model.version, error)
        return []
      }
    })

  const takeSlice = (): Offered[] => queue.splice(0, storedAtOnce)

  const scoreSlice = async (slice: readonly Offered[]): Promise<ShadowScore[]> => {
    const scores: ShadowScore[] = []
    let began = monotonicMs()
    for (const offered of slice) {
      scores.push(...scoreOne(offered))
      if (monotonicMs() - began < sliceMs) continue
      await breathe()
      began = monotonicMs()
    }
    return scores
  }

  const work = async () => {
    await breathe()
    while (queue.length > 0) {
      const slice = takeSlice()
      const scores = await scoreSlice(slice)
      try {
        if (scores.length > 0) await storeScores(db, scores)
      } catch (error) {
        // The same as a queue that is full: these payments are left out of the comparison.
        counts.dropped += slice.length
        onTrouble(error)
      }
    }
  }

  const serveAll = async (versions: readonly string[]): Promise<FraudModel[]> => {
    const models: FraudModel[] = []
    for (const version of versions) {
      if (unusable.has(version)) continue
      try {
        const model = await ofVersion(version)
        if (model) models.push(model)
      } catch (error) {
        // A damaged file among the challengers: the others go on.
        unusable.add(version)
        onTrouble(error)
      }
    }
    return models
  }

  return {
    offer: (payment, features) => {
      if (challengers.length === 0 || features.length === 0) return
      if (queue.length >= mostWaiting) return void counts.dropped++
      queue.push({ payment, features })
      working ??= work()
        .catch(onTrouble)
        .finally(() => {
          working = null
        })
    },
    refresh: async () => {
      const rows = await db.query<{ version: string }>(
        `select version from fraud.model where state = 'challenger' order by fraud.model.number`,
      )
      const versions = rows.map(({ version }) => version)
      unusable = new Set([...unusable].filter((version) => versions.includes(version)))
      challengers = await serveAll(versions)
    },
    counts: () => ({ waiting: queue.length, ...counts }),
    drain: async () => {
      while (working) await working
    },
  }
}
