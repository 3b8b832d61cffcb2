import type { Picture } from '../pictures/picture.ts'

/** What a face's surface shows: the share of it that mirrors a light, and how many kinds of color it has, from 0 to 1. */
export type Surface = { readonly glare: number; readonly colors: number }

const GLARE = 250
const BINS = 16

/** Measures the level face. Screens and prints shine in patches, and give back fewer colors than skin. */
export function surfaceOf({ pixels }: Picture): Surface {
  const seen = new Uint32Array(BINS * BINS)
  const count = pixels.length / 3
  let bright = 0
  for (let at = 0; at < pixels.length; at += 3) {
    const [red, green, blue] = [pixels[at], pixels[at + 1], pixels[at + 2]]
    if (Math.min(red, green, blue) >= GLARE) bright++
    // Chroma of ITU-R BT.601, spread over what skin takes up of it.
    const cb = 128 - 0.168736 * red - 0.331264 * green + 0.5 * blue
    const cr = 128 + 0.5 * red - 0.418688 * green - 0.081312 * blue
    const bin = (value: number, least: number, most: number) =>
      Math.max(0, Math.min(BINS - 1, Math.floor(((value - least) / (most - least)) * BINS)))
    seen[bin(cb, 80, 150) * BINS + bin(cr, 110, 180)]++
  }
  let entropy = 0
  for (const hits of seen) if (hits > 0) entropy -= (hits / count) * Math.log(hits / count)
  return { glare: bright / count, colors: entropy / Math.log(BINS * BINS) }
}
