import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { minuteMs, secondMs } from '#platform/time'
import { type Authenticator, createAuthenticator } from '#testing/authenticator'
import { macHeader, macOf } from '../locks/http.ts'
import { permitText, readBankKey } from '../locks/orders.ts'
import { branch, jpegBytes, openHall } from '../test-hall.ts'
import { type PermitRole, permitChallenge, type SignedPermit } from '../wire.ts'
import type { BoltState } from './bolts.ts'
import { createLockController } from './controller.ts'
import { quietMs } from './guard.ts'
import { openMemory } from './memory.ts'

const listening = async (server: Server, port: number): Promise<Server> => {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

/** A port that is free now, so that the address of a controller is known before it starts. */
const freePort = async (): Promise<number> => {
  const probe = createServer()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** Box 9 is Ada's and stands behind a controller of its own; the policy lets kiosks open without the bank. */
const openGate = async (mayOpenOffline = true) => {
  const folder = await mkdtemp(join(tmpdir(), 'bank-test-lock-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const hall = await openHall({ lockerParts: { kioskLocks: [url] } })
  const { bank, administrator, ada } = hall
  if (mayOpenOffline) await hall.setPolicy({ mayOpenOffline })
  const kiosk = await hall.makeKiosk('Left')
  const box = await hall.makeBox('9', { kind: 'http', url, kioskUrl: url })
  await hall.giveBox(box, ada)
  const [owner, witness] = [await bank.givePasskey(ada), await bank.givePasskey(hall.tellers[0])]
  const keys = await hall.good(administrator, 'GET', `/v1/locker/boxes/${box}/lock-key`)
  const bolt = { state: 'locked' as BoltState, moved: 0, isJammed: false }
  const began = bank.clock().getTime()
  const wall = { backMs: 0 }
  const boxKey = Buffer.from(keys.key, 'base64url')
  const start = () =>
    listening(
      createLockController({
        box,
        boxKey,
        bankKey: readBankKey(keys.bankKey),
        memory: openMemory(join(folder, 'memory.json')),
        bolt: {
          unlock: async () => {
            if (bolt.isJammed) throw new Error('The bolt does not move.')
            Object.assign(bolt, { state: 'open', moved: bolt.moved + 1 })
          },
          state: async () => bolt.state,
        },
        origin: 'http://localhost:3000',
        clock: () => new Date(bank.clock().getTime() - wall.backMs),
        uptimeMs: () => bank.clock().getTime() - began,
        randomBytes: (count) => Buffer.from(bank.newId().replaceAll('-', '').repeat(4), 'hex').subarray(0, count),
        onFailure: () => {},
      }),
      port,
    )
  let server = await start()
  const stop = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }

  const post = async (path: string, body: object | string, headers: Record<string, string> = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      body: text,
      // Another server may listen there by the next one.
      headers: { ...headers, connection: 'close' },
    })
    const said = await answer.text()
    return { status: answer.status, ...(said === '' ? {} : JSON.parse(said)) } as Record<string, string> & {
      status: number
    }
  }
  const permit = async (): Promise<SignedPermit> => hall.good(kiosk, 'POST', '/v1/locker/kiosk/permits')
  const signed = (device: Authenticator, role: PermitRole, paper: SignedPermit, nonce: string, bend = {}) => {
    const about = { permit: JSON.parse(paper.permit).id, box, nonce }
    const challenge = createHash('sha256').update(permitChallenge(role, about)).digest('base64url')
    return device.use({ challenge, rpId: 'localhost' }, bend)
  }
  const askNonce = async () => (await post('/offline/nonce', {})).nonce
  const open = async (paper: SignedPermit, more: object = {}) => {
    const nonce = await askNonce()
    const hands = { owner: signed(owner, 'owner', paper, nonce), witness: signed(witness, 'witness', paper, nonce) }
    return post('/offline/unlock', { ...paper, nonce, ...hands, ...more })
  }
  /** The bank is not heard of for so long. */
  const lose = (ms = quietMs) => bank.pass(ms)
  const ringing = async () =>
    (await hall.alarms()).filter(({ endedAt }: { endedAt: string | null }) => endedAt === null).map(kindOf)
  return {
    ...{ hall, bank, kiosk, box, boxKey, owner, witness, bolt, wall, url },
    ...{ post, permit, signed, askNonce, open, lose, ringing },
    /** Whoever has a passkey agrees by it alone; here it is about what follows. */
    enter: (at: string, { id }: { id: string }, day: string | null = null) =>
      bank.db.query(
        `insert into locker.holder (id, box, person, role, valid_from, valid_until, entered_by, entered_at, consented_by, consented_at)
         values ($1, $2, $3, $4, $5, $5, $3, $6, $3, $6)`,
        [bank.newId(), at, id, day === null ? 'owner' : 'agent', day, bank.clock()],
      ),
    restart: async () => {
      await stop()
      server = await start()
    },
    [Symbol.asyncDispose]: async () => {
      await stop()
      await hall[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}

const kindOf = ({ kind }: { kind: string }) => kind

test('without the bank a box opens for an owner and one of the staff, once; when the bank is back it knows, rings and tells the owner', async () => {
  await using gate = await openGate()
  const { hall, bank, box, bolt } = gate
  await hall.watch()
  const paper = await gate.permit()
  gate.lose()
  assert.deepEqual(await gate.open(paper), { status: 200 })
  assert.deepEqual([bolt.state, bolt.moved], ['open', 1])
  assert.equal((await gate.open(paper)).code, 'permit-used')
  await gate.restart()
  gate.lose()
  assert.equal((await gate.open(paper)).code, 'permit-used')
  assert.equal(bolt.moved, 1)

  // The kiosk comes back as well, with what it noted and a picture of who stood there.
  const again = await gate.kiosk.signIn()
  const { id } = JSON.parse(paper.permit)
  const picture = jpegBytes(9_100_000).toString('base64url')
  const hash = createHash('sha256').update(Buffer.from(picture, 'base64url')).digest('hex')
  const [at, note] = [bank.clock().toISOString(), `permit ${id}`]
  const text = `locker entry 1\n${again.id}\n1\n${at}\nopened\n9\n${note}\n${hash}`
  const entry = { number: 1, at, kind: 'opened', box: '9', note, picture, signature: again.sign(text) }
  for (let round = 0; round < 3; round++) await hall.watch(2 * secondMs)
  await hall.good(again, 'POST', '/v1/locker/kiosk/entries', { entries: [entry] })
  assert.ok((await hall.alarms())[0].picture)
  // Nobody forced it: the bank had permitted it.
  assert.deepEqual(await gate.ringing(), ['opened-offline'])
  const [told] = await bank.db.query<{ owner: string; witness: string; was_right: boolean }>(
    'select owner, witness, was_right from locker.offline_opening where box = $1',
    [box],
  )
  assert.deepEqual([told.owner, told.witness, told.was_right], [hall.ada.id, hall.tellers[0].id, true])
  await bank.identity.deliver('mail')
  assert.ok(bank.outbox.messages.some(({ text }) => /Your locker 9 at Mylapore was opened/.test(text)))
  await bank.audit.sequence()
  const compliance = await bank.person('compliance', 'Cara')
  const { items } = await hall.good(compliance, 'GET', `/v1/audit/leaves?kind=locker-offline-opening`)
  assert.equal(items.length, 1)
  // Left open it rings as any door does; shut it is quiet, and the next visit goes on as ever.
  await hall.watch(11 * minuteMs)
  assert.deepEqual((await gate.ringing()).sort(), ['door-left-open', 'opened-offline'])
  bolt.state = 'locked'
  await hall.watch()
  assert.equal((await bank.db.query('select from locker.offline_opening')).length, 1)
  // What was permitted once permits nothing later.
  bolt.state = 'open'
  await hall.watch()
  assert.deepEqual((await gate.ringing()).sort(), ['forced', 'opened-offline'])
})

test('a box that was opened and shut before the bank came back is forced when it stands open next', async () => {
  await using gate = await openGate()
  const { hall, bolt } = gate
  await hall.watch()
  const paper = await gate.permit()
  gate.lose()
  assert.equal((await gate.open(paper)).status, 200)
  bolt.state = 'locked'
  await hall.watch()
  assert.deepEqual(await gate.ringing(), ['opened-offline'])
  bolt.state = 'open'
  await hall.watch()
  assert.deepEqual((await gate.ringing()).sort(), ['forced', 'opened-offline'])
})

test('a lock that hears the bank, or has just started, opens for no permit, and a recording of the bank keeps nobody out', async () => {
  await using gate = await openGate()
  const paper = await gate.permit()
  assert.equal((await gate.post('/offline/nonce', {})).code, 'bank-reached')
  gate.lose(quietMs - 1)
  assert.equal((await gate.post('/offline/nonce', {})).code, 'bank-reached')
  gate.lose(1)
  const nonce = await gate.askNonce()
  const hands = {
    owner: gate.signed(gate.owner, 'owner', paper, nonce),
    witness: gate.signed(gate.witness, 'witness', paper, nonce),
  }
  await gate.hall.watch()
  assert.equal((await gate.post('/offline/unlock', { ...paper, nonce, ...hands })).code, 'bank-reached')
  const body = JSON.stringify({ box: gate.box, nonce: 'x', at: gate.bank.clock().toISOString() })
  const replay = () => gate.post('/state', body, { [macHeader]: macOf(gate.boxKey, body) })
  gate.lose()
  assert.equal((await replay()).status, 200)
  assert.equal((await gate.open(paper)).status, 200)
  assert.equal((await gate.post('/state', body, { [macHeader]: macOf(Buffer.alloc(32), body) })).status, 403)
})

test('a permit that is forged, changed, over, or for another box opens nothing, and no clock that is turned back helps it', async () => {
  await using gate = await openGate()
  const { hall, wall, bolt } = gate
  await hall.watch()
  const paper = await gate.permit()
  gate.lose()
  const { privateKey } = generateKeyPairSync('ed25519')
  const forged = sign(null, Buffer.from(permitText(paper.permit)), privateKey).toString('base64url')
  assert.equal((await gate.open({ ...paper, signature: forged })).code, 'permit-refused')
  const about = JSON.parse(paper.permit)
  const later = JSON.stringify({ ...about, until: new Date(Date.parse(about.until) + minuteMs).toISOString() })
  assert.equal((await gate.open({ ...paper, permit: later })).code, 'permit-refused')
  const other = await hall.makeBox('10', { kind: 'http', url: gate.url, kioskUrl: gate.url })
  await gate.enter(other, hall.ada)
  await gate.bank.db.query('update locker.box set locked_at = $2, locked_why = $3 where id = $1', [
    gate.box,
    gate.bank.clock(),
    'by staff',
  ])
  const withoutThis = await gate.permit()
  assert.deepEqual(
    JSON.parse(withoutThis.permit).boxes.map(({ number }: { number: string }) => number),
    ['10'],
  )
  assert.equal((await gate.open(withoutThis)).code, 'other-box')
  gate.lose(60 * minuteMs)
  assert.equal((await gate.open(paper)).code, 'permit-over')
  wall.backMs = 50 * minuteMs
  assert.equal((await gate.open(paper)).code, 'permit-over')
  assert.equal(bolt.moved, 0)
})

test('nobody alone opens: not the owner, not the staff, not a stranger, not one hand twice, not without a finger or face', async () => {
  await using gate = await openGate()
  const { owner, witness, bolt } = gate
  const stranger = createAuthenticator()
  const paper = await gate.permit()
  gate.lose()
  const tried = async (make: (nonce: string) => object): Promise<string> => {
    const nonce = await gate.askNonce()
    const right = {
      owner: gate.signed(owner, 'owner', paper, nonce),
      witness: gate.signed(witness, 'witness', paper, nonce),
    }
    const answer = await gate.post('/offline/unlock', { ...paper, nonce, ...right, ...make(nonce) })
    return answer.code ?? String(answer.status)
  }
  const before = await gate.askNonce()
  const cases: readonly (readonly [string, (nonce: string) => object])[] = [
    ['owner-refused', (nonce) => ({ owner: gate.signed(witness, 'owner', paper, nonce) })],
    ['owner-refused', (nonce) => ({ owner: gate.signed(stranger, 'owner', paper, nonce) })],
    ['owner-refused', (nonce) => ({ owner: gate.signed(owner, 'owner', paper, nonce, { isVerified: false }) })],
    ['owner-refused', (nonce) => ({ owner: gate.signed(owner, 'owner', paper, nonce, { isTampered: true }) })],
    [
      'owner-refused',
      (nonce) => ({ owner: gate.signed(owner, 'owner', paper, nonce, { origin: 'https://evil.test' }) }),
    ],
    ['owner-refused', () => ({ owner: gate.signed(owner, 'owner', paper, before) })],
    ['owner-refused', (nonce) => ({ owner: gate.signed(owner, 'witness', paper, nonce) })],
    ['witness-refused', (nonce) => ({ witness: gate.signed(owner, 'witness', paper, nonce) })],
    ['witness-refused', (nonce) => ({ witness: gate.signed(witness, 'owner', paper, nonce) })],
    ['400', () => ({ witness: undefined })],
  ]
  for (const [code, make] of cases) assert.equal(await tried(make), code, make.toString())
  assert.equal(bolt.moved, 0)
})

test('a nonce of the lock is good once, for two minutes, and of two who come at the same moment one opens', async () => {
  await using gate = await openGate()
  const paper = await gate.permit()
  gate.lose()
  const make = (nonce: string) => ({
    ...paper,
    nonce,
    owner: gate.signed(gate.owner, 'owner', paper, nonce),
    witness: gate.signed(gate.witness, 'witness', paper, nonce),
  })
  const [late, one, two] = [await gate.askNonce(), await gate.askNonce(), await gate.askNonce()]
  assert.equal((await gate.post('/offline/unlock', make('A'.repeat(43)))).code, 'nonce-unknown')
  const jammed = make(late)
  gate.bolt.isJammed = true
  assert.deepEqual(await gate.post('/offline/unlock', jammed), { status: 503, code: 'bolt-fault' })
  gate.bolt.isJammed = false
  assert.equal((await gate.post('/offline/unlock', jammed)).code, 'nonce-unknown')
  // What a bolt did not do is not told as an opening; the permit is used all the same.
  await gate.hall.watch()
  assert.equal((await gate.bank.db.query('select from locker.offline_opening')).length, 0)
  const next = await gate.permit()
  gate.lose()
  const again = (nonce: string) => ({
    ...next,
    nonce,
    owner: gate.signed(gate.owner, 'owner', next, nonce),
    witness: gate.signed(gate.witness, 'witness', next, nonce),
  })
  const both = await Promise.all([one, two].map((nonce) => gate.post('/offline/unlock', again(nonce))))
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 403])
  assert.equal(gate.bolt.moved, 1)
  const third = await gate.askNonce()
  gate.lose(2 * minuteMs)
  assert.equal((await gate.post('/offline/unlock', again(third))).code, 'nonce-unknown')
})

test('an order opens only with the bank’s signature, in time and once, whoever has the key of the box', async () => {
  await using gate = await openGate()
  const { bank, box, boxKey, bolt } = gate
  const until = new Date(bank.clock().getTime() + 5 * secondMs).toISOString()
  const ask = (body: object) => {
    const text = JSON.stringify(body)
    return gate.post('/unlock', text, { [macHeader]: macOf(boxKey, text) })
  }
  const forged = { box, order: bank.newId(), until, signature: Buffer.alloc(64).toString('base64url') }
  assert.equal((await ask(forged)).code, 'order-refused')

  const device = gate.owner
  const begun = (await gate.hall.begin(gate.kiosk, '9')).body
  await gate.hall.watch()
  const asked = (await gate.hall.step(gate.kiosk, begun, 'passkey-options')).body
  const known = (
    await gate.hall.step(gate.kiosk, begun, 'passkey', { id: asked.id, credential: device.use(asked.options) })
  ).body
  const heard: string[] = []
  const real = globalThis.fetch
  globalThis.fetch = async (...given) => {
    if (String(given[0]).endsWith('/unlock')) heard.push(String(given[1]?.body))
    return real(...given)
  }
  try {
    const coded = (await gate.hall.step(gate.kiosk, known, 'secret', { secret: 'Kaveri runs 7 east' })).body
    const ready = (await gate.hall.step(gate.kiosk, coded, 'code', { code: await gate.hall.sentCode() })).body
    assert.equal((await gate.hall.step(gate.kiosk, ready, 'opening')).body.state, 'open')
  } finally {
    globalThis.fetch = real
  }
  assert.equal(bolt.moved, 1)
  const replay = JSON.parse(heard[0])
  assert.equal((await ask(replay)).code, 'order-refused')
  await gate.restart()
  assert.equal((await ask(replay)).code, 'order-refused')
  assert.equal((await ask({ ...replay, order: bank.newId() })).code, 'order-refused')
  assert.equal((await ask({ ...replay, box: bank.newId() })).status, 400)
  assert.equal(bolt.moved, 1)
})

test('a permit says nothing but public keys, and is given where the policy, the setting and the rights of those it names allow it', async () => {
  await using gate = await openGate()
  const { hall, kiosk, bank } = gate
  const first = JSON.parse((await gate.permit()).permit)
  assert.deepEqual([first.boxes.length, first.boxes[0].keys.length, first.witnesses.length], [1, 1, 1])
  for (const word of [hall.ada.id, 'Ada', 'Tara', 'argon2', hall.tellers[0].id])
    assert.ok(!JSON.stringify(first).includes(word), word)
  const until = new Date(bank.clock().getTime() + 30 * minuteMs).toISOString().slice(0, 10)
  await gate.enter(gate.box, hall.bob, until)
  await bank.givePasskey(hall.bob)
  assert.equal(JSON.parse((await gate.permit()).permit).boxes[0].keys.length, 2)
  await bank.db.query('update locker.holder set ended_at = $1', [bank.clock()])
  assert.deepEqual(JSON.parse((await gate.permit()).permit).boxes, [])

  const box = {
    number: '11',
    branch,
    drive: { kind: 'http', url: 'http://127.0.0.1:9', kioskUrl: 'https://evil.test' },
  }
  const put = await bank.ask(hall.administrator, 'PUT', `/v1/locker/boxes/${bank.newId()}`, box)
  assert.equal(put.code, 'lock-out-of-reach')
  await hall.setPolicy({ mayOpenOffline: false })
  assert.equal((await bank.ask(kiosk, 'POST', '/v1/locker/kiosk/permits')).code, 'no-permits')
})

test('a lock that tells of an opening which the bank never permitted rings as forced', async () => {
  await using gate = await openGate()
  const paper = await gate.permit()
  gate.lose()
  await gate.bank.db.query('delete from locker.permit')
  assert.equal((await gate.open(paper)).status, 200)
  await gate.hall.watch()
  assert.deepEqual(await gate.ringing(), ['forced', 'forced'])
  const [told] = await gate.bank.db.query<{ was_right: boolean }>('select was_right from locker.offline_opening')
  assert.equal(told.was_right, false)
})
