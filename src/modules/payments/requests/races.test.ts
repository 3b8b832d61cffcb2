import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testBank } from '#testing/bank'

const openRace = async () => {
  const bank = await testBank()
  const [asha, ravi] = [await bank.holder('Asha'), await bank.holder('Ravi', 1_000_000n)]
  const savings = bank.newId()
  await bank.ask(ravi, 'PUT', `/v1/products/${savings}`, { kind: 'savings', currency: 'INR', name: 'Later' })
  await bank.fund(savings, 1_000_000n)
  const second = await bank.openSecond()
  const ask = async () => {
    const split = { kind: 'amounts', shares: [{ payer: ravi.number, minor: '700' }] }
    return (await bank.ask(asha, 'PUT', `/v1/bills/${bank.newId()}`, { to: asha.product, split })).body.requests[0].id
  }
  const servers = [bank.http.server, second.http.server]
  const post = async (index: number, who: typeof ravi, id: string, what: string, payload?: object) => {
    const answer = await servers[index % 2].inject({
      method: 'POST',
      url: `/v1/requests/${id}/${what}`,
      headers: { ...who.headers },
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, body: answer.json() }
  }
  return {
    bank,
    asha,
    ravi,
    savings,
    ask,
    post,
    [Symbol.asyncDispose]: async () => {
      await second.http.server.close()
      await second.lane.drain()
      await bank[Symbol.asyncDispose]()
    },
  }
}

test('paid on many devices at once, at two servers, from two accounts: one payment, and its money once', async () => {
  await using race = await openRace()
  const { bank, asha, ravi, savings, ask, post } = race
  for (let round = 1; round <= 6; round++) {
    const id = await ask()
    const froms = Array.from({ length: 12 }, (_, index) => (index % 3 === 2 ? savings : ravi.product))
    const answers = await Promise.all(froms.map((from, index) => post(index, ravi, id, 'payment', { from })))
    const paid = new Set(answers.flatMap(({ status, body }) => (status === 200 ? [body.id] : [])))
    assert.equal(paid.size, 1, JSON.stringify(answers.map(({ status, body }) => [status, body.code ?? body.state])))
    for (const { status, body } of answers) assert.ok(status === 200 || body.code === 'payment-differs', body.code)
    assert.equal(await bank.balance(asha.product), 700n * BigInt(round))
  }
  const [{ count }] = await bank.db.query<{ count: bigint }>(
    "select count(*) as count from payments.payment where state = 'settled'",
  )
  assert.equal(count, 6n)
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('declined and paid in one instant: either it is paid, or nothing moves', async () => {
  await using race = await openRace()
  const { bank, asha, ravi, ask, post } = race
  let paid = 0
  for (let round = 0; round < 10; round++) {
    const id = await ask()
    const [first, other] = await Promise.all([
      post(round, ravi, id, 'payment', { from: ravi.product }),
      post(round + 1, ravi, id, 'decline'),
    ])
    const { body } = await bank.ask(ravi, 'GET', `/v1/requests/${id}`)
    if (first.status === 200) paid++
    assert.equal(body.state, first.status === 200 ? 'paid' : 'declined', JSON.stringify([first, other, body]))
  }
  assert.equal(await bank.balance(asha.product), 700n * BigInt(paid))
})
