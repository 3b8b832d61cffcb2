import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hourMs, minuteMs } from '#platform/time'
import { type Holder, type Person, password, type TestBank, testBank } from '#testing/bank'
import { browserHeaders } from '#testing/page-token'

/** Most of the balance is reviewed. From 200,000.00 on two people decide. */
const probability = (share: number) => (share < 0.6 ? 0.01 : 0.8)
const large = 25_000_000n

const openCases = async (bank: TestBank, person: Person, state = 'open') =>
  (await bank.ask(person, 'GET', `/v1/cases?state=${state}`)).body.items

const caseOf = async (bank: TestBank, person: Person, id: string) =>
  (await bank.ask(person, 'GET', `/v1/cases/${id}`)).body

const decide = (bank: TestBank, person: Person, payment: string, decision: 'release' | 'return', more = {}) =>
  bank.ask(person, 'POST', `/v1/reviews/${payment}`, {
    decision,
    note: `${person.name} looked at it.`,
    proof: { password },
    ...more,
  })

const labelsOf = (bank: TestBank, payment: string) =>
  bank.db.query('select is_fraud, source, told_by, known_at from fraud.label where payment = $1', [payment])

/** A payment in review: four fifths of what a new customer has. */
const review = async (bank: TestBank, name: string, to: Holder, minor: bigint) => {
  const from = await bank.holder(name, (minor * 5n) / 4n)
  const { body } = await bank.send(from, to, minor)
  assert.equal(body.state, 'in_review')
  return { from, payment: body.id as string }
}

test('each review opens a case, due in an hour, and payments of the same payer or payee join an open one', async () => {
  await using bank = await testBank({ probability })
  const priya = await bank.person('analyst', 'Priya')
  const [mule, shop] = [await bank.holder('Mule'), await bank.holder('Shop')]
  const ada = await review(bank, 'Ada', mule, 80n)
  bank.pass(minuteMs)
  const eve = await review(bank, 'Eve', mule, 800n)
  await review(bank, 'Dan', shop, 8_000n)

  const [first, second] = await openCases(bank, priya)

  assert.deepEqual([first.waiting, second.waiting], [1, 2])
  assert.deepEqual(
    second.payments.map((each: { payment: string; payer: string; payee: string }) => [
      each.payment,
      each.payer,
      each.payee,
    ]),
    [
      [ada.payment, 'Ada', 'Mule'],
      [eve.payment, 'Eve', 'Mule'],
    ],
  )
  assert.deepEqual(
    [second.onHold, second.expectedLoss],
    [[{ currency: 'INR', minor: '880' }], [{ currency: 'INR', minor: '704' }]],
  )
  assert.equal(Date.parse(second.dueAt) - Date.parse(second.openedAt), hourMs)
  const { entries } = await caseOf(bank, priya, second.id)
  assert.deepEqual(
    entries.map((entry: { what: string; who: unknown }) => [entry.what, entry.who]),
    [
      ['opened', null],
      ['joined', null],
    ],
  )
})

test('a case closes with the decision about its last payment, and a new review opens another one', async () => {
  await using bank = await testBank({ probability })
  const priya = await bank.person('analyst', 'Priya')
  const mule = await bank.holder('Mule')
  const [ada, eve] = [await review(bank, 'Ada', mule, 80n), await review(bank, 'Eve', mule, 800n)]

  await decide(bank, priya, ada.payment, 'release')
  const [open] = await openCases(bank, priya)
  assert.deepEqual([open.waiting, open.payments[0].decided, open.payments[1].decided], [1, 'released', null])
  await decide(bank, priya, eve.payment, 'return')

  assert.deepEqual(await openCases(bank, priya), [])
  const [closed] = await openCases(bank, priya, 'closed')
  assert.deepEqual([closed.id, closed.waiting, closed.onHold], [open.id, 0, []])
  const { entries } = await caseOf(bank, priya, closed.id)
  assert.deepEqual(
    entries.map(
      (entry: { what: string; who: { name: string } | null }) => `${entry.who?.name ?? 'bank'}: ${entry.what}`,
    ),
    ['bank: opened', 'bank: joined', 'Priya: released', 'Priya: returned', 'bank: closed'],
  )
  await review(bank, 'Ivy', mule, 80n)
  assert.notEqual((await openCases(bank, priya))[0].id, open.id)
})

