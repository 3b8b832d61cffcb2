import type { LabeledRows } from '#learning/sigmoid-unit'
import {
  type SigmoidEpoch,
  type SigmoidOptions,
  type SigmoidUnit,
  scoreSigmoid,
  trainSigmoidUnit,
} from '#learning/sigmoid-unit'
import type { Face } from './face/faces.ts'
import { packWeights, readWeights } from './networks/weights.ts'

/** What is known of a picture when somebody asks whether a person is on it: MobileNetV2's features of each square of it, and the faces found. */
export type Evidence = {
  readonly squares: readonly Float32Array[]
  readonly faces: readonly Pick<Face, 'score' | 'meshScore'>[]
}

/** What a picture is besides to learn from: the features of the whole of it, and of its mirror image. */
export type PersonSample = Evidence & { readonly views: readonly Float32Array[] }

/** The paper's head over the features, and a second unit that weighs its best answer against the surest face. */
export type PersonModel = { readonly head: SigmoidUnit; readonly combiner: SigmoidUnit }

/** How many parts the head's answers for the combiner are made in, each by a head that has not seen the picture. */
const PARTS = 5
/** Slower than the default of a single unit: at its rate the weights of 1,280 inputs never come to rest. */
const learning = { learningRate: 0.001 }
const combining = { epochs: 400, batch: 32, learningRate: 0.02, l2: 0.003 }

const surest = ({ faces }: Evidence) => Math.max(0, ...faces.map(({ score, meshScore }) => score * meshScore))

/** Somebody who is on one square is on the picture. */
const bestOf = (head: SigmoidUnit, { squares }: Evidence) =>
  Math.max(...squares.map((features) => scoreSigmoid(head, features)))

/** The log-odds that a person is on the picture; the head's alone, and with the faces. */
export function scorePerson({ head, combiner }: PersonModel, evidence: Evidence): { head: number; combined: number } {
  const alone = bestOf(head, evidence)
  return { head: alone, combined: scoreSigmoid(combiner, [alone, surest(evidence)]) }
}

/** Every view of every picture with its label, as the head learns them. */
export const viewsOf = (samples: readonly PersonSample[], labels: readonly number[]): LabeledRows => ({
  rows: samples.flatMap(({ views }) => views),
  labels: samples.flatMap(({ views }, row) => views.map(() => labels[row])),
})

/** Trains both units. The combiner learns from answers of heads that have not seen the picture, or it would trust the head too much. */
export function trainPerson(
  samples: readonly PersonSample[],
  labels: readonly number[],
  options: Partial<SigmoidOptions> = {},
  validation?: LabeledRows,
  onEpoch?: (epoch: SigmoidEpoch) => void,
): PersonModel {
  const unseen = samples.map(() => 0)
  for (let part = 0; part < PARTS; part++) {
    const kept = samples.flatMap((_, row) => (row % PARTS === part ? [] : [row]))
    const views = viewsOf(
      kept.map((row) => samples[row]),
      kept.map((row) => labels[row]),
    )
    const head = trainSigmoidUnit(views, undefined, { ...learning, ...options })
    for (let row = part; row < samples.length; row += PARTS) unseen[row] = bestOf(head, samples[row])
  }
  const combiner = trainSigmoidUnit(
    { rows: samples.map((sample, row) => [unseen[row], surest(sample)]), labels },
    undefined,
    { ...combining, seed: options.seed ?? 1 },
  )
  return {
    head: trainSigmoidUnit(viewsOf(samples, labels), validation, { ...learning, ...options }, onEpoch),
    combiner,
  }
}

const shipped = new URL('./networks/weights/person.weights', import.meta.url)

type Head = { readonly features: number; readonly signs: number; readonly trainedOn: string }

/** The model that came with the package. */
export async function readPersonModel(file: URL = shipped): Promise<PersonModel> {
  const { head, numbers } = await readWeights<Head>(file)
  const floats = new Float32Array(numbers.buffer, numbers.byteOffset, head.features + head.signs + 2)
  const unit = (start: number, width: number): SigmoidUnit => ({
    weights: floats.slice(start, start + width),
    bias: floats[start + width],
  })
  return { head: unit(0, head.features), combiner: unit(head.features + 1, head.signs) }
}

/** A model as a file: 5 KB. */
export function packPersonModel({ head, combiner }: PersonModel, trainedOn: string): Buffer {
  const floats = Float32Array.from([...head.weights, head.bias, ...combiner.weights, combiner.bias])
  const description: Head = { features: head.weights.length, signs: combiner.weights.length, trainedOn }
  return packWeights(description, new Uint8Array(floats.buffer))
}
