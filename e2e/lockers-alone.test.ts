import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadLockController } from '#modules/locker'
import { password } from '#testing/bank'
import { press, see, seeHeading } from './acts.ts'
import { giveBox, makeBox, openHall, setUpKiosk, typeKeys } from './locker-hall.ts'
import { journey, type OpenBank } from './open-bank.ts'
import { plugIn } from './passkey-of-chromium.ts'

journey(
  'a kiosk without the bank keeps what happens and delivers it; somebody calls a person, who says what became of it',
  {},
  async (bank) => {
    const administrator = await bank.person('administrator', 'Farah')
    const tara = await bank.person('teller', 'Tara')
    const ada = await bank.person('customer', 'Ada')
    const box = await makeBox(bank, administrator)
    await giveBox(bank, tara, ada, box)
    await using hall = await openHall(bank)
    const kiosk = await setUpKiosk(bank, hall.context, administrator)

    await hall.context.setOffline(true)
    await see(kiosk, 'The bank is not reached. Every box stays shut.')
    await see(kiosk, '1 note waits to be delivered.')
    await hall.context.setOffline(false)
    await seeHeading(kiosk, 'Which locker is yours?')
    await kiosk.getByText('waits to be delivered').first().waitFor({ state: 'hidden' })

    await press(kiosk, 'Call a person')
    await see(kiosk, 'We have told the branch. A person is coming.')
    const board = await bank.visit('/staff/lockers', { as: tara, screen: 'desk' })
    await see(board, 'Somebody at a kiosk asks for a person')
    await press(board, 'I look after it')
    await see(board, 'Tara looks after it.')
    await press(board, 'Say what became of it')
    await board.getByLabel('What you found and did').fill('She could not find her box.')
    await press(board, 'End the alarm')
    await see(board, 'The alarm is over.')

    await typeKeys(kiosk, '999')
    await press(kiosk, 'Begin')
    await see(kiosk, 'There is no locker with this number here.')
  },
)

/** A port that is free now: the bank has to know where the lock will be before it starts. */
const freePort = async (): Promise<number> => {
  const probe = createServer()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

const port = await freePort()
const lockUrl = `http://127.0.0.1:${port}`

/** The lock of a box, which has not heard of the bank for longer than it has. */
const openLock = async (bank: OpenBank, box: string, keys: { key: string; bankKey: string }) => {
  const { createLockController, openMemory, readBankKey, simulatedBolt } = await loadLockController()
  const folder = await mkdtemp(join(tmpdir(), 'bank-test-lock-'))
  const passed = { ms: 0 }
  const uptimeMs = () => performance.now() + passed.ms
  const server = createLockController({
    box,
    boxKey: Buffer.from(keys.key, 'base64url'),
    bankKey: readBankKey(keys.bankKey),
    memory: openMemory(join(folder, 'memory.json')),
    bolt: simulatedBolt(uptimeMs),
    origin: bank.origin,
    clock: () => new Date(),
    uptimeMs,
    randomBytes,
    onFailure: () => {},
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    waitForHalfAMinute: () => {
      passed.ms += 31_000
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await rm(folder, { recursive: true })
    },
  }
}

journey(
  'where the policy allows it, an owner and one of the staff open a box without the bank by their passkeys, and it is told',
  { lockerParts: { kioskLocks: [lockUrl] } },
  async (bank) => {
    const administrator = await bank.person('administrator', 'Farah')
    const tara = await bank.person('teller', 'Tara')
    const ada = await bank.person('customer', 'Ada')
    const box = await makeBox(bank, administrator, { kind: 'http', url: lockUrl, kioskUrl: lockUrl })
    await giveBox(bank, tara, ada, box)
    const keys = await bank.ask(administrator, 'GET', `/v1/locker/boxes/${box}/lock-key`)
    await using lock = await openLock(bank, box, keys.body)
    const [owner, witness] = [await bank.givePasskey(ada), await bank.givePasskey(tara)]
    const { policy } = (await bank.ask(administrator, 'GET', '/v1/locker/policy')).body
    const path = `/v1/locker/policies/${bank.newId()}`
    const body = { policy: { ...policy, mayOpenOffline: true }, reason: 'The line breaks often', proof: { password } }
    assert.equal((await bank.ask(administrator, 'PUT', path, body)).status, 200)
    const decision = { decision: 'grant', note: '', proof: { password } }
    const second = await bank.person('administrator', 'Arun')
    assert.equal((await bank.ask(second, 'POST', `${path}/decision`, decision)).status, 200)

    await using hall = await openHall(bank)
    const kiosk = await setUpKiosk(bank, hall.context, administrator)
    await plugIn(kiosk, [owner, witness])
    const permits = async () => (await bank.db.query('select from locker.permit')).length
    for (let tries = 0; (await permits()) === 0 && tries < 100; tries++) await kiosk.waitForTimeout(100)
    assert.equal(await permits(), 1)

    await hall.context.route(`${bank.origin}/v1/**`, (route) => route.abort())
    await see(kiosk, 'The bank is not reached. The four doors stay shut.')
    await press(kiosk, 'Open with two passkeys')
    await typeKeys(kiosk, '214')
    await press(kiosk, 'Go on')
    await see(kiosk, 'The lock still hears the bank.')
    lock.waitForHalfAMinute()
    await typeKeys(kiosk, '214')
    await press(kiosk, 'Go on')
    await seeHeading(kiosk, 'Locker 214: the passkey of its owner.')
    await press(kiosk, 'Use the owner’s passkey')
    await seeHeading(kiosk, 'Locker 214: the passkey of the staff.')
    await press(kiosk, 'Use the staff’s passkey')
    await seeHeading(kiosk, 'Locker 214 is free. Pull its door.')
    await press(kiosk, 'Finish')
    await hall.context.unroute(`${bank.origin}/v1/**`)
    await seeHeading(kiosk, 'Which locker is yours?')

    await bank.locker.watch()
    const board = await bank.visit('/staff/lockers', { as: tara, screen: 'desk' })
    await seeHeading(board, 'A box was opened while the bank was not reached')
    const [told] = await bank.db.query<{ owner: string; witness: string; was_right: boolean }>(
      'select owner, witness, was_right from locker.offline_opening',
    )
    assert.deepEqual(told, { owner: ada.id, witness: tara.id, was_right: true })
  },
)