test('what an analyst decides is a label from that instant on; money returned for another reason is none', async () => {
  await using bank = await testBank({ probability })
  const priya = await bank.person('analyst', 'Priya')
  const bob = await bank.holder('Bob')
  const [good, bad, other] = [
    await review(bank, 'Ada', bob, 80n),
    await review(bank, 'Eve', bob, 80n),
    await review(bank, 'Dan', bob, 80n),
  ]
  bank.pass(minuteMs)
  await decide(bank, priya, good.payment, 'release')
  await decide(bank, priya, bad.payment, 'return')
  await decide(bank, priya, other.payment, 'return', { isFraud: false })

  const label = { source: 'analyst', told_by: priya.id, known_at: bank.clock() }
  assert.deepEqual(await labelsOf(bank, good.payment), [{ ...label, is_fraud: false }])
  assert.deepEqual(await labelsOf(bank, bad.payment), [{ ...label, is_fraud: true }])
  assert.deepEqual(await labelsOf(bank, other.payment), [])
})

test('the memory knows of the fraud that an analyst found with the next payment to that payee', async () => {
  await using bank = await testBank({ probability })
  const priya = await bank.person('analyst', 'Priya')
  const [mule, ada] = [await bank.holder('Mule'), await bank.holder('Ada', 10_000n)]
  const eve = await review(bank, 'Eve', mule, 80n)
  const frauds = async (payment: string) => {
    const decision = await bank.fraud.decision(payment)
    return decision?.contributions.find(({ feature }) => feature === 'payee-frauds')?.value
  }
  const before = (await bank.send(ada, mule, 10n)).body.id
  bank.pass(minuteMs)
  await decide(bank, priya, eve.payment, 'return')
  bank.pass(minuteMs)
  const after = (await bank.send(ada, mule, 10n)).body.id
  assert.deepEqual([await frauds(before), await frauds(after)], ['0', '1'])
})

test('a large payment waits for a second person who has not seen the first one’s choice', async () => {
  await using bank = await testBank({ probability })
  const [priya, omar] = [await bank.person('analyst', 'Priya'), await bank.person('analyst', 'Omar')]
  const bob = await bank.holder('Bob')
  const { payment, from } = await review(bank, 'Ada', bob, large)

  const first = await decide(bank, priya, payment, 'return', { message: 'We returned it.' })
  assert.deepEqual([first.status, first.body.state], [200, 'in_review'])
  const seen = (await bank.ask(omar, 'GET', `/v1/reviews/${payment}`)).body.signing
  assert.equal(seen.needsTwo, true)
  assert.deepEqual(
    seen.signed.map(({ who, choice, note, isOpen }: { who: Person; choice: null; note: null; isOpen: boolean }) => [
      who.name,
      choice,
      note,
      isOpen,
    ]),
    [['Priya', null, null, true]],
  )
  const file = JSON.stringify(await caseOf(bank, omar, seen.case))
  assert.ok(!file.includes('return') && !file.includes('Priya looked'), file)
  assert.deepEqual(await labelsOf(bank, payment), [])

  const second = await decide(bank, omar, payment, 'return')
  assert.equal(second.body.state, 'returned')
  assert.equal((await bank.ask(from, 'GET', `/v1/payments/${payment}`)).body.message, 'We returned it.')
  assert.deepEqual((await labelsOf(bank, payment)).length, 1)
  assert.equal(await bank.balance(bob.product), 0n)
})

test('the first cannot be the second, in another tab neither, and the table itself refuses it', async () => {
  await using bank = await testBank({ probability })
  const priya = await bank.person('analyst', 'Priya')
  const { headers } = await bank.ask(null, 'POST', '/v1/sessions', { email: 'priya@bank.test', password })
  const cookie = headers['set-cookie']?.toString().split(';')[0] ?? ''
  const tab = { ...priya, headers: browserHeaders(cookie) }
  const { payment } = await review(bank, 'Ada', await bank.holder('Bob'), large)

  const answers = await Promise.all([decide(bank, priya, payment, 'release'), decide(bank, tab, payment, 'release')])

  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 403])
  assert.equal(answers.find(({ status }) => status === 403)?.code, 'second-person-needed')
  assert.equal((await decide(bank, tab, payment, 'return')).code, 'second-person-needed')
  assert.equal((await bank.ask(priya, 'GET', `/v1/reviews/${payment}`)).body.payment.state, 'in_review')
  await assert.rejects(
    bank.db.query(
      `insert into fraud.signature (payment, round, place, analyst, at, choice, is_fraud, note)
       select payment, round, 2, analyst, at, choice, is_fraud, note from fraud.signature`,
    ),
    /signatures_need_two_people/,
  )
})

