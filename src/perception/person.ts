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

/** What is known of a picture when somebody asks whether a person is on it: MobileNetV2's features, and the faces found. */
export type Evidence = { readonly features: Float32Array; readonly faces: readonly Pick<Face, 'score' | 'meshScore'>[] }

/** The paper's head over the features, and a second unit that weighs its answer against the faces. */
export type PersonModel = { readonly head: SigmoidUnit; readonly combiner: SigmoidUnit }

/** How many parts the head's answers for the combiner are made in, each by a head that has not seen the picture. */
const PARTS = 5
const combining = { epochs: 400, batch: 32, learningRate: 0.02, l2: 0.003 }

const facesOf = ({ faces }: Evidence) => [
  Math.max(0, ...faces.map(({ score }) => score)),
  Math.max(0, ...faces.map(({ meshScore }) => meshScore)),
  Math.max(0, ...faces.map(({ score, meshScore }) => score * meshScore)),
]

const signs = (evidence: Evidence, head: number) => [head, ...facesOf(evidence)]

/** The log-odds that a person is on the picture; the head's alone, and with the faces. */
export function scorePerson({ head, combiner }: PersonModel, evidence: Evidence): { head: number; combined: number } {
  const alone = scoreSigmoid(head, evidence.features)
  return { head: alone, combined: scoreSigmoid(combiner, signs(evidence, alone)) }
}

/** Trains both units. The combiner learns from answers of heads that have not seen the picture, or it would trust the head too much. */
export function trainPerson(
  samples: readonly Evidence[],
  labels: readonly number[],
  options: Partial<SigmoidOptions> = {},
  validation?: LabeledRows,
  onEpoch?: (epoch: SigmoidEpoch) => void,
): PersonModel {
  const rows = samples.map(({ features }) => features)
  const unseen = rows.map(() => 0)
  for (let part = 0; part < PARTS; part++) {
    const kept = rows.flatMap((_, row) => (row % PARTS === part ? [] : [row]))
    const head = trainSigmoidUnit(
      { rows: kept.map((row) => rows[row]), labels: kept.map((row) => labels[row]) },
      undefined,
      options,
    )
    for (let row = part; row < rows.length; row += PARTS) unseen[row] = scoreSigmoid(head, rows[row])
  }
  const combiner = trainSigmoidUnit(
    { rows: samples.map((sample, row) => signs(sample, unseen[row])), labels },
    undefined,
    { ...combining, seed: options.seed ?? 1 },
  )
  return { head: trainSigmoidUnit({ rows, labels }, validation, options, onEpoch), combiner }
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
