import { loadMinifas } from '../attack/minifas.ts'
import { peakOf } from '../attack/spectrum.ts'
import { surfaceOf } from '../attack/surface.ts'
import { cutChip } from '../face/chip.ts'
import { loadDescriptor } from '../face/descriptor.ts'
import { type Face, loadFaces } from '../face/faces.ts'
import { poseOf } from '../face/pose.ts'
import { type Hint, hintsOf, measureChip, type Quality } from '../face/quality.ts'
import { loadFeatures } from '../networks/mobilenet.ts'
import { readPersonModel, scorePerson } from '../person.ts'
import { decodePicture } from '../pictures/decode.ts'
import { cutSquare, fit, type Picture } from '../pictures/picture.ts'
import { type PictureFault, RefusedPicture } from '../pictures/refused-picture.ts'
import { squaresOf } from '../pictures/views.ts'

/** What speaks for a picture of a picture; `minifas` only where the bank has placed that model. */
export type AttackSigns = {
  readonly peak: number
  readonly glare: number
  readonly colors: number
  readonly minifas?: number
}

/** The largest face of a frame. `mesh` has x and y of each point in pixels, one after the other. */
export type FaceLook = {
  readonly box: Face['box']
  readonly score: number
  readonly quality: Quality
  readonly hints: readonly Hint[]
  readonly mesh: Float32Array
  readonly descriptor: Float32Array
  readonly attack: AttackSigns
}

/** What is seen on a frame: a fault where it is no picture to look at; how many faces; log-odds of a person where asked for. */
export type Look = {
  readonly fault?: PictureFault
  readonly faces: number
  readonly face?: FaceLook
  readonly person?: number
}

/** How a look is taken: the milliseconds of each step, for those who measure. */
export type Timing = { [step in 'decode' | 'faces' | 'person' | 'descriptor' | 'attack']: number }

/** A whole look asks for a person and against attacks, which three frames of a decision are enough for; another one only finds and describes the face. */
export type LookOrder = { readonly jpeg: Uint8Array; readonly isWhole: boolean }

/** A face counts from here on; below, the detector sees faces in curtains. */
const LEAST_SCORE = 0.3
const SPECTRUM_SIDE = 128

/** Loads every model into this thread, and answers what looks at frames. Takes a second, then some 150 ms a frame. */
export async function openEyes(
  modelsFolder: string | undefined,
  now: () => number,
  decode: (jpeg: Uint8Array) => Promise<Picture> = decodePicture,
) {
  const [faces, describe, features] = [await loadFaces(), await loadDescriptor(), await loadFeatures()]
  const minifas = await loadMinifas(modelsFolder)
  const person = await readPersonModel()

  const oddsOf = async (picture: Picture, found: readonly Face[]) => {
    const squares: Float32Array[] = []
    for (const square of squaresOf(picture)) squares.push(await features(square))
    return scorePerson(person, { squares, faces: found }).combined
  }

  const lifeOf = async (picture: Picture, face: Face, isWhole: boolean) =>
    minifas === undefined || !isWhole ? {} : { minifas: await minifas(picture, face) }

  const lookAt = async (order: LookOrder, timing: Timing): Promise<Look> => {
    const timed = async <Result>(step: keyof Timing, work: () => Result | Promise<Result>): Promise<Result> => {
      const began = now()
      const result = await work()
      timing[step] += now() - began
      return result
    }
    const picture = await timed('decode', async () => fit(await decode(order.jpeg)))
    const found = await timed('faces', () => faces(picture))
    const odds = order.isWhole ? await timed('person', () => oddsOf(picture, found)) : undefined
    const real = found.filter(({ score, meshScore }) => score * meshScore >= LEAST_SCORE)
    const [face] = real.toSorted((one, other) => other.box.width - one.box.width)
    if (face === undefined) return { faces: 0, person: odds }
    const chip = cutChip(picture, face)
    const [descriptor] = await timed('descriptor', () => describe([chip]))
    const attack = await timed('attack', async () => ({
      ...signsOf(picture, face, chip),
      ...(await lifeOf(picture, face, order.isWhole)),
    }))
    return { faces: real.length, face: { ...describeFace(picture, face, chip), descriptor, attack }, person: odds }
  }

  return async (order: LookOrder, timing: Timing = noTime()): Promise<Look> => {
    try {
      return await lookAt(order, timing)
    } catch (error) {
      // A picture that cannot be looked at is an answer, not an accident.
      if (error instanceof RefusedPicture) return { fault: error.fault, faces: 0 }
      throw error
    }
  }
}

export const noTime = (): Timing => ({ decode: 0, faces: 0, person: 0, descriptor: 0, attack: 0 })

function describeFace(picture: Picture, face: Face, chip: Picture): Omit<FaceLook, 'descriptor' | 'attack'> {
  const quality: Quality = {
    faceWidth: face.box.width,
    pictureWidth: picture.width,
    meshScore: face.meshScore,
    pose: poseOf(face),
    ...measureChip(chip),
  }
  const mesh = Float32Array.from(face.mesh.flatMap((point) => point.slice(0, 2)))
  return { box: face.box, score: face.score, quality, hints: hintsOf(quality), mesh }
}

function signsOf(picture: Picture, face: Face, chip: Picture): AttackSigns {
  const center = { x: face.box.x + face.box.width / 2, y: face.box.y + face.box.height / 2 }
  const patch = cutSquare(picture, { center, side: SPECTRUM_SIDE, angle: 0 }, SPECTRUM_SIDE, 'mirror')
  return { peak: peakOf(patch), ...surfaceOf(chip) }
}
