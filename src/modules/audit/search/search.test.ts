import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minuteMs } from '#platform/time'
import { testBank } from '#testing/bank'
import { checkReceiptFile } from '../index.ts'
import { type Receipt, readCheckpoint, readNote } from '../wire.ts'

const search = async () => {
  const bank = await testBank()
  const administrator = await bank.person('administrator', 'Farah')
  const [ada, bob] = [await bank.holder('Ada', 1000n), await bank.holder('Bob')]
  await bank.send(ada, bob, 1n)
  await bank.audit.sequence()
  const ask = (path: string) => bank.ask(administrator, 'GET', `/v1/audit/leaves${path}`)
  return { bank, administrator, ada, bob, ask, [Symbol.asyncDispose]: () => bank[Symbol.asyncDispose]() }
}

test('what was done is found by its kind and by whom it names, page by page', async () => {
  await using world = await search()
  const { ask, administrator, ada } = world
  const roles = (await ask('?kind=role')).body
  assert.ok(roles.items.length >= 3 && roles.items.every(({ kind }: { kind: string }) => kind === 'role'))
  const [about] = (await ask(`?kind=role&about=${administrator.id}`)).body.items
  assert.deepEqual(JSON.parse(about.content).fields, { person: administrator.id, role: 'administrator' })
  const { staff } = (await ask('?kind=role')).body
  assert.deepEqual(staff, [{ id: administrator.id, name: 'Farah' }])
  assert.ok(!JSON.stringify(staff).includes(ada.id))
  const [first] = (await ask('?limit=2')).body.items
  const page = (await ask('?limit=2')).body
  const following = (await ask(`?limit=2&before=${page.next}`)).body
  assert.ok(following.items[0].index < page.items[1].index && first.index === page.items[0].index)
  assert.equal((await world.bank.ask(ada, 'GET', '/v1/audit/leaves')).status, 403)
})

/** The file that staff save, as receipts. */
const take = async (world: Awaited<ReturnType<typeof search>>, query: string) => {
  const { headers } = world.administrator
  const { body, statusCode } = await world.bank.http.server.inject({ url: `/v1/audit/receipts${query}`, headers })
  assert.equal(statusCode, 200, body)
  const lines = body === '' ? [] : body.trimEnd().split('\n')
  for (const line of lines) assert.equal((await checkReceiptFile(line, null)).fault, null)
  return lines.map((line) => JSON.parse(line) as Receipt)
}

const countIn = (receipt: Receipt) => readCheckpoint(readNote(receipt.checkpoint)?.body ?? '')?.size

test('what was found is taken along as files that prove themselves, and who took it is in the log', async () => {
  await using world = await search()
  const { bank, administrator, ask } = world
  const roles = await take(world, '?kind=role')
  assert.equal(roles.length, (await ask('?kind=role')).body.items.length)
  await bank.audit.sequence()
  const [{ content }] = (await ask('?kind=log-export')).body.items
  assert.deepEqual(JSON.parse(content).fields, { who: administrator.id, kind: 'role' })
  assert.equal((await bank.ask(world.ada, 'GET', '/v1/audit/receipts')).status, 403)
})

test('transfers and decisions are taken along too, one by one out of the batches that they were written in', async () => {
  await using world = await search()
  const { bank, ada, bob } = world
  const sends = Array.from({ length: 12 }, (_, index) => ({ id: bank.newId(), minor: BigInt(index + 1) }))
  await Promise.all(sends.map(({ id, minor }) => bank.send(ada, bob, minor, id)))
  await bank.audit.sequence()
  const [{ sheaves }] = await bank.db.query<{ sheaves: bigint }>(
    "select count(*) as sheaves from audit.sheaf where kind = 'transfer' and octet_length(commitments) > 32",
  )
  assert.ok(sheaves > 0n, 'no batch held two')
  const transfers = await take(world, '?kind=transfer')
  const [{ booked }] = await bank.db.query<{ booked: bigint }>('select count(*) as booked from ledger.transfer')
  assert.equal(transfers.length, Number(booked))
  const places = transfers.map(({ index }) => index)
  assert.deepEqual(
    places,
    places.toSorted((one, other) => other - one),
  )
  for (const { id, minor } of sends) {
    const [transfer] = transfers.filter(({ leaf }) => leaf.id === id)
    assert.equal(transfer?.leaf.amount, minor.toString())
    assert.deepEqual((await take(world, `?about=${id}`)).map(({ leaf }) => leaf.type).sort(), ['decision', 'transfer'])
  }
  const all = await take(world, '')
  const size = countIn(all[0] as Receipt) ?? 0
  assert.deepEqual(
    all.map(({ index }) => index),
    Array.from({ length: size }, (_, place) => size - 1 - place),
  )
})

