import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawPicture } from '../test-pictures.ts'
import { brightnessOf, cutSquare, resize } from './picture.ts'

const ramp = drawPicture(100, 80, (x, y) => [2 * x, 3 * y, 7])
const at = ({ width, pixels }: { width: number; pixels: Uint8Array }, x: number, y: number) => [
  ...pixels.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
]

test('a square cut at its own size is the picture it was cut from', () => {
  const cut = cutSquare(ramp, { center: { x: 40, y: 40 }, side: 20, angle: 0 }, 20)
  assert.deepEqual(at(cut, 0, 0), at(ramp, 30, 30))
  assert.deepEqual(at(cut, 19, 19), at(ramp, 49, 49))
})

test('a quarter turn of the square turns what is cut', () => {
  const cut = cutSquare(ramp, { center: { x: 40, y: 40 }, side: 20, angle: Math.PI / 2 }, 20)
  assert.deepEqual(at(cut, 0, 0), at(ramp, 49, 30))
})

test('beyond the edge lies black, or the mirror image', () => {
  const square = { center: { x: 0, y: 40 }, side: 20, angle: 0 }
  assert.deepEqual(at(cutSquare(ramp, square, 20), 0, 10), [0, 0, 0])
  assert.deepEqual(at(cutSquare(ramp, square, 20, 'mirror'), 0, 10), at(ramp, 10, 40))
})

test('a picture made smaller is the mean of what it was, one made larger runs between', () => {
  const small = resize(ramp, 10, 8)
  assert.ok(Math.abs(at(small, 5, 4)[0] - 2 * 54.5) <= 1 && Math.abs(at(small, 5, 4)[1] - 3 * 44.5) <= 1)
  const large = resize(ramp, 400, 320)
  assert.ok(Math.abs(at(large, 200, 160)[0] - 2 * 49.625) <= 1)
  assert.equal(at(large, 200, 160)[2], 7)
})

test('brightness weighs green most and blue least', () => {
  const [red, green, blue] = [
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
  ].map((color) => brightnessOf(drawPicture(1, 1, () => color))[0])
  assert.ok(green > red && red > blue)
  assert.ok(Math.abs(red + green + blue - 255) < 0.01)
})
