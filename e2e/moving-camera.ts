/** A camera that shows a drawn face with a camera's noise: no two pictures of it are the same. Nobody has this face. */
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { drawnFace, drawnFrame } from '#perception/test-pictures'

const [width, height] = [320, 240]
const gray = 128

/** The brightness of the drawn face, at half the size it is drawn in. */
const lumaOfFace = (): Buffer => {
  const drawn = drawnFrame(drawnFace(320, 240, 300))
  const luma = Buffer.alloc(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (2 * y * drawn.width + 2 * x) * 3
      const [red, green, blue] = drawn.pixels.subarray(at, at + 3)
      luma[y * width + x] = 0.299 * red + 0.587 * green + 0.114 * blue
    }
  return luma
}

/** Writes a film of so many pictures, ten a second, as a YUV4MPEG2 file that Chromium takes for its camera. */
export const filmFace = async (file: string, pictures: number): Promise<void> => {
  const face = lumaOfFace()
  const color = Buffer.alloc((width * height) / 2, gray)
  const out = createWriteStream(file)
  out.write(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)
  for (let picture = 0; picture < pictures; picture++) {
    // A stripe that wanders, and a count of its own in the corner: as a camera's noise, it is never twice the same.
    const noisy = Buffer.from(face)
    for (let y = 0; y < height; y++) noisy[y * width + (picture % width)] ^= 24
    for (let bit = 0; bit < 12; bit++)
      for (let y = 0; y < 8; y++)
        noisy.fill(picture & (1 << bit) ? 200 : 60, y * width + bit * 8, y * width + bit * 8 + 8)
    out.write('FRAME\n')
    out.write(noisy)
    out.write(color)
  }
  out.end()
  await finished(out)
}