test('two who differ begin again, and both can see what was chosen', async () => {
  await using bank = await testBank({ probability })
  const [priya, omar] = [await bank.person('analyst', 'Priya'), await bank.person('analyst', 'Omar')]
  const bob = await bank.holder('Bob')
  const { payment } = await review(bank, 'Ada', bob, large)

  await decide(bank, priya, payment, 'return')
  assert.equal((await decide(bank, omar, payment, 'release')).body.state, 'in_review')
  const { signed } = (await bank.ask(priya, 'GET', `/v1/reviews/${payment}`)).body.signing
  assert.deepEqual(
    signed.map(({ choice, isOpen }: { choice: string; isOpen: boolean }) => [choice, isOpen]),
    [
      ['return', false],
      ['release', false],
    ],
  )
  assert.equal(await bank.balance(bob.product), 0n)

  await decide(bank, omar, payment, 'release')
  assert.equal((await decide(bank, priya, payment, 'release')).body.state, 'settled')
  assert.equal(await bank.balance(bob.product), large)
})

test('of many analysts who decide a large payment at once two count, and the money moves once', async () => {
  await using bank = await testBank({ probability })
  const people: Person[] = []
  for (const name of ['Priya', 'Omar', 'Nina', 'Ravi']) people.push(await bank.person('analyst', name))
  const bob = await bank.holder('Bob')
  const { payment } = await review(bank, 'Ada', bob, large)

  const answers = await Promise.all(people.map((person) => decide(bank, person, payment, 'release')))

  assert.ok(
    answers.every(({ status }) => status === 200 || status === 409),
    JSON.stringify(answers.map((one) => one.body)),
  )
  assert.equal(await bank.balance(bob.product), large)
  assert.equal((await bank.db.query('select from fraud.signature')).length, 2)
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('an analyst takes a case, gives it to a colleague or back, and writes down what was found', async () => {
  await using bank = await testBank({ probability })
  const [priya, omar] = [await bank.person('analyst', 'Priya'), await bank.person('analyst', 'Omar')]
  const teller = await bank.person('teller', 'Joseph')
  const { payment } = await review(bank, 'Ada', await bank.holder('Bob'), 80n)
  const [{ id }] = await openCases(bank, priya)
  const assign = (to: string | null) => bank.ask(priya, 'POST', `/v1/cases/${id}/assign`, { to })

  assert.equal((await assign(priya.id)).body.assignedTo.name, 'Priya')
  assert.equal((await assign(omar.id)).body.assignedTo.name, 'Omar')
  assert.equal((await assign(teller.id)).code, 'no-such-analyst')
  assert.equal((await assign(null)).body.assignedTo, null)
  const note = { text: 'The same phone as in June.', links: [payment] }
  const path = `/v1/cases/${id}/notes/${bank.newId()}`
  await bank.ask(priya, 'PUT', path, note)
  await bank.ask(priya, 'PUT', path, note)
  assert.equal((await bank.ask(omar, 'PUT', path, note)).code, 'id-taken')
  const stranger = { ...note, links: [bank.newId()] }
  assert.equal(
    (await bank.ask(priya, 'PUT', `/v1/cases/${id}/notes/${bank.newId()}`, stranger)).code,
    'no-such-payment',
  )

  const { entries, analysts } = await caseOf(bank, omar, id)
  assert.deepEqual(
    entries.map((entry: { what: string }) => entry.what),
    ['opened', 'assigned', 'assigned', 'given back', 'note'],
  )
  assert.deepEqual([entries[4].note, entries[4].links, entries[2].person.name], [note.text, [payment], 'Omar'])
  assert.deepEqual(
    analysts.map(({ name }: Person) => name),
    ['Omar', 'Priya'],
  )
  await decide(bank, priya, payment, 'release')
  assert.equal((await assign(priya.id)).code, 'case-closed')
  assert.equal((await bank.ask(teller, 'GET', '/v1/cases')).status, 403)
  assert.equal((await bank.ask(priya, 'GET', `/v1/cases/${bank.newId()}`)).code, 'no-such-case')
})
