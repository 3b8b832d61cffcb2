import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Database, openDatabase } from '#platform/database'
import { createLane, type Participant } from '#platform/lane'
import { Refusal } from '#platform/refusal'
import { testDatabase } from '#testing/cluster'

interface Item {
  readonly name: string
  readonly value: number
}

let db: Database
let pipelined: Database
before(async () => {
  const connection = await testDatabase()
  db = openDatabase(connection, 6)
  pipelined = openDatabase(connection, 2, { isPipelined: true })
  await db.query('create table public.mark (name text primary key, value integer not null check (value < 100))')
})
after(() => Promise.all([db.close(), pipelined.close()]))

const limits = { batch: 64, waiting: 1000, inFlight: 2 }
const item = (name: string, value = 1): Item => ({ name, value })

/** Writes what stands; a value of 100 or more is an SQL error. */
const writer: Participant<Item> = {
  name: 'writer',
  record: async (tx, fates) => {
    const standing = fates.filter((fate) => !fate.refusal).map((fate) => fate.item)
    await tx.query('insert into public.mark select * from unnest($1::text[], $2::integer[])', [
      standing.map((each) => each.name),
      standing.map((each) => each.value),
    ])
  },
}
const refuser: Participant<Item> = {
  name: 'refuser',
  decide: async (_tx, standing) =>
    new Map(standing.filter((each) => each.value < 0).map((each) => [each, new Refusal('negative', 422, 'No.')])),
}

const marks = async (prefix: string) =>
  (
    await db.query<{ name: string }>('select name from public.mark where name like $1 order by name', [`${prefix}%`])
  ).map((row) => row.name)

