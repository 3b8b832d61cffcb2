import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDatabase } from '#platform/database'
import { createHttp } from '#platform/http'
import { createLog } from '#platform/log'
import type { CurrencyCode } from '#platform/money'
import { testBank } from '#testing/bank'
import { testDatabase } from '#testing/cluster'
import { openLines } from '#testing/lines'
import { addBatchRoutes } from './batch-routes.ts'
import { accountCode, houseAccount } from './index.ts'

const path = '/v1/ledger/transfers'

/** A bank with a program that may write, and accounts that hold so many paise each. */
const openBook = async (...funds: bigint[]) => {
  const bank = await testBank()
  const program = await bank.service('ledger:write', 'books:prove')
  const accounts = funds.map(() => bank.newId())
  const made = accounts.map((id) => ({ id, currency: 'INR', code: 2010, flags: ['debitsMustNotExceedCredits'] }))
  if (made.length > 0) await bank.ask(program, 'POST', '/v1/ledger/accounts', { accounts: made })
  for (const [index, minor] of funds.entries()) await bank.fund(accounts[index], minor)

  const posted = (debit: string, credit: string, minor: number | bigint, more: object = {}) => ({
    kind: 'posted',
    id: bank.newId(),
    debit,
    credit,
    amount: { currency: 'INR' as CurrencyCode, minor: String(minor) },
    code: 1,
    ...more,
  })
  const ask = async (...transfers: object[]) => {
    const { status, body } = await bank.ask(program, 'POST', path, { transfers })
    assert.equal(status, 200, JSON.stringify(body))
    return body.results.map(({ result }: { result: string }) => result)
  }
  const listen = async () => {
    const address = await bank.http.server.listen({ host: '127.0.0.1', port: 0 })
    return (to = path) => openLines(address, to, program.headers)
  }
  const balances = () => Promise.all(accounts.map((id) => bank.balance(id)))
  return { bank, program, accounts, posted, ask, listen, balances, [Symbol.asyncDispose]: bank[Symbol.asyncDispose] }
}

const resultsOf = (lines: readonly Record<string, unknown>[]) => lines.map(({ result }) => result)

test('a list of transfers is answered in order, each item by its id and result, and sent again changes nothing', async () => {
  await using it = await openBook(1000n, 0n)
  const [ada, bob] = it.accounts
  const transfers = [it.posted(ada, bob, 400), it.posted(ada, bob, 2000), it.posted(bob, ada, 100)]

  const first = await it.bank.ask(it.program, 'POST', path, { transfers })
  const again = await it.bank.ask(it.program, 'POST', path, { transfers })

  assert.deepEqual(first.body.results, [
    { id: transfers[0].id, result: 'ok' },
    { id: transfers[1].id, result: 'exceeds_credits' },
    { id: transfers[2].id, result: 'ok' },
  ])
  assert.deepEqual(resultsOf(again.body.results), ['exists', 'exceeds_credits', 'exists'])
  assert.deepEqual(await it.balances(), [700n, 300n])
})

test('every kind of item travels: holds, a part of one, the release of one, a reversal, balancing, value dates', async () => {
  await using it = await openBook(1000n, 0n)
  const [ada, bob] = it.accounts
  const pending = (minor: number, more = {}) => ({ ...it.posted(ada, bob, minor), kind: 'pending', ...more })
  const [hold, other] = [pending(300, { timeoutSeconds: 60 }), pending(200)]
  const sent = it.posted(ada, bob, 50, { valueDate: '2026-02-28' })
  const end = (kind: string, more: object) => ({ kind, id: it.bank.newId(), ...more })

  assert.deepEqual(
    await it.ask(
      hold,
      other,
      end('post', { pending: hold.id, amount: { currency: 'INR', minor: '100' } }),
      end('void', { pending: other.id }),
      sent,
      end('reverse', { reverses: sent.id }),
      it.posted(ada, bob, 5000, { balancing: 'debit' }),
      { ...sent, valueDate: '2026-02-27' },
      it.posted(ada, bob, 0),
    ),
    ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'exists_with_different_value_date', 'amount_must_not_be_zero'],
  )
  assert.deepEqual(await it.balances(), [0n, 1000n])
})

