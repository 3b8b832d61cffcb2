import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { secondMs } from '#platform/time'
import { jpegBytes, openUsualHall } from '../test-hall.ts'
import { macHeader, macOf } from './http.ts'

/** A bolt whose controller ends the server that asks it: before it moves, or after. */
const openDeadlyBolt = async () => {
  const bolt = { key: '', state: 'locked', lastOrder: null as string | null, obeys: true, heard: 0 }
  const asking: { server?: ChildProcess } = {}
  const controller = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    const { order, nonce } = JSON.parse(body)
    if (request.url === '/unlock') {
      bolt.heard++
      if (bolt.obeys) Object.assign(bolt, { state: 'open', lastOrder: order })
      asking.server?.kill('SIGKILL')
      return request.socket.destroy()
    }
    const said = JSON.stringify({ nonce, state: bolt.state, lastOrder: bolt.lastOrder, power: 'mains' })
    response.writeHead(200, { [macHeader]: macOf(Buffer.from(bolt.key, 'base64url'), said) }).end(said)
  })
  controller.listen(0, '127.0.0.1')
  await once(controller, 'listening')
  const { port } = controller.address() as AddressInfo
  return { bolt, asking, url: `http://127.0.0.1:${port}`, close: () => controller.close() }
}

test('a server killed with the bolt just moved, or not yet: the other one finds out from the lock and settles it, once', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk } = hall
  const deadly = await openDeadlyBolt()
  try {
    const box = await hall.makeBox('9', { kind: 'http', url: deadly.url })
    await hall.giveBox(box, hall.ada)
    deadly.bolt.key = (await hall.good(hall.administrator, 'GET', `/v1/locker/boxes/${box}/lock-key`)).key
    await hall.watch()

    const picture = jpegBytes(9_100_000).toString('base64url')
    /** Pictures of the opening that the dead server left: to be read, and out of the database. */
    const left = async (attempt: string) => {
      const rows = await bank.db.query<{ key_sealed: Uint8Array | null; stored_at: Date | null }>(
        'select key_sealed, stored_at from locker.opening join locker.picture on picture.id = opening.picture where opening.attempt = $1',
        [attempt],
      )
      return rows.map(({ key_sealed, stored_at }) => [key_sealed !== null, stored_at !== null])
    }

    const openAndDie = async (obeys: boolean) => {
      const ready = await hall.reachLock(kiosk, '9', 1)
      deadly.bolt.obeys = obeys
      const url = `/v1/locker/attempts/${ready.id}/opening`
      const request = { method: 'POST', url, headers: kiosk.headers, payload: { nonce: ready.nonce, picture } }
      const given = { connection: bank.connection, secret: bank.secret, nowMs: bank.clock().getTime(), request }
      const file = new URL('../../../testing/other-server.ts', import.meta.url)
      deadly.asking.server = spawn(process.execPath, [file.pathname, JSON.stringify(given)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const [code, signal] = await once(deadly.asking.server, 'exit')
      assert.deepEqual([code, signal], [null, 'SIGKILL'])
      assert.equal((await hall.look(kiosk, ready.id)).state, 'opening')
      await bank.locker.storePictures()
      assert.deepEqual(await left(ready.id), [[true, false]])
      await hall.watch(8 * secondMs)
      await hall.watch()
      return hall.look(kiosk, ready.id)
    }

    const shut = await openAndDie(false)
    assert.deepEqual([shut.state, shut.denial, deadly.bolt.state], ['refused', 'lock', 'locked'])
    await bank.locker.storePictures()
    assert.deepEqual(await left(shut.id), [[true, true]])
    const told = async () => (await hall.mine(hall.ada)).incidents.map(({ denial }: { denial: string }) => denial)
    assert.deepEqual(await told(), ['lock'])
    const open = await openAndDie(true)
    assert.deepEqual([await left(open.id), await told()], [[[false, false]], ['lock']])
    assert.deepEqual([open.state, open.lock], ['open', 'open'])
    assert.equal(deadly.bolt.heard, 2)
    const opened = await bank.db.query("select from locker.step where door = 'opening' and outcome = 'opened'")
    assert.equal(opened.length, 1)
  } finally {
    deadly.close()
  }
})