test('what was in the log on a day is taken along under the checkpoint of that day', async () => {
  await using world = await search()
  const { bank, ada, bob, ask } = world
  const then = bank.clock()
  const { size } = (await ask('')).body
  bank.pass(5 * minuteMs)
  await bank.audit.rotateKeys()
  const late = bank.newId()
  await bank.send(ada, bob, 2n, late)
  await bank.audit.sequence()
  const known = await take(world, `?asOf=${then.toISOString()}`)
  assert.equal(known.length, size)
  assert.ok(known.every((receipt) => countIn(receipt) === size && receipt.leaf.id !== late))
  assert.deepEqual(await take(world, `?about=${late}&asOf=${then.toISOString()}`), [])
  assert.equal((await take(world, `?about=${late}`)).length, 2)
  assert.deepEqual(await take(world, '?asOf=2020-01-01T00:00:00.000Z'), [])
})

test('a row that is not what was logged breaks the file off, and is never left out of it', async () => {
  await using world = await search()
  const { bank, administrator } = world
  await bank.db.query('alter table ledger.transfer disable trigger transfer_is_immutable')
  await bank.db.query(
    'update ledger.transfer set amount = amount + 1 where seq = (select max(seq) from ledger.transfer)',
  )
  const { headers } = administrator
  const address = await bank.http.server.listen({ port: 0, host: '127.0.0.1' })
  const taking = async (kind: string) => {
    const file = await fetch(`${address}/v1/audit/receipts?kind=${kind}`, { headers })
    if (!file.ok) throw new Error(`answered ${file.status}`)
    return file.text()
  }
  assert.ok((await taking('decision')).length > 0)
  await assert.rejects(taking('transfer'))
})

test('a payment is found by its number: its transfer, its decision, and what people did with it', async () => {
  await using world = await search()
  const { bank, ada, bob, ask } = world
  const id = bank.newId()
  await bank.send(ada, bob, 7n, id)
  assert.deepEqual((await ask(`?about=${id}`)).body.items, [])
  await bank.audit.sequence()
  const { items } = (await ask(`?about=${id}`)).body
  const kinds = items.map(({ kind }: { kind: string }) => kind)
  assert.deepEqual([...new Set(kinds)].sort(), ['decision', 'transfer'])
  assert.ok(items.every(({ count, content }: { count: number; content: null }) => count === 1 && content === null))
  assert.equal((await ask(`?about=${id}&kind=transfer`)).body.items.length, 1)
  const [{ index }] = (await ask(`?about=${id}&kind=transfer`)).body.items
  assert.ok((await ask(`/${index}`)).body.steps.length > 0)
  assert.deepEqual((await ask(`?about=${bank.newId()}`)).body.items, [])
  const before = await ask(`?about=${id}&asOf=2026-03-01T00:00:00.000Z`)
  assert.deepEqual([before.body.items, before.body.size], [[], 0])
})

test('what was known at an instant is what a checkpoint of then counts', async () => {
  await using world = await search()
  const { bank, ask } = world
  const then = bank.clock()
  const before = (await ask('')).body.size
  bank.pass(5 * minuteMs)
  await bank.person('teller', 'Tom')
  await bank.audit.sequence()
  assert.ok((await ask('')).body.size > before)
  const asOf = (await ask(`?asOf=${then.toISOString()}`)).body
  assert.equal(asOf.size, before)
  assert.ok(asOf.items.every(({ index }: { index: number }) => index < before))
})

test('a leaf comes with its proof step by step, and as a file that proves itself', async () => {
  await using world = await search()
  const { ask, bank } = world
  const [{ index }] = (await ask('?kind=role&limit=1')).body.items
  const leaf = (await ask(`/${index}`)).body
  assert.ok(leaf.steps.length > 2)
  const covered = leaf.steps.reduce((sum: number, { from, to }: { from: number; to: number }) => sum + to - from, 1)
  assert.equal(covered, leaf.size)
  const file = await bank.http.server.inject({
    url: `/v1/audit/leaves/${index}/receipt`,
    headers: world.administrator.headers,
  })
  assert.equal((await checkReceiptFile(file.body, null)).fault, null)
  assert.equal(
    (
      await checkReceiptFile(
        file.body
          .replace('administrator', 'administrater')
          .replace('"customer"', '"customes"')
          .replace('"teller"', '"tellar"'),
        null,
      )
    ).fault,
    'not-in-tree',
  )
  const [transfer] = (await ask('?kind=transfer&limit=1')).body.items
  assert.deepEqual((await ask(`/${transfer.index}/receipt`)).code, 'no-such-leaf')
  assert.deepEqual((await ask('/999999')).code, 'no-such-leaf')
})