test('an answer comes after the commit, and a refused item costs its neighbors nothing', async () => {
  const lane = createLane(db, [refuser, writer], limits)
  const fates = await Promise.allSettled([lane.join(item('a1')), lane.join(item('a2', -1)), lane.join(item('a3'))])
  assert.deepEqual(
    fates.map((fate) => fate.status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  assert.deepEqual(await marks('a'), ['a1', 'a3'])
})

test('an SQL error of one item fails that item alone', async () => {
  const lane = createLane(db, [refuser, writer], limits)
  const items = Array.from({ length: 30 }, (_, index) => item(`b${index}`, index === 17 ? 100 : 1))
  const fates = await Promise.allSettled(items.map((each) => lane.join(each)))
  assert.deepEqual(
    fates.flatMap((fate, index) => (fate.status === 'rejected' ? [index] : [])),
    [17],
  )
  assert.equal((await marks('b')).length, 29)
})

test('whoever arrives together travels in one transaction', async () => {
  let batches = 0
  const counter: Participant<Item> = {
    name: 'counter',
    decide: async () => {
      batches++
      return new Map()
    },
  }
  const lane = createLane(db, [counter, writer], limits)
  await Promise.all(Array.from({ length: 64 }, (_, index) => lane.join(item(`c${index}`))))
  assert.equal(batches, 1)
})

test('while a batch is being committed a few wait for it, and many get a transaction of their own', async () => {
  for (const [name, later, batchesMeanwhile] of [
    ['w', 23, 1],
    ['x', 24, 2],
  ] as const) {
    const gate = Promise.withResolvers<void>()
    let batches = 0
    const counter: Participant<Item> = {
      name: 'counter',
      decide: async () => {
        batches++
        await gate.promise
        return new Map()
      },
    }
    const lane = createLane(db, [counter, writer], { ...limits, inFlight: 2 })
    const first = lane.join(item(`${name} first`))
    while (batches < 1) await sleep(1)
    const others = Array.from({ length: later }, (_, index) => lane.join(item(`${name} ${index}`)))
    await sleep(50)
    assert.equal(batches, batchesMeanwhile, name)
    gate.resolve()
    await Promise.all([first, ...others])
    assert.equal(batches, 2)
  }
})

test('past its bound the lane says so at once, with nothing lost of what it took', async () => {
  const lane = createLane(db, [writer], { ...limits, waiting: 5 })
  const fates = await Promise.allSettled(Array.from({ length: 9 }, (_, index) => lane.join(item(`d${index}`))))
  const refused = fates.flatMap((fate) => (fate.status === 'rejected' ? [fate.reason as Refusal] : []))
  assert.deepEqual(
    refused.map((refusal) => [refusal.code, refusal.status, refusal.retryAfter]),
    Array(4).fill(['too-busy', 503, 1]),
  )
  assert.equal((await marks('d')).length, 5)
})

test('a lane that drains answers what it has taken and takes nothing new', async () => {
  const lane = createLane(db, [writer], limits)
  const taken = lane.join(item('e1'))
  const drained = lane.drain()
  await assert.rejects(lane.join(item('e2')), { code: 'stopping', status: 503 })
  await Promise.all([taken, drained])
  assert.deepEqual(await marks('e'), ['e1'])
  assert.equal(lane.depth(), 0)
})

test('a batch that deadlocks with another is tried again', async () => {
  let tries = 0
  const unlucky: Participant<Item> = {
    name: 'unlucky',
    decide: async (tx) => {
      if (tries++ === 0) await tx.script("do $$ begin raise exception 'again' using errcode = '40P01'; end $$")
      return new Map()
    },
  }
  await createLane(db, [unlucky, writer], limits).join(item('f1'))
  assert.equal(tries, 2)
  assert.deepEqual(await marks('f'), ['f1'])
})

test('a server without room fails the batch at once: no smaller one would fit, and nothing was written', async () => {
  let tries = 0
  const full: Participant<Item> = {
    name: 'full',
    decide: async (tx) => {
      tries++
      await tx.script("do $$ begin raise exception 'no space left' using errcode = '53100'; end $$")
      return new Map()
    },
  }
  const lane = createLane(db, [full, writer], limits)
  const fates = await Promise.allSettled(Array.from({ length: 30 }, (_, index) => lane.join(item(`g${index}`))))
  assert.ok(fates.every((fate) => fate.status === 'rejected' && fate.reason.code === '53100'))
  assert.deepEqual([tries, await marks('g')], [1, []])
})

/** Writes one mark, and another one when that is there. */
const inTwoSteps = (first: string, second: string, value: number): Participant<Item> => ({
  name: first,
  record: async (tx) => {
    for (const name of [first, second]) await tx.query('insert into public.mark values ($1, $2)', [name, value])
  },
})

test('records share their trips where statements do, and all of them are there at the commit', async () => {
  const lane = createLane(pipelined, [refuser, inTwoSteps('h1', 'h2', 1), writer, inTwoSteps('h3', 'h4', 2)], limits)
  await Promise.all([lane.join(item('h5')), assert.rejects(lane.join(item('h6', -1)), { code: 'negative' })])
  assert.deepEqual(await marks('h'), ['h1', 'h2', 'h3', 'h4', 'h5'])
})

test('a record that fails undoes those beside it, and what these would have written later', async () => {
  const failing: Participant<Item> = {
    name: 'failing',
    record: async (tx) => {
      await tx.query("insert into public.mark values ('i0', 100)")
    },
  }
  const late: Participant<Item> = {
    name: 'late',
    record: async (tx) => {
      await sleep(30)
      await tx.query("insert into public.mark values ('i7', 1)")
    },
  }
  const lane = createLane(pipelined, [inTwoSteps('i1', 'i2', 1), failing, late, inTwoSteps('i3', 'i4', 1)], limits)
  await assert.rejects(lane.join(item('i5')), { code: '23514' })
  await sleep(60)
  // The same connection goes on, with nothing of the last transaction on it.
  await createLane(pipelined, [writer], limits).join(item('i6'))
  assert.deepEqual(await marks('i'), ['i6'])
})

test('a pipelined lane halves a batch until the culprit stands alone', async () => {
  const lane = createLane(pipelined, [refuser, writer], limits)
  const items = Array.from({ length: 30 }, (_, index) => item(`j${index}`, index === 17 ? 100 : 1))
  const fates = await Promise.allSettled(items.map((each) => lane.join(each)))
  assert.deepEqual(
    fates.flatMap((fate, index) => (fate.status === 'rejected' ? [index] : [])),
    [17],
  )
  assert.equal((await marks('j')).length, 29)
})

test('what is decided by is asked for all at once, and decided in turn by those that still stand', async () => {
  const events: string[] = []
  const preparing = (name: string, refuses: (each: Item) => boolean): Participant<Item> => ({
    name,
    prepare: async (tx, items) => {
      events.push(`${name} asks of ${items.length}`)
      await tx.query('select 1')
      return async (standing) => {
        events.push(`${name} decides ${standing.map((each) => each.name).join(' ')}`)
        return new Map(standing.filter(refuses).map((each) => [each, new Refusal(name, 422, 'No.')]))
      }
    },
  })
  const participants = [
    preparing('first', ({ value }) => value < 0),
    preparing('second', ({ value }) => value < 5),
    writer,
  ]
  const lane = createLane(pipelined, participants, limits)
  const fates = await Promise.allSettled([
    lane.join(item('k1', -1)),
    lane.join(item('k2', 1)),
    lane.join(item('k3', 7)),
  ])
  assert.deepEqual(events, ['first asks of 3', 'second asks of 3', 'first decides k1 k2 k3', 'second decides k2 k3'])
  assert.deepEqual(
    fates.map((fate) => (fate.status === 'rejected' ? fate.reason.code : 'stands')),
    ['first', 'second', 'stands'],
  )
  assert.deepEqual(await marks('k'), ['k3'])
})

test('records that are only sent leave with the commit, and a failing one undoes all', async () => {
  const sending: Participant<Item> = {
    name: 'sending',
    record: (tx, fates) => {
      for (const { item: each } of fates) tx.send('insert into public.mark values ($1, $2)', [each.name, each.value])
    },
  }
  const lane = createLane(pipelined, [sending], limits)
  const fates = await Promise.allSettled([lane.join(item('l1')), lane.join(item('l2', 100)), lane.join(item('l3'))])
  assert.deepEqual(
    fates.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  assert.deepEqual(await marks('l'), ['l1', 'l3'])
})
