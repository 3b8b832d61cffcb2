import { brightnessOf, type Picture } from '../pictures/picture.ts'
import type { Pose } from './pose.ts'

/** What is wrong with a frame, each of which a person can mend; the kiosk says and writes a sentence for each. */
export type Hint =
  | 'nobody'
  | 'one-person-only'
  | 'come-closer'
  | 'go-back'
  | 'hold-still'
  | 'look-straight'
  | 'more-light'
  | 'less-light'
  | 'show-your-face'

/** What is measured of a face: its width and the picture's in pixels, sharpness, and light from 0 to 255. */
export type Quality = {
  readonly faceWidth: number
  readonly pictureWidth: number
  /** Mean square of the Laplacian over the level face, by the variance of its brightness: 0 is fog. */
  readonly sharpness: number
  readonly light: number
  readonly contrast: number
  readonly meshScore: number
  readonly pose: Pose
}

/** The limits, as data. */
export const qualityLimits = {
  leastWidth: 90,
  largestShare: 0.85,
  leastSharpness: 0.004,
  leastLight: 45,
  mostLight: 225,
  leastContrast: 14,
  leastMeshScore: 0.9,
  mostYaw: 20,
  mostPitch: 28,
  mostRoll: 30,
} as const

export type QualityLimits = { readonly [Name in keyof typeof qualityLimits]: number }

/** Sharpness, light and contrast of the level face. */
export function measureChip(chip: Picture): Pick<Quality, 'sharpness' | 'light' | 'contrast'> {
  const values = brightnessOf(chip)
  const { width, height } = chip
  let [sum, squares, curve, count] = [0, 0, 0, 0]
  // Only the middle: what stands behind a face says nothing about it.
  for (let row = Math.floor(height * 0.2); row < height * 0.9; row++) {
    for (let column = Math.floor(width * 0.2); column < width * 0.8; column++) {
      const at = row * width + column
      const value = values[at]
      const laplacian = 4 * value - values[at - 1] - values[at + 1] - values[at - width] - values[at + width]
      sum += value
      squares += value * value
      curve += laplacian * laplacian
      count++
    }
  }
  const light = sum / count
  const variance = Math.max(1, squares / count - light * light)
  return { light, contrast: Math.sqrt(variance), sharpness: curve / count / variance }
}

/** What a person has to do before this face is good enough to compare; nothing where it is. The most helpful comes first. */
export function hintsOf(quality: Quality, limits: QualityLimits = qualityLimits): Hint[] {
  const { pose } = quality
  const wrong: [boolean, Hint][] = [
    [quality.faceWidth < limits.leastWidth, 'come-closer'],
    [quality.faceWidth > limits.largestShare * quality.pictureWidth, 'go-back'],
    [quality.light < limits.leastLight || quality.contrast < limits.leastContrast, 'more-light'],
    [quality.light > limits.mostLight, 'less-light'],
    [quality.meshScore < limits.leastMeshScore, 'show-your-face'],
    [
      Math.abs(pose.yaw) > limits.mostYaw ||
        Math.abs(pose.pitch) > limits.mostPitch ||
        Math.abs(pose.roll) > limits.mostRoll,
      'look-straight',
    ],
    [quality.sharpness < limits.leastSharpness, 'hold-still'],
  ]
  return wrong.filter(([isWrong]) => isWrong).map(([, hint]) => hint)
}
