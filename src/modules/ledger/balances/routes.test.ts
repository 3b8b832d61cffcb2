import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountFlag, houseAccount, transferCode } from '#modules/ledger'
import { dayMs, hourMs } from '#platform/time'
import { testBank } from '#testing/bank'

/** A bank in which Ada paid Bob twice, an hour and a day after she was funded. */
const paidTwice = async () => {
  const bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada', 1000n), await bank.holder('Bob')]
  const began = bank.clock()
  const pay = async (amount: bigint) => {
    const [id, bookedAt] = [bank.newId(), bank.clock()]
    const moved = { debit: ada.product, credit: bob.product, amount, ledger: 356, code: transferCode.send }
    assert.deepEqual(await bank.ledger.createTransfers(bank.db, [{ kind: 'posted', id, ...moved, bookedAt }]), ['ok'])
    return id
  }
  bank.pass(hourMs)
  const first = await pay(100n)
  bank.pass(dayMs)
  await pay(20n)
  const reader = await bank.service('ledger:read')
  const get = (path: string) => bank.ask(reader, 'GET', `/v1/ledger/${path}`)
  return { ...bank, ada, bob, began, first, get }
}

test('staff who see the books and programs that may read them do; customers, tellers and other programs do not', async () => {
  await using bank = await paidTwice()
  const paths = [
    `accounts/${bank.ada.product}`,
    `accounts/${bank.ada.product}/transfers`,
    `accounts/${bank.ada.product}/balance`,
    `accounts/${bank.ada.product}/history`,
    `transfers/${bank.first}`,
    'trial-balance',
    'chart',
  ]
  const may = [
    await bank.person('analyst', 'Ann'),
    await bank.person('administrator', 'Max'),
    await bank.service('ledger:read'),
  ]
  const mayNot = [
    await bank.person('customer', 'Eve'),
    await bank.person('teller', 'Tim'),
    await bank.service('books:prove'),
  ]
  for (const path of paths.map((end) => `/v1/ledger/${end}`)) {
    for (const person of may) assert.equal((await bank.ask(person, 'GET', path)).status, 200, `${person.name} ${path}`)
    for (const person of mayNot)
      assert.equal((await bank.ask(person, 'GET', path)).status, 403, `${person.name} ${path}`)
    assert.equal((await bank.ask(null, 'GET', path)).status, 401)
  }
})

test('an account and a transfer are answered whole; what is not in the book is a 404', async () => {
  await using bank = await paidTwice()
  const account = await bank.get(`accounts/${bank.ada.product}`)
  assert.deepEqual(account.body, {
    id: bank.ada.product,
    ledger: 356,
    currency: 'INR',
    code: 2010,
    flags: ['debitsMustNotExceedCredits'],
    debitsPending: '0',
    debitsPosted: '120',
    creditsPending: '0',
    creditsPosted: '1000',
    balance: '880',
    createdAt: bank.began.toISOString(),
  })
  const { body } = await bank.get(`transfers/${bank.first}`)
  assert.deepEqual(
    [body.kind, body.debit, body.credit, body.amount, body.code, body.debitBalance, body.valueDate, body.endedBy],
    ['posted', bank.ada.product, bank.bob.product, '100', transferCode.send, '900', '2026-03-02', null],
  )
  const nothing = bank.newId()
  for (const path of ['', '/transfers', '/balance', '/history'])
    assert.equal((await bank.get(`accounts/${nothing}${path}`)).code, 'not-in-book')
  assert.equal((await bank.get(`transfers/${nothing}`)).code, 'not-in-book')
})

test('transfers of an account come in pages, filtered, newest or oldest first', async () => {
  await using bank = await paidTwice()
  const path = `accounts/${bank.ada.product}/transfers`
  const amounts = async (query: string) => {
    const { body } = await bank.get(`${path}?${query}`)
    return body.items.map(({ amount }: { amount: string }) => amount)
  }
  const first = await bank.get(`${path}?limit=2`)
  const second = await bank.get(`${path}?limit=2&cursor=${first.body.next}`)

  assert.deepEqual(
    [...first.body.items, ...second.body.items].map(({ amount }) => amount),
    ['20', '100', '1000'],
  )
  assert.equal(second.body.next, null)
  assert.deepEqual(await amounts('order=oldest'), ['1000', '100', '20'])
  assert.deepEqual(await amounts('side=credit'), ['1000'])
  assert.deepEqual(await amounts(`codes=${transferCode.send},${transferCode.card}&kinds=posted`), ['20', '100'])
  assert.deepEqual(await amounts('kinds=pending,void'), [])
  assert.deepEqual(await amounts('amountFrom=21&amountTo=100'), ['100'])
  assert.deepEqual(await amounts(`bookedFrom=${new Date(bank.began.getTime() + 1).toISOString()}`), ['20', '100'])
  assert.deepEqual(await amounts(`bookedBefore=${new Date(bank.began.getTime() + dayMs).toISOString()}`), [
    '100',
    '1000',
  ])
})

