import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawPicture, packPng } from '../test-pictures.ts'
import { decodePng } from './png.ts'

const side = 50
const drawn = drawPicture(side, side, (x, y) => [5 * x, 3 * y + x, (x * y) % 256])
const png = (kind: number, rows: Buffer, palette?: Buffer) => packPng(side, side, kind, rows, 8, 0, palette)

/** Each row by another of the five filters, as an encoder does it. */
const filtered = (channels: number, bytes: Uint8Array) => {
  const stride = side * channels
  const rows = Buffer.alloc(side * (stride + 1))
  for (let row = 0; row < side; row++) {
    const filter = row % 5
    rows[row * (stride + 1)] = filter
    for (let column = 0; column < stride; column++) {
      const at = row * stride + column
      const a = column >= channels ? bytes[at - channels] : 0
      const b = row > 0 ? bytes[at - stride] : 0
      const c = column >= channels && row > 0 ? bytes[at - stride - channels] : 0
      const p = a + b - c
      const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)]
      const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c
      rows[row * (stride + 1) + 1 + column] = bytes[at] - [0, a, b, (a + b) >> 1, paeth][filter]
    }
  }
  return rows
}

test('a picture comes back whole through all five filters, and without its alpha', () => {
  assert.deepEqual(decodePng(png(2, filtered(3, drawn.pixels))), drawn)
  const alpha = Uint8Array.from({ length: side * side * 4 }, (_, at) =>
    at % 4 === 3 ? 77 : drawn.pixels[Math.floor(at / 4) * 3 + (at % 4)],
  )
  assert.deepEqual(decodePng(png(6, filtered(4, alpha))).pixels, drawn.pixels)
})

test('gray and palettes become red, green and blue', () => {
  const places = Uint8Array.from({ length: side * side }, (_, at) => at % 3)
  const rows = filtered(1, places)
  assert.deepEqual([...decodePng(png(0, rows)).pixels.subarray(0, 9)], [0, 0, 0, 1, 1, 1, 2, 2, 2])
  const palette = Buffer.from([9, 8, 7, 1, 2, 3, 50, 60, 70])
  const { pixels } = decodePng(png(3, rows, palette))
  assert.deepEqual([...pixels.subarray(0, 9)], [9, 8, 7, 1, 2, 3, 50, 60, 70])
})

test('what is no such picture, is cut off, or says it is giant, is refused before it takes memory', () => {
  const rows = filtered(3, drawn.pixels)
  const whole = png(2, rows)
  const fault = (bytes: Buffer) => {
    try {
      decodePng(bytes)
    } catch (error) {
      return (error as { fault?: string }).fault
    }
    return undefined
  }
  assert.equal(fault(Buffer.from('no picture')), 'not-a-picture')
  assert.equal(fault(whole.subarray(0, whole.length - 20)), 'broken')
  assert.equal(fault(packPng(20_000, 20_000, 2, rows)), 'too-large')
  assert.equal(fault(packPng(8, 8, 2, rows)), 'too-small')
  assert.equal(fault(packPng(side, side, 2, rows, 16)), 'not-a-picture')
  assert.equal(fault(packPng(side, side, 2, rows, 8, 1)), 'not-a-picture')
  assert.equal(fault(png(3, filtered(1, new Uint8Array(side * side)))), 'broken')
  // A small stream that swells beyond what its head says.
  assert.equal(fault(png(2, Buffer.alloc(10_000_000))), 'broken')
})
