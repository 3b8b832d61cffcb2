import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '#learning/random'
import { brightnessOf, type Picture } from '../pictures/picture.ts'
import { drawnFace, drawnFrame, drawPicture } from '../test-pictures.ts'
import { holdUp, recapture, standBefore } from './recapture.ts'
import { peakOf } from './spectrum.ts'

const cut = ({ width, pixels }: Picture): Picture =>
  drawPicture(128, 128, (x, y) => {
    const at = ((y + 176) * width + x + 256) * 3
    return [...pixels.subarray(at, at + 3)]
  })

/** How far the channels of a pixel lie apart, in the mean. */
const spreadOf = ({ pixels }: Picture) => {
  let sum = 0
  for (let at = 0; at < pixels.length; at += 3) {
    const color = pixels.subarray(at, at + 3)
    sum += Math.max(...color) - Math.min(...color)
  }
  return sum / (pixels.length / 3)
}

test('the same numbers make the same attack, others make another', () => {
  const face = drawnFrame(drawnFace(320, 240, 300))
  const made = (seed: number) => recapture(face, 'screen', createRandom(seed)).pixels
  assert.deepEqual(made(1), made(1))
  assert.notDeepEqual(made(1), made(2))
})

test('a screen beats against the camera’s grid: most show waves that the picture has not', () => {
  const face = drawnFrame(drawnFace(320, 240, 300))
  const before = peakOf(cut(face))
  const peaks = Array.from({ length: 12 }, (_, seed) => peakOf(cut(recapture(face, 'screen', createRandom(seed)))))
  assert.ok(
    peaks.filter((peak) => peak > before + 1).length >= 8,
    `${peaks.map((peak) => peak.toFixed(1))} and ${before}`,
  )
})

test('a print has weaker colors, and neither black nor white', () => {
  const wild = drawPicture(200, 200, (x, y) => [(x * 37) % 256, (y * 53) % 256, ((x + y) * 29) % 256])
  const printed = recapture(wild, 'print', createRandom(3))
  assert.ok(spreadOf(printed) < 0.9 * spreadOf(wild), `${spreadOf(printed)} and ${spreadOf(wild)}`)
  const values = brightnessOf(printed)
  assert.ok(Math.min(...values) > 10)
})

test('frames of one attack differ as a hand shakes, and show the same screen; before a person there is none', () => {
  const face = drawnFrame(drawnFace(320, 240, 300))
  const of = (next: () => Picture) => Array.from({ length: 5 }, () => next())
  // A seed whose screen beats.
  const screen = of(holdUp(face, 'screen', createRandom(1)))
  const person = of(standBefore(face, createRandom(1)))
  assert.equal(new Set(screen.map(({ pixels }) => Buffer.from(pixels).toString('base64'))).size, 5)
  const least = Math.min(...screen.map((frame) => peakOf(cut(frame))))
  const most = Math.max(...person.map((frame) => peakOf(cut(frame))))
  assert.ok(least > most, `${least} and ${most}`)
})