test('a query that cannot be understood is refused by the field that is wrong', async () => {
  await using bank = await paidTwice()
  const wrong = {
    transfers: [
      'limit=0',
      'limit=101',
      'kinds=posted,paid',
      'codes=1,',
      'cursor=-1',
      'side=both',
      'amountTo=9999999999999999999',
    ],
    balance: [
      'at=yesterday',
      'valueDate=2026-02-30',
      'at=2026-03-02T09:00:00.000Z&valueDate=2026-03-02',
      'on=2026-03-02',
    ],
  }
  for (const [end, queries] of Object.entries(wrong))
    for (const query of queries) {
      const { status, body } = await bank.get(`accounts/${bank.ada.product}/${end}?${query}`)
      assert.deepEqual([status, body.code], [400, 'invalid-input'], query)
    }
})

test('a balance is that of now, of an instant, or of a value date', async () => {
  await using bank = await paidTwice()
  const { began } = bank
  const balance = async (query: string) => (await bank.get(`accounts/${bank.ada.product}/balance${query}`)).body
  assert.deepEqual(await balance(''), {
    account: bank.ada.product,
    ledger: 356,
    currency: 'INR',
    at: bank.clock().toISOString(),
    valueDate: null,
    balance: '880',
    counters: null,
  })
  assert.equal((await balance(`?at=${began.toISOString()}`)).balance, '1000')
  assert.equal((await balance(`?at=${new Date(began.getTime() + hourMs).toISOString()}`)).balance, '900')
  assert.equal((await balance('?valueDate=2026-03-01')).balance, '0')
  assert.equal((await balance('?valueDate=2026-03-02')).balance, '900')
})

test('an account that keeps its history tells its four counters, page by page and at an instant', async () => {
  await using bank = await paidTwice()
  const [watched, at] = [bank.newId(), bank.clock()]
  await bank.ledger.createAccounts(bank.db, [{ id: watched, ledger: 356, code: 2010, flags: accountFlag.history }], at)
  const pay = (kind: 'posted' | 'pending', amount: bigint) =>
    bank.ledger.createTransfers(bank.db, [
      {
        kind,
        id: bank.newId(),
        debit: houseAccount('cash', 'INR'),
        credit: watched,
        amount,
        ledger: 356,
        code: 2,
        bookedAt: bank.clock(),
      },
    ])
  await pay('posted', 5n)
  bank.pass(1000)
  await pay('pending', 3n)

  const { body } = await bank.get(`accounts/${watched}/history?limit=1`)
  const { body: older } = await bank.get(`accounts/${watched}/history?cursor=${body.next}`)
  assert.deepEqual([body.items[0].creditsPending, older.items[0].creditsPending, older.next], ['3', '0', null])
  const { body: then } = await bank.get(`accounts/${watched}/balance?at=${at.toISOString()}`)
  assert.deepEqual(then.counters, { debitsPending: '0', debitsPosted: '0', creditsPending: '0', creditsPosted: '5' })
})

test('the trial balance is even in each ledger, at any instant, and control codes sum up what is under them', async () => {
  await using bank = await paidTwice()
  const at = async (query: string) => {
    const { body } = await bank.get(`trial-balance${query}`)
    return body.ledgers.map(
      ({ currency, debits, credits, lines }: Record<string, string> & { lines: Record<string, unknown>[] }) => [
        currency,
        debits,
        credits,
        ...lines.map(({ key, balance, isControl }) => `${key}${isControl ? ' (control)' : ''} ${balance}`),
      ],
    )
  }
  const deposits = ['customer-deposits (control) 1000', 'current 1000']
  const equity = ['equity (control) -1000', 'opening -1000']
  assert.deepEqual(await at(''), [['INR', '1120', '1120', ...deposits, ...equity]])
  assert.deepEqual(await at(`?at=${bank.began.toISOString()}`), [['INR', '1000', '1000', ...deposits, ...equity]])
  assert.deepEqual(await at('?valueDate=2026-03-02'), [['INR', '1100', '1100', ...deposits, ...equity]])
  assert.deepEqual(await at('?valueDate=2026-03-01'), [])
})
