import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '#learning/random'
import { reliefBetween } from './attack/relief.ts'
import { drawMotions, findMotions } from './challenge.ts'
import { judgeFrames, personLimits } from './judge-frames.ts'
import type { Look } from './looking/look.ts'
import { eggMesh, lookOf } from './test-pictures.ts'

const left = { turn: 0.4, yaw: 25 }
const right = { turn: -0.4, yaw: -25 }
/** One person who looks ahead, to the left, ahead, and to the right. */
const honest = (person = 1) => [
  lookOf(person),
  lookOf(person),
  lookOf(person, left, -0.5),
  lookOf(person),
  lookOf(person, right, 0.5),
  lookOf(person),
]
const jpegs = (looks: readonly Look[]) => looks.map((_, index) => Uint8Array.from([index]))
const faultsOf = (looks: readonly Look[], frames = jpegs(looks)) =>
  judgeFrames(frames, looks, ['turn-left', 'turn-right']).faults

test('a person who does what was asked, in its order, is accepted', () => {
  const { faults, descriptor } = judgeFrames(jpegs(honest()), honest(), ['turn-left', 'turn-right'])
  assert.deepEqual(faults, [])
  assert.ok(Math.abs((descriptor?.[1] ?? 0) - 0.5) < 1e-6)
})

test('the motions in another order, or one of them alone, are not what was asked', () => {
  const looks = honest()
  const swapped = [looks[0], looks[1], looks[4], looks[3], looks[2], looks[5]]
  assert.deepEqual(faultsOf(swapped), ['challenge-not-met'])
  assert.deepEqual(faultsOf([looks[0], looks[1], looks[2], looks[3], looks[5], looks[5]]), ['challenge-not-met'])
})

test('a face that is swapped half-way is noticed, even while it is turned', () => {
  const looks = honest()
  assert.deepEqual(faultsOf([...looks.slice(0, 3), lookOf(2), lookOf(2, right, 0.5), lookOf(2)]), ['another-face'])
  const onlyTurned = [...looks]
  onlyTurned[4] = { ...looks[4], face: { ...looks[4].face, descriptor: Float32Array.from({ length: 128 }, () => 0.2) } }
  assert.deepEqual(faultsOf(onlyTurned), ['another-face'])
})

test('two faces on one of the frames end it, and nobody on one of them too', () => {
  assert.deepEqual(faultsOf(honest().with(3, { ...lookOf(1), faces: 2 })), ['several-faces'])
  assert.deepEqual(faultsOf([...honest().slice(0, 5), { faces: 0 }]), ['nobody'])
})

test('the same frame sent twice is a replay, not a second moment', () => {
  const looks = honest()
  assert.deepEqual(faultsOf(looks, jpegs(looks).with(3, Uint8Array.from([0]))), ['same-frame-twice'])
})

test('a broken picture among the frames ends it', () => {
  assert.deepEqual(faultsOf([...honest().slice(0, 5), { fault: 'broken', faces: 0 }]), ['not-a-picture'])
})

test('too few frames prove nothing', () => {
  const looks = honest().slice(0, personLimits.leastFrames - 1)
  assert.deepEqual(faultsOf(looks), ['too-few-frames'])
  assert.deepEqual(faultsOf(honest(), jpegs(honest()).slice(1)), ['too-few-frames'])
  assert.deepEqual(faultsOf([...honest(), lookOf(1)], jpegs(honest())), ['too-few-frames'])
})

test('a frame that no person was looked for on says nothing, and nothing said is a no', () => {
  const unasked = honest().map(({ person: _, ...look }) => look)
  assert.deepEqual(faultsOf(unasked), ['not-a-person'])
  assert.deepEqual(faultsOf(honest().with(5, { ...lookOf(1), person: -1 })), ['not-a-person'])
})

test('a picture that is turned before the camera is flat, whatever its nose seems to do', () => {
  const squeeze = (by: number) =>
    Float32Array.from(lookOf(1).face.mesh, (value, at) => (at % 2 === 0 ? 320 + (value - 320) * by : value))
  const looks = honest()
  const flat = looks
    .with(2, { ...looks[2], face: { ...looks[2].face, mesh: squeeze(0.8) } })
    .with(4, { ...looks[4], face: { ...looks[4].face, mesh: squeeze(0.7) } })
  assert.deepEqual(faultsOf(flat), ['flat-picture'])
})

