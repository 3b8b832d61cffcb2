import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hourMs } from '#platform/time'
import { type Person, testBank } from '#testing/bank'

/** Most of the balance is reviewed, and nearly all of it is stopped. */
const probability = (share: number) => (share < 0.6 ? 0.01 : share < 0.9 ? 0.8 : 0.99)

const openTown = async () => {
  const bank = await testBank({ probability })
  const priya = await bank.person('analyst', 'Priya')
  const [ada, bob] = [await bank.holder('Ada', 10_000n), await bank.holder('Bob')]
  const stop = async (minor: bigint) => {
    const { body } = await bank.send(ada, bob, minor)
    assert.equal(body.state, 'blocked')
    await bank.ask(ada, 'POST', `/v1/payments/${body.id}/it-was-me`)
    return body.id as string
  }
  const answer = (file: string, payment: string, answer: string, who: Person = priya) =>
    bank.ask(who, 'POST', `/v1/cases/${file}/answers/${payment}`, { answer, note: 'She called us back.' })
  const cases = async (state: string) => (await bank.ask(priya, 'GET', `/v1/cases?state=${state}`)).body.items
  const labels = () => bank.db.query('select payment, is_fraud, source, told_by from fraud.label order by known_at')
  return { bank, priya, ada, bob, stop, answer, cases, labels }
}

test('an analyst’s answer closes the case, is a label, and moves no money', async () => {
  const { bank, priya, bob, stop, answer, cases, labels } = await openTown()
  await using _ = bank
  const [first, second] = [await stop(9_900n), await stop(9_800n)]
  const [open] = await cases('open')
  assert.deepEqual([open.id, open.waiting, Date.parse(open.dueAt) - Date.parse(open.openedAt)], [first, 2, hourMs])

  const once = await answer(first, first, 'genuine')
  assert.deepEqual([once.status, once.body.waiting, once.body.closedAt], [200, 1, null])
  assert.deepEqual((await answer(first, first, 'genuine')).body, once.body)
  assert.equal((await answer(first, first, 'fraud')).code, 'answered')
  bank.pass(1000)
  await answer(first, second, 'fraud')

  const [closed] = await cases('closed')
  assert.deepEqual(
    closed.payments.map(({ payment, decided }: { payment: string; decided: string }) => [payment, decided]),
    [
      [first, 'genuine'],
      [second, 'fraud'],
    ],
  )
  const told = { source: 'analyst', told_by: priya.id }
  assert.deepEqual(await labels(), [
    { payment: first, is_fraud: false, ...told },
    { payment: second, is_fraud: true, ...told },
  ])
  assert.equal(await bank.balance(bob.product), 0n)
  const { entries } = (await bank.ask(priya, 'GET', `/v1/cases/${first}`)).body
  assert.deepEqual(
    entries.map(({ what, who }: { what: string; who: Person | null }) => [what, who?.name ?? null]),
    [
      ['opened', null],
      ['joined', null],
      ['genuine', 'Priya'],
      ['fraud', 'Priya'],
      ['closed', null],
    ],
  )
})

test('what stays unclear is no label, and what was said to be fraud is remembered', async () => {
  const { bank, bob, stop, answer, labels } = await openTown()
  await using _ = bank
  const unclear = await stop(9_900n)
  await answer(unclear, unclear, 'unclear')
  assert.deepEqual(await labels(), [])

  const fraud = await stop(9_900n)
  await answer(fraud, fraud, 'fraud')
  const eve = await bank.holder('Eve', 10_000n)
  const next = (await bank.send(eve, bob, 100n)).body.id
  const priya = await bank.person('analyst', 'Omar')
  const { computed } = (
    await bank.ask(priya, 'POST', '/v1/fraud/trials', {
      kind: 'send',
      amount: { currency: 'INR', minor: '100' },
      payer: eve.number,
      payee: bob.number,
    })
  ).body
  assert.ok(next)
  assert.equal(computed.find(({ feature }: { feature: string }) => feature === 'payee-frauds').number, 1)
})

test('statements and reviews do not share a case, and a review is not answered but decided', async () => {
  const { bank, priya, ada, bob, stop, answer, cases } = await openTown()
  await using _ = bank
  const review = (await bank.send(ada, bob, 8_000n)).body
  assert.equal(review.state, 'in_review')
  const stopped = await stop(1_990n)
  const open = await cases('open')
  assert.deepEqual(
    open.map(({ id, kind }: { id: string; kind: string }) => [id, kind]).sort(),
    [
      [review.id, 'review'],
      [stopped, 'statement'],
    ].sort(),
  )
  assert.equal((await answer(review.id, review.id, 'genuine')).code, 'no-such-payment')
  assert.equal((await answer(review.id, stopped, 'genuine')).code, 'no-such-payment')
  assert.equal((await answer(bank.newId(), stopped, 'genuine')).code, 'no-such-case')
  const teller = await bank.person('teller', 'Tom')
  assert.equal((await answer(stopped, stopped, 'genuine', teller)).status, 403)
  assert.equal((await bank.ask(priya, 'GET', `/v1/reviews/${stopped}`)).body.signing, null)
})

test('two analysts who answer at once: one answer stands', async () => {
  const { bank, stop, answer, labels } = await openTown()
  await using _ = bank
  const omar = await bank.person('analyst', 'Omar')
  const stopped = await stop(9_900n)
  const [one, other] = await Promise.all([answer(stopped, stopped, 'genuine'), answer(stopped, stopped, 'fraud', omar)])
  assert.deepEqual([one.status, other.status].sort(), [200, 409])
  assert.deepEqual(
    (await labels()).map(({ is_fraud }) => is_fraud),
    [other.status === 200],
  )
})
