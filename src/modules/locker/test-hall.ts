/** A locker hall for tests: a branch with boxes and kiosks, its people, and frames that show whom the test says. */
import assert from 'node:assert/strict'
import type { Motion } from '#perception/challenge'
import type { Look } from '#perception/eyes'
import { lookOf } from '#perception/test-pictures'
import { secondMs } from '#platform/time'
import { type Person, password, type TestBank, type TestBankOptions, testBank } from '#testing/bank'
import { hashOfFrame, makeKiosk as makeTestKiosk, type TestKiosk } from '#testing/locker'
import type { AttemptView } from './wire.ts'

export const branch = 'Mylapore'
export const secret = 'Kaveri runs 7 east'

/** The header of a JPEG of 640 by 480, and bytes that make each one another. */
export const jpegBytes = (number: number, width = 640, height = 480): Buffer => {
  const start = Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3])
  const rest = Buffer.alloc(40)
  rest.writeUInt32BE(number)
  return Buffer.concat([start, rest])
}

const poses: Readonly<Record<Motion, (person: number) => Look>> = {
  'turn-left': (person) => lookOf(person, { turn: 0.4, yaw: 25 }, -0.5),
  'turn-right': (person) => lookOf(person, { turn: -0.4, yaw: -25 }, 0.5),
  'look-up': (person) => lookOf(person, { tilt: 0.3, pitch: -20 }),
  blink: (person) => lookOf(person, { eyes: 0.15 }),
}

/** What a person who does what was asked looks like: straight, each motion, and straight between them. */
export const honestly = (person: number, motions: readonly Motion[]): Look[] => [
  lookOf(person),
  lookOf(person),
  lookOf(person),
  ...motions.flatMap((motion) => [poses[motion](person), lookOf(person)]),
  lookOf(person),
]

export const enrolledPoses = {
  straight: (person: number) => lookOf(person),
  left: (person: number) => lookOf(person, { turn: 0.1 }, -0.1),
  right: (person: number) => lookOf(person, { turn: -0.1 }, 0.1),
  up: (person: number) => lookOf(person, { tilt: 0.46 }),
  down: (person: number) => lookOf(person, { tilt: 0.54 }),
} as const

export type Hall = Awaited<ReturnType<typeof openHall>>

let frames = 0

/** Frames that show these looks, a fifth of a second apart. */
const showing = (bank: TestBank) => {
  const seen = new Map<string, Look>()
  bank.eyes.see = (jpeg) => seen.get(hashOfFrame(jpeg)) ?? { faces: 0, person: -1 }
  return (looks: readonly Look[]) =>
    looks.map((look, index) => {
      const jpeg = jpegBytes(++frames)
      seen.set(hashOfFrame(jpeg), look)
      return { atMs: index * 200, jpeg: jpeg.toString('base64url') }
    })
}