test('a part of a hold is refused in another currency than the hold', async () => {
  await using it = await openBook(1000n, 0n)
  const [ada, bob] = it.accounts
  const hold = { ...it.posted(ada, bob, 300), kind: 'pending' }
  const post = { kind: 'post', id: it.bank.newId(), pending: hold.id, amount: { currency: 'USD', minor: '100' } }
  assert.deepEqual(await it.ask(hold, post), ['ok', 'pending_transfer_has_different_ledger'])
})

test('what is imported keeps its time, and only what is imported may have one', async () => {
  await using it = await openBook(1000n, 0n)
  const opening = houseAccount('opening', 'INR')
  const [old, new_] = [it.bank.newId(), it.bank.newId()]
  const bookedAt = '2019-05-04T10:00:00.000Z'
  const accounts = [old, new_].map((id) => ({
    id,
    currency: 'INR',
    code: 2010,
    importedAt: '2019-01-01T00:00:00.000Z',
  }))
  await it.bank.ask(it.program, 'POST', '/v1/ledger/accounts', { accounts })

  assert.deepEqual(
    await it.ask(
      it.posted(old, new_, 5, { isImported: true, bookedAt }),
      it.posted(old, new_, 5, { isImported: true, bookedAt: '2031-01-01T00:00:00.000Z' }),
      it.posted(opening, new_, 5, { isImported: true, bookedAt }),
    ),
    ['ok', 'imported_event_timestamp_must_not_advance', 'imported_event_timestamp_must_postdate_debit_account'],
  )
  for (const more of [{ bookedAt }, { isImported: true }]) {
    const transfers = [it.posted(old, new_, 5, more)]
    const { status, body } = await it.bank.ask(it.program, 'POST', path, { transfers })
    assert.deepEqual([status, body.fields[0].field], [400, 'body.transfers.0.bookedAt'])
  }
})

test('accounts are made once: again they exist, with other content they are refused, chained all or none', async () => {
  await using it = await openBook()
  const account = (more: object = {}) => ({ id: it.bank.newId(), currency: 'EUR', code: 2010, ...more })
  const [one, half] = [account({ flags: ['history'] }), account({ isLinked: true })]
  const accounts = [one, half, account({ code: 0 }), one, { ...one, flags: [] }, { ...one, currency: 'USD' }]
  const { body } = await it.bank.ask(it.program, 'POST', '/v1/ledger/accounts', { accounts })
  assert.deepEqual(resultsOf(body.results), [
    'ok',
    'linked_event_failed',
    'code_must_not_be_zero',
    'exists',
    'exists_with_different_flags',
    'exists_with_different_ledger',
  ])
  assert.equal(await it.bank.balance(half.id), undefined)
})

test('only programs with the scope write: customers, staff and other programs are refused, a stranger signs in first', async () => {
  await using it = await openBook(100n, 0n)
  const body = { transfers: [it.posted(it.accounts[0], it.accounts[1], 1)] }
  const people = [
    await it.bank.person('customer', 'Ada'),
    await it.bank.person('administrator', 'Max'),
    await it.bank.service('products:import', 'cards:pay', 'labels:write', 'books:prove'),
  ]
  for (const url of [path, '/v1/ledger/accounts']) {
    for (const person of people)
      assert.equal((await it.bank.ask(person, 'POST', url, body)).code, 'not-allowed', person.name)
    assert.equal((await it.bank.ask(null, 'POST', url, body)).code, 'sign-in-required')
  }
  const address = await it.bank.http.server.listen({ host: '127.0.0.1', port: 0 })
  const lines = openLines(address, path, people[2].headers)
  assert.equal(await lines.status(), 403)
  assert.deepEqual(await it.balances(), [100n, 0n])
})

