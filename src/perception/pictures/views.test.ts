import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawPicture } from '../test-pictures.ts'
import { mirrorOf, squaresOf } from './views.ts'

/** Each pixel says where it is. */
const places = (width: number, height: number) => drawPicture(width, height, (x, y) => [x, y, 9])
const corners = (width: number, height: number) =>
  squaresOf(places(width, height)).map(({ width: side, pixels }) => [side, pixels[0], pixels[1]])

test('a square picture is one square, a camera’s frame two, a wide one three; they cover it from end to end', () => {
  assert.deepEqual(corners(100, 100), [[100, 0, 0]])
  assert.deepEqual(corners(120, 90), [
    [90, 0, 0],
    [90, 30, 0],
  ])
  assert.deepEqual(corners(90, 120), [
    [90, 0, 0],
    [90, 0, 30],
  ])
  assert.deepEqual(corners(160, 90), [
    [90, 0, 0],
    [90, 35, 0],
    [90, 70, 0],
  ])
})

test('who is nearly as narrow as half a square is whole on one of them, up to a picture twice as wide as high', () => {
  for (let width = 60; width <= 120; width++) {
    const starts = corners(width, 60).map(([, x]) => x)
    for (let left = 0; left + 27 <= width; left++) {
      assert.ok(
        starts.some((start) => start <= left + 2 && left + 27 <= start + 62),
        `${width} wide, at ${left}`,
      )
    }
  }
})

test('a mirror turns left and right, and leaves up and down', () => {
  const { pixels } = mirrorOf(places(5, 3))
  assert.deepEqual([...pixels.subarray(0, 3)], [4, 0, 9])
  assert.deepEqual([...pixels.subarray(3 * 14)], [0, 2, 9])
})
