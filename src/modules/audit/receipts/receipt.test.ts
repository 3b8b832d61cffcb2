import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { secondMs } from '#platform/time'
import { testBank } from '#testing/bank'
import { type Receipt, shortReceipt } from '#wire/audit'
import { checkReceiptFile } from '../index.ts'
import { nodePrimitives } from '../verifier/primitives.ts'

const paid = async () => {
  const bank = await testBank()
  const [ada, bob, eve] = [await bank.holder('Ada', 1000n), await bank.holder('Bob'), await bank.holder('Eve')]
  const id = bank.newId()
  await bank.send(ada, bob, 40n, id)
  const receipt = (who: typeof ada, of = id) =>
    bank.http.server.inject({ url: `/v1/payments/${of}/receipt`, headers: who.headers })
  return { bank, ada, bob, eve, id, receipt, [Symbol.asyncDispose]: () => bank[Symbol.asyncDispose]() }
}

test('payer and payee get the same file, nobody else gets one, and it verifies without the bank', async () => {
  await using world = await paid()
  const { bank, ada, bob, eve, id, receipt } = world
  const early = await receipt(ada)
  assert.deepEqual([early.statusCode, early.json().code, early.headers['retry-after']], [404, 'not-in-log-yet', '1'])
  await bank.audit.sequence()
  const file = (await receipt(ada)).body
  assert.equal((await receipt(bob)).body, file)
  assert.deepEqual([(await receipt(eve)).statusCode, (await receipt(eve)).json().code], [404, 'no-such-payment'])

  const keys = JSON.parse((await bank.http.server.inject({ url: '/log/keys' })).body).keys[0].content.keys
  const checked = await checkReceiptFile(file, keys)
  assert.equal(checked.fault, null)
  assert.deepEqual([checked.leaf?.id, checked.leaf?.amount, checked.leaf?.credit], [id, '40', bob.product])
  assert.equal((await checkReceiptFile(file, [keys[0]])).fault, 'unknown-key')
})

test('no bit of a receipt can be another one', async () => {
  await using world = await paid()
  await world.bank.audit.sequence()
  const file = Buffer.from((await world.receipt(world.ada)).body)
  const passed: number[] = []
  // All eight bits of every byte are tried by receipt.full.test.ts.
  for (let at = 0; at < file.length; at++) {
    const copy = Buffer.from(file)
    copy[at] ^= 1 << (at % 8)
    if ((await checkReceiptFile(copy.toString('utf8'), null)).fault === null) passed.push(at)
  }
  assert.deepEqual(passed, [])
  assert.equal((await checkReceiptFile(file.toString(), null)).fault, null)
  for (const other of [
    `${file} `,
    `\n${file}`,
    file.toString().replace('"index":', '"index": '),
    file.toString().slice(0, -1),
  ])
    assert.notEqual((await checkReceiptFile(other, null)).fault, null)
})

test('a receipt of before a restart, another server and new keys is the same file, and verifies with the keys of now', async () => {
  await using world = await paid()
  const { bank, ada, id, receipt } = world
  await bank.audit.sequence()
  const before = (await receipt(ada)).body
  await bank.audit.rotateKeys()
  const other = await bank.openSecond()
  await bank.send(ada, world.bob, 5n)
  await other.audit.sequence()
  await other.audit.rotateKeys()
  bank.pass(2 * secondMs)
  const answer = await other.http.server.inject({ url: '/log/keys' })
  const keys = JSON.parse(answer.body).keys.flatMap(({ content }: { content: { keys: string[] } }) => content.keys)
  assert.equal(new Set(keys).size, 7)
  assert.equal((await checkReceiptFile(before, keys)).fault, null)
  const url = `/v1/payments/${id}/receipt`
  const after = (await other.http.server.inject({ url, headers: ada.headers })).body
  assert.notEqual(after, before)
  assert.equal((await checkReceiptFile(after, keys)).fault, null)
  assert.deepEqual(JSON.parse(after).leaf, JSON.parse(before).leaf)
})

