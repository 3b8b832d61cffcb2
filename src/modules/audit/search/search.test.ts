import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minuteMs } from '#platform/time'
import { testBank } from '#testing/bank'
import { checkReceiptFile, writeReceipt } from '../index.ts'

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

test('what was found is exported as files that prove themselves, page by page', async () => {
  await using world = await search()
  const { bank, administrator } = world
  const path = '/v1/audit/receipts?kind=role&limit=2'
  const first = (await bank.ask(administrator, 'GET', path)).body
  const rest = (await bank.ask(administrator, 'GET', `${path}&before=${first.next}`)).body
  assert.deepEqual([first.items.length, first.next !== null], [2, true])
  for (const receipt of [...first.items, ...rest.items])
    assert.equal((await checkReceiptFile(writeReceipt(receipt), null)).fault, null)
  assert.deepEqual((await bank.ask(administrator, 'GET', '/v1/audit/receipts?kind=transfer')).body.items, [])
  assert.equal((await bank.ask(world.ada, 'GET', path)).status, 403)
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
