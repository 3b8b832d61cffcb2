import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canSee, drawPicture, jpegOf } from '../test-pictures.ts'
import { checkPicture, decodePicture, pictureLimits, readSize } from './decode.ts'
import { RefusedPicture } from './refused-picture.ts'

const skip = canSee ? false : 'the packages for perception are not installed'
const is = (fault: string) => (error: unknown) => error instanceof RefusedPicture && error.fault === fault

/** A header that states a size, without a picture behind it: what an attacker sends so that the decoder takes all memory. */
const headerOf = (width: number, height: number) =>
  Uint8Array.from([
    0xff,
    0xd8,
    0xff,
    0xc0,
    0,
    11,
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
    1,
    1,
    0x11,
    0,
    0xff,
    0xd9,
  ])

test('a picture that states a giant size is refused by its header, before anything is decoded', () => {
  assert.throws(() => checkPicture(headerOf(65_000, 65_000)), is('too-large'))
  assert.throws(() => checkPicture(headerOf(pictureLimits.side, pictureLimits.side)), is('too-large'))
  assert.throws(() => checkPicture(headerOf(pictureLimits.side + 1, 100)), is('too-large'))
  assert.doesNotThrow(() => checkPicture(headerOf(pictureLimits.side, 1000)))
})

test('a file of too many bytes is refused', () => {
  const bytes = new Uint8Array(pictureLimits.bytes + 1)
  bytes.set(headerOf(640, 480))
  assert.throws(() => checkPicture(bytes), is('too-large'))
})

test('what is no JPEG is refused', () => {
  for (const text of ['', 'GIF89a', '<svg onload="x"/>', '\x89PNG\r\n\x1a\n']) {
    assert.throws(() => checkPicture(Buffer.from(text)), is('not-a-picture'), text)
  }
})

test('a header that leads nowhere is refused and never loops', () => {
  assert.throws(
    () => readSize(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0])),
    is('broken'),
  )
  assert.throws(() => readSize(Uint8Array.from([0xff, 0xd8, ...new Array(40).fill(0xff)])), is('broken'))
  assert.throws(() => readSize(Uint8Array.from([0xff, 0xd8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])), is('broken'))
})

test('a stamp is refused: nobody can be seen on it', () => {
  assert.throws(() => checkPicture(headerOf(640, pictureLimits.leastSide - 1)), is('too-small'))
})

test('a whole picture has its pixels; one cut off or overwritten is broken', { skip }, async () => {
  const jpeg = jpegOf(drawPicture(64, 48, (x) => (x < 32 ? [200, 30, 30] : [30, 30, 200])))
  const { width, height, pixels } = await decodePicture(jpeg)
  assert.deepEqual([width, height, pixels.length], [64, 48, 64 * 48 * 3])
  assert.ok(Math.abs(pixels[0] - 200) < 12 && Math.abs(pixels[64 * 3 - 1] - 200) < 12)
  await assert.rejects(decodePicture(jpeg.subarray(0, 200)), is('broken'))
  await assert.rejects(decodePicture(headerOf(640, 480)), is('broken'))
})
