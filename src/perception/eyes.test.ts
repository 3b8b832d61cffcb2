import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '#learning/random'
import { peakOf } from './attack/spectrum.ts'
import { BusyEyes, createEyes, mostFrames, mostOrders } from './eyes.ts'
import { canSee, drawnFace, drawnFrame, drawPicture, jpegOf } from './test-pictures.ts'

const skip = canSee ? false : 'the packages for perception are not installed'
const frame = (...faces: ReturnType<typeof drawnFace>[]) => ({
  jpeg: jpegOf(drawnFrame(...faces)),
  isWhole: false,
})

test('drawn faces are found and counted; a wall is nobody; broken bytes are an answer', { skip }, async () => {
  const eyes = createEyes()
  const broken = { jpeg: Uint8Array.from([0xff, 0xd8, 1, 2, 3]), isWhole: true }
  const orders = [
    frame(drawnFace(320, 240, 300)),
    frame(drawnFace(170, 240, 220), drawnFace(470, 240, 220)),
    frame(),
    broken,
  ]
  const { looks } = await eyes.look(orders)
  const again = await eyes.look([orders[0]])
  await eyes.close()
  assert.deepEqual(
    looks.map(({ faces, fault }) => fault ?? faces),
    [1, 2, 0, 'broken'],
  )
  const [{ face }] = looks
  assert.ok(face !== undefined && Math.abs(face.box.x + face.box.width / 2 - 320) < 30)
  assert.deepEqual([face.descriptor.length, face.mesh.length], [128, 936])
  assert.ok(Math.abs(face.quality.pose.yaw) < 8 && Math.abs(face.quality.pose.roll) < 5)
  assert.deepEqual(again.looks[0].face?.descriptor, face.descriptor)
})

test('more orders than can wait are refused, and an order of too many frames', { skip }, async () => {
  const eyes = createEyes()
  const one = frame()
  const orders = Array.from({ length: mostOrders }, () => eyes.look([one]))
  await assert.rejects(eyes.look([one]), BusyEyes)
  await assert.rejects(eyes.look(Array.from({ length: mostFrames + 1 }, () => one)), RangeError)
  await Promise.all(orders)
  await eyes.close()
})

test('who waits for eyes that are closed gets an error, not silence', { skip }, async () => {
  const eyes = createEyes()
  const order = eyes.look([frame()])
  const [outcome] = await Promise.allSettled([order, eyes.close()])
  assert.equal(outcome.status, 'rejected')
})

test('a wave over a picture stands out of its spectrum, as a photographed screen’s does', () => {
  const random = createRandom(5)
  const noise = Array.from({ length: 16_384 }, () => 13 * random())
  const skin = (x: number, y: number) =>
    150 + 20 * Math.sin(x / 23) + 15 * Math.cos(y / 31) + noise[(y * 128 + x) % noise.length]
  const plain = drawPicture(128, 128, (x, y) => [skin(x, y), skin(x, y), skin(x, y)])
  const screen = drawPicture(128, 128, (x, y) => {
    const value = skin(x, y) + 12 * Math.sin(1.7 * x + 1.3 * y)
    return [value, value, value]
  })
  assert.ok(peakOf(screen) > peakOf(plain) + 2, `${peakOf(screen)} and ${peakOf(plain)}`)
})
