import { createHash } from 'node:crypto'
import { reliefBetween } from './attack/relief.ts'
import { type Challenge, findMotions } from './challenge.ts'
import { descriptorLength, distanceBetween } from './face/descriptor.ts'
import type { Hint } from './face/quality.ts'
import type { FaceLook, Look } from './looking/look.ts'

export type { Hint } from './face/quality.ts'

/** Why frames do not show one living person who did what was asked. */
export type PersonFault =
  | 'not-a-picture'
  | 'too-few-frames'
  | 'same-frame-twice'
  | 'nobody'
  | 'several-faces'
  | 'not-a-person'
  | 'frames-not-good'
  | 'another-face'
  | 'challenge-not-met'
  | 'flat-picture'
  | 'attack-suspected'

/** What frames have to reach, as data. Distances are of descriptors, `relief` of meshes by the size of the face, `minifas` a logit. */
export const personLimits = {
  leastFrames: 6,
  leastStraight: 2,
  leastOdds: 0,
  sameFace: 0.55,
  sameTurnedFace: 0.8,
  leastRelief: 0.08,
  mostPeak: 7,
  mostGlare: 0.12,
  leastColors: 0.12,
  leastMinifas: 2.9,
} as const

export type PersonLimits = { readonly [Name in keyof typeof personLimits]: number }

/** What becomes of frames: faults (none where the person is accepted), hints for a next try, and the mean descriptor of the straight frames. */
export type FrameVerdict = {
  readonly faults: readonly PersonFault[]
  readonly hints: readonly Hint[]
  readonly descriptor?: Float32Array
}

/** Judges frames in the order they were taken, with the bytes they came as. Every doubt is a fault: nothing is passed because it was not seen. */
export function judgeFrames(
  jpegs: readonly Uint8Array[],
  looks: readonly Look[],
  challenge: Challenge,
  limits: PersonLimits = personLimits,
): FrameVerdict {
  if (looks.some(({ fault }) => fault !== undefined)) return { faults: ['not-a-picture'], hints: [] }
  if (jpegs.length < limits.leastFrames || looks.length !== jpegs.length)
    return { faults: ['too-few-frames'], hints: [] }
  if (hasTwins(jpegs)) return { faults: ['same-frame-twice'], hints: [] }
  if (looks.some(({ faces }) => faces > 1)) return { faults: ['several-faces'], hints: ['one-person-only'] }
  const frames = looks.flatMap(({ face }) => face ?? [])
  if (frames.length < looks.length) return { faults: ['nobody'], hints: ['nobody'] }
  const straight = frames.filter(({ hints }) => hints.length === 0)
  if (straight.length < limits.leastStraight || frames[0].hints.length > 0) {
    return { faults: ['frames-not-good'], hints: hintsOfAll(frames) }
  }
  const descriptor = meanDescriptor(straight)
  const faults = [
    ...(isPerson(looks, limits) ? [] : (['not-a-person'] as const)),
    ...(isOneFace(frames, descriptor, limits) ? [] : (['another-face'] as const)),
    ...judgeMotions(frames, challenge, limits),
    ...(isAttack(straight, limits) ? (['attack-suspected'] as const) : []),
  ]
  return { faults, hints: faults.length > 0 ? hintsOfAll(frames) : [], descriptor }
}

/** The same bytes twice are no two moments: a camera's noise is never the same. */
function hasTwins(jpegs: readonly Uint8Array[]): boolean {
  const prints = jpegs.map((jpeg) => createHash('sha256').update(jpeg).digest('hex'))
  return new Set(prints).size < prints.length
}

/** Where nobody asked for a person's odds, nobody is one. */
function isPerson(looks: readonly Look[], limits: PersonLimits): boolean {
  const odds = looks.flatMap(({ person }) => person ?? [])
  return odds.length > 0 && odds.every((value) => value >= limits.leastOdds)
}

/**
 * Straight faces are compared each with each: the mean of two people lies close to both of them. Turned ones are compared with the mean, and may be
 * farther from it.
 */
function isOneFace(frames: readonly FaceLook[], descriptor: Float32Array, limits: PersonLimits): boolean {
  const straight = frames.filter(({ hints }) => hints.length === 0)
  const areAlike = straight.every((one, index) =>
    straight.slice(0, index).every((other) => distanceBetween(one.descriptor, other.descriptor) <= limits.sameFace),
  )
  return areAlike && frames.every((frame) => distanceBetween(frame.descriptor, descriptor) <= limits.sameTurnedFace)
}

function judgeMotions(frames: readonly FaceLook[], challenge: Challenge, limits: PersonLimits): PersonFault[] {
  const found = findMotions(frames, challenge)
  if (found === undefined) return ['challenge-not-met']
  // A blink moves the lids alone; every other motion has to show that there is a nose in front of the cheeks.
  const turned = found.filter((_, index) => challenge[index] !== 'blink')
  const isFlat = turned.some((index) => reliefBetween(frames[0].mesh, frames[index].mesh) < limits.leastRelief)
  return isFlat || turned.length === 0 ? ['flat-picture'] : []
}

function isAttack(frames: readonly FaceLook[], limits: PersonLimits): boolean {
  const mean = (value: (frame: FaceLook) => number) =>
    frames.reduce((sum, frame) => sum + value(frame), 0) / frames.length
  const minifas = frames.flatMap(({ attack }) => attack.minifas ?? [])
  const isUnreal =
    minifas.length > 0 && minifas.reduce((sum, value) => sum + value, 0) / minifas.length < limits.leastMinifas
  return (
    isUnreal ||
    mean(({ attack }) => attack.peak) > limits.mostPeak ||
    mean(({ attack }) => attack.glare) > limits.mostGlare ||
    mean(({ attack }) => attack.colors) < limits.leastColors
  )
}

const hintsOfAll = (frames: readonly FaceLook[]): Hint[] => [...new Set(frames.flatMap(({ hints }) => hints))]

/** The mean of descriptors, which is nearer to each picture of the same face than they are to one another. */
export function meanDescriptor(frames: readonly Pick<FaceLook, 'descriptor'>[]): Float32Array {
  const mean = new Float32Array(descriptorLength)
  for (const { descriptor } of frames) {
    for (let index = 0; index < descriptorLength; index++) mean[index] += descriptor[index] / frames.length
  }
  return mean
}
