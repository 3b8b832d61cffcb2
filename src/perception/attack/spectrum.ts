import { brightnessOf, type Picture } from '../pictures/picture.ts'

const SIDE = 128

/**
 * How far single waves stand out of a picture's spectrum, as a logarithm: a screen that is photographed shows its grid as peaks, skin does not.
 * `picture` is 128 pixels wide and high, cut out at the camera's own resolution.
 */
export function peakOf(picture: Picture): number {
  if (picture.width !== SIDE || picture.height !== SIDE) throw new RangeError('The spectrum is of 128 by 128 pixels.')
  const power = powerOf(brightnessOf(picture))
  const [rings, counts] = [new Float64Array(SIDE), new Float64Array(SIDE)]
  const eachWave = (visit: (radius: number, value: number) => void) => {
    for (let row = 0; row < SIDE; row++) {
      for (let column = 0; column < SIDE; column++) {
        const [down, across] = [Math.min(row, SIDE - row), Math.min(column, SIDE - column)]
        // Along the axes lie the edges of the picture, and what a JPEG's blocks leave.
        if (down < 2 || across < 2) continue
        visit(Math.round(Math.hypot(down, across)), power[row * SIDE + column])
      }
    }
  }
  eachWave((radius, value) => {
    rings[radius] += Math.log(value + 1)
    counts[radius]++
  })
  let peak = 0
  eachWave((radius, value) => {
    if (radius < SIDE / 8 || radius > SIDE / 2) return
    peak = Math.max(peak, Math.log(value + 1) - rings[radius] / counts[radius])
  })
  return peak
}

function powerOf(values: Float32Array): Float64Array {
  const real = Float64Array.from(values)
  const imaginary = new Float64Array(values.length)
  const mean = real.reduce((sum, value) => sum + value, 0) / real.length
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      // A window that fades to the edges, or these would be seen as waves of their own.
      const fade = Math.sin((Math.PI * (row + 0.5)) / SIDE) ** 2 * Math.sin((Math.PI * (column + 0.5)) / SIDE) ** 2
      real[row * SIDE + column] = (real[row * SIDE + column] - mean) * fade
    }
  }
  for (let line = 0; line < SIDE; line++) transform(real, imaginary, line * SIDE, 1)
  for (let line = 0; line < SIDE; line++) transform(real, imaginary, line, SIDE)
  return real.map((value, index) => value * value + imaginary[index] * imaginary[index])
}

/** The fast Fourier transform of one line in place (Cooley and Tukey 1965). */
function transform(real: Float64Array, imaginary: Float64Array, start: number, stride: number): void {
  for (let index = 1, mirrored = 0; index < SIDE; index++) {
    let bit = SIDE >> 1
    for (; mirrored & bit; bit >>= 1) mirrored ^= bit
    mirrored ^= bit
    if (index < mirrored) {
      const [one, other] = [start + index * stride, start + mirrored * stride]
      ;[real[one], real[other]] = [real[other], real[one]]
      ;[imaginary[one], imaginary[other]] = [imaginary[other], imaginary[one]]
    }
  }
  for (let length = 2; length <= SIDE; length <<= 1) {
    const angle = (-2 * Math.PI) / length
    for (let block = 0; block < SIDE; block += length) {
      for (let offset = 0; offset < length / 2; offset++) {
        const [cos, sin] = [Math.cos(angle * offset), Math.sin(angle * offset)]
        const [low, high] = [start + (block + offset) * stride, start + (block + offset + length / 2) * stride]
        const [a, b] = [real[high] * cos - imaginary[high] * sin, real[high] * sin + imaginary[high] * cos]
        real[high] = real[low] - a
        imaginary[high] = imaginary[low] - b
        real[low] += a
        imaginary[low] += b
      }
    }
  }
}
