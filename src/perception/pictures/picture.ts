/** A picture in memory: three bytes a pixel (red, green, blue), row by row from the top. */
export type Picture = { readonly width: number; readonly height: number; readonly pixels: Uint8Array }

/** A place on a picture, in pixels. */
export type Point = { readonly x: number; readonly y: number }

/** A square of a picture that may be turned: its center, its side in pixels, and its angle in radians. */
export type Square = { readonly center: Point; readonly side: number; readonly angle: number }

const CHANNELS = 3

/**
 * Draws a turned square of a picture `size` pixels wide. Each pixel is the mean of what falls on it where the square is larger than its drawing, and
 * between its neighbors where it is smaller. Beyond the edge is `outside` (mirror, or black).
 */
export function cutSquare(
  picture: Picture,
  square: Square,
  size: number,
  outside: 'mirror' | 'black' = 'black',
): Picture {
  const pixels = new Uint8Array(size * size * CHANNELS)
  const step = square.side / size
  const samples = Math.max(1, Math.min(4, Math.round(step)))
  const [cos, sin] = [Math.cos(square.angle), Math.sin(square.angle)]
  const sums = new Float64Array(CHANNELS)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      sums.fill(0)
      for (let sample = 0; sample < samples * samples; sample++) {
        const right = (column + ((sample % samples) + 0.5) / samples) * step - square.side / 2
        const down = (row + (Math.floor(sample / samples) + 0.5) / samples) * step - square.side / 2
        const x = square.center.x + right * cos - down * sin - 0.5
        const y = square.center.y + right * sin + down * cos - 0.5
        addBetween(picture, x, y, outside, sums)
      }
      const at = (row * size + column) * CHANNELS
      for (let channel = 0; channel < CHANNELS; channel++) {
        pixels[at + channel] = Math.round(sums[channel] / (samples * samples))
      }
    }
  }
  return { width: size, height: size, pixels }
}

function addBetween(picture: Picture, x: number, y: number, outside: 'mirror' | 'black', sums: Float64Array): void {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const [rightShare, lowShare] = [x - left, y - top]
  for (let corner = 0; corner < 4; corner++) {
    const [column, row] = [left + (corner & 1), top + (corner >> 1)]
    const share = (corner & 1 ? rightShare : 1 - rightShare) * (corner >> 1 ? lowShare : 1 - lowShare)
    const inside = column >= 0 && row >= 0 && column < picture.width && row < picture.height
    if (share === 0 || (!inside && outside === 'black')) continue
    const at = (mirror(row, picture.height) * picture.width + mirror(column, picture.width)) * CHANNELS
    for (let channel = 0; channel < CHANNELS; channel++) sums[channel] += share * picture.pixels[at + channel]
  }
}

/** A place beyond the edge as the mirror image of one within. */
function mirror(place: number, size: number): number {
  if (place >= 0 && place < size) return place
  const folded = Math.abs(place) % (2 * size - 2 || 1)
  return folded < size ? folded : 2 * size - 2 - folded
}

/** The whole picture, stretched to `width` by `height` pixels; mean or between, as in `cutSquare`. First across, then down. */
export function resize(picture: Picture, width: number, height: number): Picture {
  const across = spans(picture.width, width)
  const narrow = new Float32Array(width * picture.height * CHANNELS)
  for (let row = 0; row < picture.height; row++) {
    for (let column = 0; column < width; column++) {
      const from = (row * picture.width + across[column].start) * CHANNELS
      gather(picture.pixels, from, CHANNELS, across[column].shares, narrow, (row * width + column) * CHANNELS)
    }
  }
  const down = spans(picture.height, height)
  const pixels = new Uint8Array(width * height * CHANNELS)
  const color = new Float32Array(CHANNELS)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      gather(narrow, (down[row].start * width + column) * CHANNELS, width * CHANNELS, down[row].shares, color, 0)
      const at = (row * width + column) * CHANNELS
      for (let channel = 0; channel < CHANNELS; channel++) pixels[at + channel] = Math.round(color[channel])
    }
  }
  return { width, height, pixels }
}

/** The sum of pixels that lie `stride` apart, each by its share, into one pixel. */
function gather(
  from: Uint8Array | Float32Array,
  start: number,
  stride: number,
  shares: readonly number[],
  to: Float32Array,
  at: number,
): void {
  let [red, green, blue] = [0, 0, 0]
  for (let index = 0; index < shares.length; index++) {
    const place = start + index * stride
    red += shares[index] * from[place]
    green += shares[index] * from[place + 1]
    blue += shares[index] * from[place + 2]
  }
  to[at] = red
  to[at + 1] = green
  to[at + 2] = blue
}

/** For each pixel of the drawing, the pixels that fall on it and how much of each. */
type Span = { readonly start: number; readonly shares: readonly number[] }

function spans(from: number, to: number): Span[] {
  const step = from / to
  return Array.from({ length: to }, (_, index) => {
    const reach = Math.max(1, step)
    const center = (index + 0.5) * step - 0.5
    const [first, last] = [Math.ceil(center - reach), Math.floor(center + reach)]
    const [start, end] = [Math.max(0, first), Math.min(from - 1, last)]
    const shares = Array.from({ length: end - start + 1 }, (_, offset) => reach - Math.abs(start + offset - center))
    const sum = shares.reduce((total, share) => total + share, 0)
    return { start, shares: shares.map((share) => share / sum) }
  })
}

/** Pictures larger than a camera's frame are looked at in its size: every model would only make them smaller itself, after taking up memory. */
const LONGEST = 1024

/** The picture, no side of it longer than 1,024 pixels. */
export function fit(picture: Picture): Picture {
  const scale = LONGEST / Math.max(picture.width, picture.height)
  return scale >= 1 ? picture : resize(picture, Math.round(picture.width * scale), Math.round(picture.height * scale))
}

/** Brightness from 0 to 255 as the eye weighs colors (ITU-R BT.601), one number a pixel. */
export function brightnessOf({ width, height, pixels }: Picture): Float32Array {
  const values = new Float32Array(width * height)
  for (let index = 0; index < values.length; index++) {
    const at = index * CHANNELS
    values[index] = 0.299 * pixels[at] + 0.587 * pixels[at + 1] + 0.114 * pixels[at + 2]
  }
  return values
}
