/** What a camera sees of a picture that is held before it: on a screen, or on paper. Made by rule for trying thresholds; real attacks are wilder. */
import type { Picture } from '../pictures/picture.ts'

export type AttackKind = 'screen' | 'print'

type Random = () => number

const between = (random: Random, least: number, most: number) => least + (most - least) * random()

/** How the thing that is held is turned and scaled before the camera, and where its edge lies. */
type Hold = {
  readonly cos: number
  readonly sin: number
  readonly scale: number
  readonly x: number
  readonly y: number
}

const holdOf = ({ width, height }: Picture, random: Random): Hold => {
  const angle = between(random, -0.06, 0.06)
  return {
    cos: Math.cos(angle),
    sin: Math.sin(angle),
    scale: between(random, 1, 1.18),
    x: width * between(random, -0.02, 0.02),
    y: height * between(random, -0.02, 0.02),
  }
}

type Color = [number, number, number]

/** The color of a place between pixels; undefined beyond the edge. */
const colorAt = ({ width, height, pixels }: Picture, u: number, v: number): Color | undefined => {
  const [left, top] = [Math.floor(u), Math.floor(v)]
  if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) return undefined
  const [right, low] = [u - left, v - top]
  const color: Color = [0, 0, 0]
  for (let corner = 0; corner < 4; corner++) {
    const share = (corner & 1 ? right : 1 - right) * (corner >> 1 ? low : 1 - low)
    const at = ((top + (corner >> 1)) * width + left + (corner & 1)) * 3
    for (let channel = 0; channel < 3; channel++) color[channel] += share * pixels[at + channel]
  }
  return color
}

/** What the surface makes of a color at a place of the picture; `u` and `v` in its pixels. */
type Surface = (color: Color, u: number, v: number) => Color

const wave = (turns: number) => Math.cos(2 * Math.PI * turns)

/** A backlit grid of red, green and blue stripes: sampled by the camera's own grid, it beats. */
const screenSurface = (random: Random): Surface => {
  const [grid, strength] = [between(random, 0.8, 1.6), between(random, 0.06, 0.22)]
  const [gamma, black] = [between(random, 1.05, 1.35), between(random, 8, 24)]
  return (color, u, v) => {
    const row = 1 + 0.6 * strength * wave(v * grid)
    const tint = [0.95, 1, 1.06]
    return color.map((value, channel) => {
      const lit = 255 * (value / 255) ** gamma * tint[channel]
      return black + lit * row * (1 + strength * wave(u * grid + channel / 3)) * (1 - black / 255)
    }) as Color
  }
}

/** Ink on paper: fewer colors, neither black nor white, dots of a raster, uneven light. */
const printSurface = ({ width }: Picture, random: Random): Surface => {
  const [raster, strength] = [between(random, 0.28, 0.48), between(random, 0.03, 0.1)]
  const [color, slope] = [between(random, 0.6, 0.85), between(random, -0.25, 0.25)]
  return (given, u, v) => {
    const gray = 0.299 * given[0] + 0.587 * given[1] + 0.114 * given[2]
    const dots = 1 + strength * wave((u + v) * raster) * wave((u - v) * raster)
    const light = 1 + slope * (u / width - 0.5)
    const paper = [1.02, 1, 0.94]
    return given.map((value, channel) => {
      const ink = 30 + (195 / 255) * (gray + color * (value - gray))
      return ink * dots * light * paper[channel]
    }) as Color
  }
}

/** A light that the surface mirrors: brightest at one place, fading around it. */
const glareOf = ({ width, height }: Picture, random: Random) => {
  const [x, y] = [width * random(), height * random()]
  const [reach, strength] = [Math.min(width, height) * between(random, 0.1, 0.3), between(random, 0, 190)]
  return (column: number, row: number) =>
    strength * Math.exp(-((column - x) ** 2 + (row - y) ** 2) / (2 * reach * reach))
}

/** Each pixel the mean of itself and its neighbors across and down. */
const blur = ({ width, height, pixels }: Picture): Picture => {
  const soft = new Uint8Array(pixels)
  for (let row = 1; row < height - 1; row++) {
    for (let at = (row * width + 1) * 3; at < ((row + 1) * width - 1) * 3; at++) {
      const around = pixels[at - 3] + pixels[at + 3] + pixels[at - width * 3] + pixels[at + width * 3]
      soft[at] = (4 * pixels[at] + around) / 8
    }
  }
  return { width, height, pixels: soft }
}

const edges: Record<AttackKind, Color> = { screen: [14, 14, 16], print: [228, 226, 218] }

/** A hand is never still: how much further the next frame is turned, scaled and moved. */
const shake = (hold: Hold, { width, height }: Picture, random: Random): Hold => {
  const angle = between(random, -0.015, 0.015)
  return {
    cos: hold.cos * Math.cos(angle) - hold.sin * Math.sin(angle),
    sin: hold.sin * Math.cos(angle) + hold.cos * Math.sin(angle),
    scale: hold.scale * between(random, 0.98, 1.02),
    x: hold.x + width * between(random, -0.012, 0.012),
    y: hold.y + height * between(random, -0.012, 0.012),
  }
}

type Light = (column: number, row: number) => number

function draw(picture: Picture, hold: Hold, surface: Surface, glare: Light, edge: Color, random: Random): Picture {
  const { width, height } = picture
  const pixels = new Uint8Array(width * height * 3)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [right, down] = [(column - width / 2) * hold.scale, (row - height / 2) * hold.scale]
      const u = width / 2 + hold.x + right * hold.cos - down * hold.sin
      const v = height / 2 + hold.y + right * hold.sin + down * hold.cos
      const color = colorAt(picture, u, v)
      const seen = color === undefined ? edge : surface(color, u, v)
      const [light, noise] = [glare(column, row), between(random, -3, 3)]
      const at = (row * width + column) * 3
      for (let channel = 0; channel < 3; channel++) {
        pixels[at + channel] = Math.max(0, Math.min(255, Math.round(seen[channel] + light + noise)))
      }
    }
  }
  return { width, height, pixels }
}

/** Frames of one screen or paper that is held before a camera: the first as it is held, each next one after a shake of the hand. */
export function holdUp(picture: Picture, kind: AttackKind, random: Random): () => Picture {
  let hold = holdOf(picture, random)
  const first = hold
  const surface = kind === 'screen' ? screenSurface(random) : printSurface(picture, random)
  const glare = glareOf(picture, random)
  let isSoft: boolean | undefined
  return () => {
    const frame = draw(picture, hold, surface, glare, edges[kind], random)
    isSoft ??= random() < 0.6
    hold = shake(first, picture, random)
    return isSoft ? blur(frame) : frame
  }
}

/** The picture as a camera sees it on a screen or on paper. */
export const recapture = (picture: Picture, kind: AttackKind, random: Random): Picture =>
  holdUp(picture, kind, random)()

/** Frames of who stands before the camera: the same hand or head that is never still, a little nearer, and nothing between. */
export function standBefore(picture: Picture, random: Random): () => Picture {
  const still: Hold = { cos: 1, sin: 0, scale: 0.95, x: 0, y: 0 }
  return () =>
    draw(
      picture,
      shake(still, picture, random),
      (color) => color,
      () => 0,
      edges.screen,
      random,
    )
}
