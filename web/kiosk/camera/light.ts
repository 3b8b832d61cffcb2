/** What a small picture of the camera tells at once, before the bank has looked: light, and whether something is held before the lens. */

export type Measured = { readonly light: number; readonly contrast: number }

/** Mean and spread of the brightness of pixels as a canvas has them, four bytes each, from 0 to 255. */
export const measure = (pixels: Uint8ClampedArray): Measured => {
  let [sum, squares] = [0, 0]
  const count = pixels.length / 4
  for (let at = 0; at < pixels.length; at += 4) {
    const value = 0.299 * pixels[at] + 0.587 * pixels[at + 1] + 0.114 * pixels[at + 2]
    sum += value
    squares += value * value
  }
  const light = sum / count
  return { light, contrast: Math.sqrt(Math.max(0, squares / count - light * light)) }
}

const limits = { dark: 12, even: 5, dim: 45, bright: 225 } as const
/** A hand that passes covers the lens for a moment; so many looks in a row are a cover. */
const LOOKS = 3

export type LightHint = 'more-light' | 'less-light'

/** What a person can do about the light; undefined where it is good. */
export const lightHint = ({ light }: Measured): LightHint | undefined =>
  light < limits.dim ? 'more-light' : light > limits.bright ? 'less-light' : undefined

/** Answers what tells, look after look, whether the lens is covered: black, or the same everywhere. */
export const coverWatch = (): ((measured: Measured) => boolean) => {
  let inARow = 0
  return ({ light, contrast }) => {
    inARow = light < limits.dark || contrast < limits.even ? inARow + 1 : 0
    return inARow >= LOOKS
  }
}