test('a list that is too long, empty or of another shape is refused as a whole', async () => {
  await using it = await openBook(10_000n, 0n)
  const [ada, bob] = it.accounts
  const many = Array.from({ length: 8191 }, () => it.posted(ada, bob, 1))
  for (const [transfers, field] of [
    [many, 'body.transfers'],
    [[], 'body.transfers'],
    [[it.posted(ada, bob, 1), it.posted(ada, bob, -1)], 'body.transfers.1.amount.minor'],
    [[it.posted(ada, bob, 9223372036854775808n)], 'body.transfers.0.amount.minor'],
    [[it.posted(ada, bob, 1, { kind: 'expire' })], 'body.transfers.0.kind'],
    [[it.posted(ada, bob, 1, { valueDate: '2026-02-30' })], 'body.transfers.0.valueDate'],
    [[it.posted(ada, bob, 1, { note: '' })], 'body.transfers.0.note'],
  ] as const) {
    const { status, body } = await it.bank.ask(it.program, 'POST', path, { transfers })
    assert.deepEqual([status, body.fields?.[0]?.field], [400, field])
  }
  assert.deepEqual(await it.ask(...many.slice(0, 8190)), Array(8190).fill('ok'))
  assert.deepEqual(await it.balances(), [1810n, 8190n])
})

test('a stream is answered while it is still being sent, a result for each line, in order', async () => {
  await using it = await openBook(1000n, 0n)
  const [ada, bob] = it.accounts
  const lines = (await it.listen())()
  const [one, two, three] = [it.posted(ada, bob, 10), it.posted(ada, bob, 2000), it.posted(bob, ada, 4)]

  await lines.send(one)
  assert.deepEqual(await lines.take(1), [{ id: one.id, result: 'ok' }])
  assert.deepEqual(await it.balances(), [990n, 10n])
  await lines.send('\n', two, `\r\n${JSON.stringify(three)}`)
  lines.finish()

  assert.deepEqual(await lines.rest(), [
    { id: two.id, result: 'exceeds_credits' },
    { id: three.id, result: 'ok' },
  ])
  assert.deepEqual(await it.balances(), [994n, 6n])
})

test('a chain is never cut, wherever it lies in the stream, and takes effect wholly or not at all', async () => {
  await using it = await openBook(100_000n, 0n)
  const [ada, bob] = it.accounts
  const lines = (await it.listen())()
  const chain = (length: number, last: object) =>
    Array.from({ length }, (_, index) => it.posted(ada, bob, 1, index < length - 1 ? { isLinked: true } : last))
  // 700 and 700 do not fit into one batch; 3,000 are more than a usual one.
  const chains = [chain(700, {}), chain(700, {}), chain(3000, {}), chain(700, { code: 0 })]
  for (const items of chains) await lines.send(...items)
  lines.finish()

  const results = resultsOf(await lines.rest())
  assert.deepEqual(results.slice(0, 4400), Array(4400).fill('ok'))
  assert.deepEqual(results.slice(4400), [...Array(699).fill('linked_event_failed'), 'code_must_not_be_zero'])
  assert.deepEqual(await it.balances(), [95_600n, 4400n])
})

test('a chain that is longer than a batch can be ends the stream at its first line', async () => {
  await using it = await openBook(100_000n, 0n)
  const [ada, bob] = it.accounts
  const lines = (await it.listen())()
  await lines.send(it.posted(ada, bob, 1))
  for (let sent = 0; sent < 9000; sent += 1000)
    await lines.send(...Array.from({ length: 1000 }, () => it.posted(ada, bob, 1, { isLinked: true })))
  lines.finish()

  const [first, last, ...more] = await lines.rest()
  assert.deepEqual([first.result, last.problem?.code, last.problem?.line, more], ['ok', 'chain-too-long', 2, []])
  assert.deepEqual(await it.balances(), [99_999n, 1n])
})