test('receipts that the first version wrote verify for good, with the keys that it had', async () => {
  const kept = async (name: string) => readFile(new URL(`kept/${name}`, import.meta.url), 'utf8')
  const keys = (await kept('keys.txt')).trim().split('\n')
  for (const name of ['whole-1.txt', 'code-1.txt']) {
    const checked = await checkReceiptFile(await kept(name), keys)
    assert.deepEqual([checked.fault, checked.leaf?.amount], [null, '40'], name)
  }
})

test('what a QR code says is the receipt without its second signature, fits, and verifies without the bank', async () => {
  await using world = await paid()
  const { bank, ada, id, receipt } = world
  await bank.audit.sequence()
  const whole = (await receipt(ada)).json() as Receipt
  const fragment = (await shortReceipt(nodePrimitives, whole)) ?? ''
  const address = `https://bank.example/verify${fragment}`
  assert.ok(address.length < 1500, `${address.length}`)
  const keys = JSON.parse((await bank.http.server.inject({ url: '/log/keys' })).body).keys[0].content.keys
  const checked = await checkReceiptFile(`${address}\n`, keys)
  assert.deepEqual([checked.fault, checked.isShort, checked.leaf?.id, checked.index], [null, true, id, whole.index])
  assert.equal((await checkReceiptFile(fragment, [keys[1]])).fault, 'unknown-key')
  // As many steps as a tree of ten million leaves has.
  const far = { ...whole, proof: Array.from({ length: 24 }, () => whole.proof[0]) }
  assert.ok(((await shortReceipt(nodePrimitives, far)) ?? '').length < 1900)
  assert.equal(await shortReceipt(nodePrimitives, { ...whole, keys: whole.keys.toReversed() }), null)
})

test('no bit of what a QR code says can be another one', async () => {
  await using world = await paid()
  await world.bank.audit.sequence()
  const fragment = (await shortReceipt(nodePrimitives, (await world.receipt(world.ada)).json())) ?? ''
  const bytes = Buffer.from(fragment.slice(3), 'base64url')
  const passed: number[] = []
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const copy = Buffer.from(bytes)
    copy[bit >> 3] ^= 1 << (bit % 8)
    if ((await checkReceiptFile(`#r=${copy.toString('base64url')}`, null)).fault === null) passed.push(bit)
  }
  assert.deepEqual(passed, [])
  for (const other of [`${fragment}A`, fragment.slice(0, -1), `${fragment}=`, fragment.replace('#r=', '#r=A')])
    assert.notEqual((await checkReceiptFile(other, null)).fault, null)
})

test('a payment that waits has no receipt, and one that was released has that of its release', async () => {
  await using bank = await testBank({ probability: () => 0.8 })
  const [ada, bob] = [await bank.holder('Ada', 1000n), await bank.holder('Bob')]
  const analyst = await bank.person('analyst', 'Ann')
  const id = bank.newId()
  assert.equal((await bank.send(ada, bob, 40n, id)).body.state, 'in_review')
  await bank.audit.sequence()
  const waiting = await bank.ask(ada, 'GET', `/v1/payments/${id}/receipt`)
  assert.deepEqual([waiting.status, waiting.code], [409, 'not-settled'])
  await bank.payments.uses.decideReview(analyst.id, id, {
    action: 'release',
    isFraud: false,
    note: 'Known to us.',
  } as never)
  await bank.audit.sequence()
  const { status, body } = await bank.ask(ada, 'GET', `/v1/payments/${id}/receipt`)
  assert.deepEqual([status, body.leaf.pending, body.leaf.amount], [200, id, '40'])
})

test('a row that was changed behind the bank has no receipt any more', async () => {
  await using world = await paid()
  const { bank, ada, id, receipt } = world
  await bank.audit.sequence()
  await bank.db.query('alter table ledger.transfer disable trigger transfer_is_immutable')
  await bank.db.query('update ledger.transfer set amount = 41 where id = $1', [id])
  assert.deepEqual([(await receipt(ada)).statusCode, (await receipt(ada)).json().code], [409, 'not-in-log'])
})
