import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDatabase } from '#platform/database'
import { createFlood } from '#platform/flood'
import { Refusal } from '#platform/refusal'
import { hourMs, minuteMs, secondMs } from '#platform/time'
import { testDatabase } from '#testing/cluster'

const thief = '203.0.113.7'

const openTown = async () => {
  const db = openDatabase(await testDatabase(), 3)
  let nowMs = Date.UTC(2026, 2, 1, 9)
  let statements = 0
  const counting = {
    ...db,
    query: ((text: string, values?: readonly unknown[]) => {
      statements++
      return db.query(text, values)
    }) as typeof db.query,
  }
  const start = () =>
    createFlood({
      db: counting,
      clock: () => new Date(nowMs),
      secret: 'a secret of a test, quite long enough',
      perMinute: 100,
    })
  await start().prepare()
  await start().prepare()
  statements = 0
  return {
    start,
    db,
    pass: (ms: number) => {
      nowMs += ms
    },
    statements: () => statements,
    [Symbol.asyncDispose]: () => db.close(),
  }
}

/** How many of these requests got through, and the seconds that the last refusal asks to wait. */
const ask = ({ count }: { count: (address: string) => void }, requests: number, address = thief) => {
  let [through, wait] = [0, 0]
  for (let request = 0; request < requests; request++)
    try {
      count(address)
      through++
    } catch (error) {
      assert.ok(error instanceof Refusal && error.code === 'too-many-requests' && error.status === 429)
      wait = error.retryAfter ?? 0
    }
  return { through, wait }
}

test('a hundred requests a minute get through from one address, others are not held up, and no request writes', async () => {
  await using town = await openTown()
  const server = town.start()
  assert.deepEqual(ask(server, 150), { through: 100, wait: 60 })
  assert.equal(ask(server, 50, '203.0.113.8').through, 50)
  assert.equal(town.statements(), 0)
  await server.flush()
  assert.equal(town.statements(), 3)
  for (const { key } of await town.db.query<{ key: Buffer }>('select key from platform.flood'))
    assert.equal(key.includes(Buffer.from('203')), false)
})

test('two servers keep to one limit, a second after', async () => {
  await using town = await openTown()
  const [one, other] = [town.start(), town.start()]
  assert.equal(ask(one, 80).through + ask(other, 80).through, 160)
  await one.flush()
  await other.flush()
  await one.flush()
  assert.equal(ask(other, 10).through, 0)
  ask(one, 1)
  await one.flush()
  assert.equal(ask(one, 10).through, 0)
})

test('a block survives a restart, and whoever floods again waits twice as long, an hour at most', async () => {
  await using town = await openTown()
  const waits: number[] = []
  for (let round = 0; round < 8; round++) {
    const server = town.start()
    ask(server, 101)
    await server.flush()
    const restarted = town.start()
    assert.equal(ask(restarted, 1).through, 1, 'one gets through before the first look')
    await restarted.flush()
    const { through, wait } = ask(restarted, 1)
    assert.equal(through, 0, `round ${round}`)
    waits.push(wait / 60)
    town.pass(wait * secondMs)
  }
  assert.deepEqual(waits, [1, 2, 4, 8, 16, 32, 60, 60])
  town.pass(2 * hourMs)
  const server = town.start()
  ask(server, 101)
  await server.flush()
  assert.equal(ask(server, 1).wait, 60, 'long ago is forgotten')
})

test('a new minute begins anew, and what is over leaves the memory', async () => {
  await using town = await openTown()
  const server = town.start()
  for (let minute = 0; minute < 3; minute++) {
    assert.equal(ask(server, 90).through, 90)
    await server.flush()
    town.pass(minuteMs)
  }
  await server.flush()
  const before = town.statements()
  await server.flush()
  assert.equal(town.statements(), before)
})