test('a malformed line ends the stream: all before it is done and answered, nothing of it or after it', async () => {
  await using it = await openBook(1000n, 0n)
  const [ada, bob] = it.accounts
  const open = await it.listen()
  const wrong: [line: object | string, code: string][] = [
    ['{"kind":"posted",\n', 'broken-json'],
    ['null\n', 'invalid-input'],
    [it.posted(ada, bob, 1, { bookedAt: '2026-01-01T00:00:00.000Z' }), 'invalid-input'],
    [
      JSON.stringify(it.posted(ada, bob, 1))
        .replace('{', '{"__proto__":{"code":9},')
        .concat('\n'),
      'invalid-input',
    ],
    [it.posted(ada, bob, 1, { kind: 'x'.repeat(5000) }), 'line-too-long'],
  ]
  for (const [line, code] of wrong) {
    const lines = open()
    await lines.send(it.posted(ada, bob, 1), it.posted(ada, bob, 1), line, it.posted(ada, bob, 1))
    lines.finish()
    const [one, two, last, ...more] = await lines.rest()
    assert.deepEqual([one.result, two.result, last.problem?.code, last.problem?.line], ['ok', 'ok', code, 3])
    assert.deepEqual(more, [])
  }
  assert.deepEqual(await it.balances(), [990n, 10n])
})

test('where a malformed line breaks off a chain, nothing of the chain is written', async () => {
  await using it = await openBook(1000n, 0n)
  const [ada, bob] = it.accounts
  const lines = (await it.listen())()
  await lines.send(it.posted(ada, bob, 1), it.posted(ada, bob, 1, { isLinked: true }), 'oh\n')
  lines.finish()
  const [one, two, last] = await lines.rest()
  assert.deepEqual([one.result, two.result, last.problem?.line], ['ok', 'linked_event_chain_open', 3])
  assert.deepEqual(await it.balances(), [999n, 1n])
})

test('a client that goes away in the middle has lost nothing that was answered, and nothing is half written', async () => {
  await using it = await openBook(100_000n, 0n)
  const [ada, bob] = it.accounts
  const open = await it.listen()
  const pairs = Array.from({ length: 3000 }, () => [it.posted(ada, bob, 2, { isLinked: true }), it.posted(bob, ada, 1)])
  const items = pairs.flat()

  const lines = open()
  void lines.send(...items)
  const answered = await lines.take(10)
  lines.abort()
  assert.deepEqual(new Set(resultsOf(answered)), new Set(['ok']))

  // The same items again: a pair that was written exists, which breaks its chain; the rest is written now.
  const again = open()
  for (let from = 0; from < items.length; from += 500) await again.send(...items.slice(from, from + 500))
  again.finish()
  const results = resultsOf(await again.rest())
  const outcomes = pairs.map((_, index) => `${results[2 * index]} ${results[2 * index + 1]}`)
  assert.deepEqual(outcomes.slice(0, 5), Array(5).fill('exists linked_event_failed'))
  assert.deepEqual(new Set(outcomes), new Set(['exists linked_event_failed', 'ok ok']))
  assert.deepEqual(await it.balances(), [97_000n, 3000n])
  assert.equal((await it.bank.ledger.prove()).breach, null)
})

test('two programs at once on the same accounts and the same ids: each id takes effect once', async () => {
  await using it = await openBook(50_000n, 50_000n, 0n)
  const [ada, bob, cyd] = it.accounts
  const open = await it.listen()
  const items = Array.from({ length: 2000 }, (_, index) => it.posted(index % 2 ? ada : bob, cyd, 1))
  const sendAll = async (own: typeof items) => {
    const lines = open()
    for (let from = 0; from < own.length; from += 250) await lines.send(...own.slice(from, from + 250))
    lines.finish()
    return lines.rest()
  }

  const [one, other] = await Promise.all([sendAll(items), sendAll(items.toReversed())])

  const oks = [...one, ...other].filter(({ result }) => result === 'ok').map(({ id }) => id)
  assert.deepEqual([oks.length, new Set(oks).size], [2000, 2000])
  assert.deepEqual(new Set(resultsOf([...one, ...other])), new Set(['ok', 'exists']))
  assert.deepEqual(await it.balances(), [49_000n, 49_000n, 2000n])
  assert.equal((await it.bank.ledger.prove()).breach, null)
})