test('one motion with depth does not stand for another one that was flat', () => {
  const looks = honest()
  const mesh = Float32Array.from(lookOf(1).face.mesh, (value, at) => (at % 2 === 0 ? 320 + (value - 320) * 0.8 : value))
  for (const at of [2, 4])
    assert.deepEqual(faultsOf(looks.with(at, { ...looks[at], face: { ...looks[at].face, mesh } })), ['flat-picture'])
})

test('a blink alone never shows depth, so it is never enough', () => {
  const looks = honest().with(2, lookOf(1, { eyes: 0.1 }))
  assert.deepEqual(judgeFrames(jpegs(looks), looks, ['blink']).faults, ['flat-picture'])
})

test('a screen’s waves, its glare, few colors or a low logit are each enough to suspect an attack', () => {
  for (const sign of [{ peak: 20 }, { glare: 0.5 }, { colors: 0.01 }, { minifas: 0 }]) {
    const looks = honest().map((look) => ({
      ...look,
      face: { ...look.face, attack: { ...look.face.attack, ...sign } },
    }))
    assert.deepEqual(faultsOf(looks), ['attack-suspected'], JSON.stringify(sign))
  }
})

test('blurred or dark frames are answered with what to do', () => {
  const looks = honest().map((look) => ({ ...look, face: { ...look.face, hints: ['more-light'] as const } }))
  assert.deepEqual(judgeFrames(jpegs(looks), looks, ['turn-left']), {
    faults: ['frames-not-good'],
    hints: ['more-light'],
  })
})

test('the first frame has to be good, for all others are seen from it, and one good frame is not enough', () => {
  const dim = (look: ReturnType<typeof lookOf>) => ({ ...look, face: { ...look.face, hints: ['more-light'] as const } })
  const looks = honest()
  const first = looks.with(0, dim(looks[0]))
  assert.deepEqual(judgeFrames(jpegs(first), first, ['turn-left']).faults, ['frames-not-good'])
  const alone = looks.map((look, at) => (at === 0 ? look : dim(look)))
  assert.deepEqual(judgeFrames(jpegs(alone), alone, ['turn-left']).faults, ['frames-not-good'])
  const two = looks.map((look, at) => (at < personLimits.leastStraight ? look : dim(look)))
  assert.deepEqual(judgeFrames(jpegs(two), two, ['turn-left', 'turn-right']).faults, [])
})

test('a head that turns has relief, a plane that is turned, moved or brought closer has none', () => {
  const flatten = (mesh: ReturnType<typeof eggMesh>) => mesh.flatMap((point) => point.slice(0, 2))
  const straight = flatten(eggMesh(0))
  assert.ok(reliefBetween(straight, flatten(eggMesh(0.35))) > personLimits.leastRelief)
  const plane = straight.map((value, at) =>
    at % 2 === 0 ? 40 + 0.7 * value + 0.1 * straight[at + 1] : 1.3 * value - 12,
  )
  assert.ok(reliefBetween(straight, plane) < 1e-6)
})

test('motions are drawn from every one there is and never the same twice in a row', () => {
  const random = createRandom(11)
  const drawn = drawMotions(
    Uint8Array.from({ length: 200 }, () => 256 * random()),
    ['turn-left', 'turn-right', 'look-up'],
  )
  assert.equal(new Set(drawn).size, 3)
  assert.ok(drawn.every((motion, index) => motion !== drawn[index - 1]))
})

test('a motion counts only after a straight frame, and where the frames before it did not show it', () => {
  const looks = honest().map(({ face }) => face)
  assert.deepEqual(findMotions(looks, ['turn-left', 'turn-right']), [2, 4])
  assert.equal(findMotions(looks.slice(2), ['turn-left']), undefined)
  assert.equal(findMotions([], ['turn-left']), undefined)
  const both = lookOf(1, { ...left, tilt: 0.3 }, -0.5).face
  assert.equal(findMotions([looks[0], looks[1], both], ['turn-left', 'look-up']), undefined)
})
