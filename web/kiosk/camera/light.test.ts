import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coverWatch, lightHint, measure } from './light.ts'

const pixels = (values: readonly number[]) =>
  Uint8ClampedArray.from(values.flatMap((value) => [value, value, value, 255]))

test('light and contrast follow from the pixels', () => {
  assert.deepEqual(measure(pixels([100, 100])), { light: 100, contrast: 0 })
  const { light, contrast } = measure(pixels([50, 150, 50, 150]))
  assert.ok(Math.abs(light - 100) < 1e-9 && Math.abs(contrast - 50) < 1e-9)
})

test('too dark asks for more light, too bright for less', () => {
  assert.equal(lightHint({ light: 30, contrast: 20 }), 'more-light')
  assert.equal(lightHint({ light: 240, contrast: 20 }), 'less-light')
  assert.equal(lightHint({ light: 120, contrast: 20 }), undefined)
})

test('a camera is covered when it is black or even for a while, not when a hand passes', () => {
  const isCovered = coverWatch()
  const [black, hall, tape] = [
    { light: 3, contrast: 1 },
    { light: 110, contrast: 40 },
    { light: 130, contrast: 2 },
  ]
  assert.deepEqual([black, black, hall, tape, tape, tape, hall].map(isCovered), [
    false,
    false,
    false,
    false,
    false,
    true,
    false,
  ])
})