export const openHall = async (options: TestBankOptions = {}) => {
  const bank = await testBank(options)
  const show = showing(bank)
  const administrator = await bank.person('administrator', 'Arun')
  const tellers = [await bank.person('teller', 'Tara'), await bank.person('teller', 'Tej')]
  const [ada, bob] = [await bank.person('customer', 'Ada'), await bank.person('customer', 'Bob')]

  const good = async (...given: Parameters<TestBank['ask']>) => {
    const answer = await bank.ask(...given)
    assert.ok(answer.status < 300, `${given[1]} ${given[2]}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  /** Sets values of the policy: proposed by one administrator, granted by another one, each with their password. */
  const setPolicy = async (more: object): Promise<void> => {
    const second = await bank.person('administrator', `Anu-${bank.newId()}`)
    const { policy } = await good(administrator, 'GET', '/v1/locker/policy')
    const path = `/v1/locker/policies/${bank.newId()}`
    const body = { policy: { ...policy, ...more }, reason: 'As the board decided', proof: { password } }
    const { waits } = await good(administrator, 'PUT', path, body)
    if (waits) await good(second, 'POST', `${path}/decision`, { decision: 'grant', note: '', proof: { password } })
  }

  const kioskNeeds = { administrator, newId: bank.newId, ask: bank.ask }
  const makeKiosk = (name: string, at = branch): Promise<TestKiosk> => makeTestKiosk(kioskNeeds, name, at)

  const makeBox = async (number: string, drive: object = { kind: 'simulated' }): Promise<string> => {
    const id = bank.newId()
    await good(administrator, 'PUT', `/v1/locker/boxes/${id}`, { number, branch, drive })
    return id
  }

  const agree = (who: Person, id: string) =>
    good(who, 'POST', `/v1/locker/mine/consents/${id}`, { answer: 'agree', proof: { password } })

  /** Enters somebody, has it consented to, and sets their secret. */
  const giveBox = async (box: string, who: Person, more: object = {}, owner = who): Promise<string> => {
    const id = bank.newId()
    const holder = { person: who.id, as: 'owner', from: null, until: null, ...more }
    await good(tellers[0], 'PUT', `/v1/locker/boxes/${box}/holders/${id}`, holder)
    await agree(owner, id)
    await good(who, 'PUT', `/v1/locker/mine/boxes/${box}/secret`, { secret, proof: { password } })
    return id
  }

  const takePose = (id: string, pose: string, look: Look, who = tellers[0]) =>
    bank.ask(who, 'POST', `/v1/locker/enrollments/${id}/poses`, { pose, jpeg: show([look])[0].jpeg })

  /** Enrolls a face: begun by one teller, agreed to, granted by the other one. */
  const enroll = async (who: Person, face: number): Promise<string> => {
    const id = bank.newId()
    await good(tellers[0], 'PUT', `/v1/locker/enrollments/${id}`, { person: who.id })
    await agree(who, id)
    for (const [pose, look] of Object.entries(enrolledPoses)) {
      const { body } = await takePose(id, pose, look(face))
      assert.equal(body.isTaken, true, `${pose}: ${JSON.stringify(body)}`)
    }
    const path = `/v1/locker/enrollments/${id}`
    await good(tellers[0], 'POST', `${path}/finish`, { reason: 'She is at the counter', proof: { password } })
    await good(tellers[1], 'POST', `${path}/decision`, { decision: 'grant', note: '', proof: { password } })
    return id
  }

  const begin = (kiosk: TestKiosk, number: string, id = bank.newId()) =>
    bank.ask(kiosk, 'PUT', `/v1/locker/attempts/${id}`, { box: number, language: 'en' })

  const step = (kiosk: TestKiosk, { id, nonce }: Pick<AttemptView, 'id' | 'nonce'>, door: string, body: object = {}) =>
    bank.ask(kiosk, 'POST', `/v1/locker/attempts/${id}/${door}`, { nonce, ...body })

  /** Shows a face that does what the attempt asks. */
  const face = (kiosk: TestKiosk, attempt: AttemptView, person: number) => {
    bank.pass(3 * secondMs)
    return step(kiosk, attempt, 'frames', { frames: show(honestly(person, attempt.challenge?.motions ?? [])) })
  }

  /** The last code that was sent for a visit. */
  const sentCode = async (): Promise<string> => {
    await bank.identity.deliver('mail')
    await bank.identity.deliver('sms')
    const letter = bank.outbox.messages.find(({ text }) => /Your code for locker/.test(text))
    return /is (\d{6})\./.exec(letter?.text ?? '')?.[1] ?? ''
  }

  /** Through four doors to the lock. */
  const reachLock = async (kiosk: TestKiosk, number: string, person: number): Promise<AttemptView> => {
    const begun = (await begin(kiosk, number)).body
    const recognized = (await face(kiosk, begun, person)).body
    const known = (await step(kiosk, recognized, 'secret', { secret })).body
    return (await step(kiosk, known, 'code', { code: await sentCode() })).body
  }

  const look = (kiosk: TestKiosk, id: string) => good(kiosk, 'GET', `/v1/locker/attempts/${id}`)
  const lock = async (box: string) =>
    (
      await bank.db.query<{ state: string; last_order: string | null }>(
        'select state, last_order from locker.simulated_lock where box = $1',
        [box],
      )
    )[0]
  /** What somebody does to the lock by hand, or what breaks in it. */
  const setLock = async (box: string, set: string) => {
    await bank.db.query('insert into locker.simulated_lock (box) values ($1) on conflict do nothing', [box])
    await bank.db.query(`update locker.simulated_lock set ${set} where box = $1`, [box])
  }
  const watch = async (ms = 1000) => {
    bank.pass(ms)
    await bank.locker.watch()
  }
  const mine = (who: Person) => good(who, 'GET', '/v1/locker/mine')
  const alarms = async () => (await good(tellers[0], 'GET', '/v1/locker/alarms')).items

  return {
    bank,
    good,
    show,
    administrator,
    setPolicy,
    tellers,
    ada,
    bob,
    makeKiosk,
    makeBox,
    giveBox,
    agree,
    enroll,
    takePose,
    begin,
    step,
    face,
    sentCode,
    reachLock,
    look,
    lock,
    setLock,
    watch,
    mine,
    alarms,
    [Symbol.asyncDispose]: () => bank[Symbol.asyncDispose](),
  }
}

/** The usual hall: box 214 is Ada's, whose face is 1, before one kiosk. */
export const openUsualHall = async (options: TestBankOptions = {}) => {
  const hall = await openHall(options)
  const kiosk = await hall.makeKiosk('Left')
  const box = await hall.makeBox('214')
  await hall.giveBox(box, hall.ada)
  const enrollment = await hall.enroll(hall.ada, 1)
  return { ...hall, kiosk, box, enrollment }
}