test('the same id with other accounts from two programs at once: one stands, the other is told that it differs', async () => {
  await using it = await openBook(1000n, 1000n, 0n, 0n)
  const [ada, bob, cyd, dan] = it.accounts
  for (let round = 0; round < 20; round++) {
    const one = it.posted(ada, cyd, 1)
    const results = await Promise.all([it.ask(one), it.ask({ ...one, debit: bob, credit: dan })])
    assert.deepEqual(results.flat().sort(), ['exists_with_different_debit_account_id', 'ok'])
  }
})

test('accounts come as a stream too', async () => {
  await using it = await openBook()
  const lines = (await it.listen())('/v1/ledger/accounts')
  const ids = Array.from({ length: 2500 }, () => it.bank.newId())
  await lines.send(...ids.map((id) => ({ id, currency: 'JPY', code: accountCode.current })))
  lines.finish()
  assert.deepEqual(
    await lines.rest(),
    ids.map((id) => ({ id, result: 'ok' })),
  )
  assert.equal(await it.bank.balance(ids[2499]), 0n)
})

test('a program whose key is revoked in the middle of its stream writes nothing more', async () => {
  await using it = await openBook(1000n, 0n)
  const [ada, bob] = it.accounts
  const administrator = await it.bank.person('administrator', 'Max')
  const lines = (await it.listen())()
  await lines.send(it.posted(ada, bob, 1))
  await lines.take(1)

  await it.bank.ask(administrator, 'DELETE', `/v1/service-clients/${it.program.id}`)
  await lines.send(it.posted(ada, bob, 1))

  const [last, ...more] = await lines.rest()
  assert.deepEqual([last.problem?.code, last.problem?.line, more], ['wrong-key', 2, []])
  assert.deepEqual(await it.balances(), [999n, 1n])
})

test('a server that stops finishes its batch, says where it stopped, and ends the stream', async () => {
  await using it = await openBook(1000n, 0n)
  const [ada, bob] = it.accounts
  const lines = (await it.listen())()
  await lines.send(it.posted(ada, bob, 1))
  await lines.take(1)

  const stopped = it.bank.http.server.close()
  const [last, ...more] = await lines.rest()

  assert.deepEqual([last.problem?.code, last.problem?.line, more], ['stopping', 2, []])
  lines.abort()
  await stopped
  assert.deepEqual(await it.balances(), [999n, 1n])
})

test('what a program wrote is logged: who it was and how often each result, no id, account or amount', async () => {
  const lines: string[] = []
  const log = createLog({ level: 'info' }, { write: (line: string) => lines.push(line) })
  const authenticate = async () =>
    ({ kind: 'service', id: 'client-7', name: 'n', roles: [], permissions: new Set(['ledger:write']) }) as const
  const http = createHttp({ log, authenticate, makeRequestId: () => 'r7', origins: [], isSecure: false })
  const db = openDatabase(await testDatabase(), 1)
  addBatchRoutes(http, db, () => new Date(0))
  const account = { id: '00000000-0000-8000-8000-000000000007', currency: 'INR', code: 9 }
  const payload = { accounts: [account, account, { ...account, code: 8 }] }
  await http.server.inject({ method: 'POST', url: '/v1/ledger/accounts', payload })
  await db.close()
  const wrote = lines.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'wrote to the book')
  const results = { ok: 1, exists: 1, exists_with_different_code: 1 }
  const { level, time, msg, ...rest } = wrote
  assert.deepEqual(rest, { request_id: 'r7', what: 'accounts', client: 'client-7', results })
})
