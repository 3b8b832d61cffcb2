import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hourMs } from '#platform/time'
import { password, testBank } from '#testing/bank'

const openTown = async (...options: Parameters<typeof testBank>) => {
  const bank = await testBank(...options)
  const [ada, bob] = [await bank.holder('Ada', 1_000_000n), await bank.holder('Bob', 1_000_000n)]
  const freeze = () => bank.ask(ada, 'PUT', '/v1/halt')
  const outcome = async (minor: bigint) => {
    const { body, code } = await bank.send(ada, bob, minor)
    return code ?? body.state
  }
  return { bank, ada, bob, freeze, outcome }
}

test('what is frozen lets nothing leave, with its own sentence, and what comes in still arrives', async () => {
  const { bank, ada, bob, freeze, outcome } = await openTown()
  await using _ = bank
  assert.equal((await freeze()).body.since, bank.clock().toISOString())
  const id = bank.newId()
  const { status, code, body } = await bank.send(ada, bob, 100n, id)
  assert.deepEqual([status, code], [422, 'payments-halted'])
  assert.equal(body.detail, 'What leaves these accounts was frozen by their owner. Nothing was moved.')
  assert.equal((await bank.send(ada, bob, 100n, id)).code, 'payments-halted')
  assert.equal((await bank.send(bob, ada, 500n)).body.state, 'settled')
  const own = await bank.products.open({
    id: bank.newId(),
    owner: ada.id,
    kind: 'savings',
    currency: 'INR',
    name: 'Rainy days',
    openedAt: bank.clock(),
  })
  assert.equal((await bank.send(ada, { ...bob, number: own.number }, 100n)).body.state, 'settled')
  assert.deepEqual([await outcome(1n), await bank.balance(bob.product)], ['payments-halted', 999_500n])
})

test('cash is not handed out either, at the counter nor to a slip of before', async () => {
  const { bank, ada, freeze } = await openTown()
  await using _ = bank
  const amount = { currency: 'INR', minor: '1000' }
  const order = { kind: 'withdrawal', from: ada.product, amount }
  const { body: slip } = await bank.ask(ada, 'PUT', `/v1/payments/${bank.newId()}`, order)
  const teller = await bank.person('teller', 'Tom')
  await freeze()
  assert.equal((await bank.ask(teller, 'PUT', `/v1/payments/${bank.newId()}`, order)).code, 'payments-halted')
  const settled = await bank.ask(teller, 'POST', `/v1/counter/slips/${slip.id}`, { slip: slip.slip })
  assert.equal(settled.code, 'payments-halted', `${settled.status}`)
  assert.equal((await bank.ask(ada, 'POST', `/v1/payments/${slip.id}/cancel`)).body.state, 'cancelled')
})

test('a payment that waited comes back when its time is over, and a challenge is not answered', async () => {
  const { bank, ada, bob, freeze } = await openTown({ probability: () => 0.6 })
  await using _ = bank
  const [first, second] = [(await bank.send(ada, bob, 100_000n)).body, (await bank.send(ada, bob, 90_000n)).body]
  await bank.ask(ada, 'POST', `/v1/payments/${first.id}/challenge`, { choice: 'wait' })
  await freeze()
  const answer = await bank.ask(ada, 'POST', `/v1/payments/${second.id}/challenge`, { choice: 'proof', password })
  assert.equal(answer.code, 'payments-halted')
  bank.pass(13 * hourMs)
  await bank.payments.endDue()
  const [{ state }] = await bank.db.query<{ state: string }>('select state from payments.payment where id = $1', [
    first.id,
  ])
  assert.equal(state, 'returned')
  assert.deepEqual([await bank.balance(ada.product), await bank.balance(bob.product)], [1_000_000n, 1_000_000n])
})

test('to freeze takes no proof, to go on takes proof of just this halt, and staff see it', async () => {
  const { bank, ada, freeze, outcome } = await openTown()
  await using _ = bank
  const teller = await bank.person('teller', 'Tom')
  const seen = async () => (await bank.ask(teller, 'GET', `/v1/customers/${ada.id}/halt`)).body.since
  const since = (await freeze()).body.since
  bank.pass(1000)
  assert.deepEqual([(await freeze()).body.since, await seen()], [since, since])
  const end = (proof: object) => bank.ask(ada, 'POST', '/v1/halt/end', { proof })
  assert.equal((await end({ password: 'not this one' })).code, 'wrong-credentials')
  assert.equal((await end({ password })).body.since, null)
  assert.deepEqual([await seen(), await outcome(100n)], [null, 'settled'])

  const device = await bank.givePasskey(ada)
  await freeze()
  assert.equal((await end({ password })).code, 'passkey-required')
  const sign = async () => {
    const { body } = await bank.ask(ada, 'POST', '/v1/halt/step-up')
    return { stepUp: body.id, credential: device.use(body.options) }
  }
  const [now, later] = [await sign(), await sign()]
  assert.equal((await end(now)).body.since, null)
  bank.pass(1000)
  await freeze()
  // Signed for the halt of before.
  assert.equal((await end(later)).code, 'passkey-refused')
  assert.equal(await outcome(100n), 'payments-halted')
})

test('of a hundred payments at two servers none leaves after the freeze was answered', async () => {
  const { bank, ada, bob } = await openTown()
  await using _ = bank
  const second = await bank.openSecond()
  const servers = [bank.http.server, second.http.server]
  let isFrozen = false
  const pay = async (index: number) => {
    const wasFrozen = isFrozen
    const answer = await servers[index % 2].inject({
      method: 'PUT',
      url: `/v1/payments/${bank.newId()}`,
      headers: ada.headers,
      payload: { kind: 'send', from: ada.product, to: bob.number, amount: { currency: 'INR', minor: '100' } },
    })
    return { wasFrozen, outcome: answer.json().code ?? answer.json().state }
  }
  let heldAtFreeze: bigint | undefined
  const freezing = async () => {
    await pay(0)
    await bank.ask(ada, 'PUT', '/v1/halt')
    isFrozen = true
    heldAtFreeze = await bank.balance(bob.product)
  }
  const waves = async () => {
    const outcomes = []
    for (let wave = 0; wave < 10; wave++)
      outcomes.push(...(await Promise.all(Array.from({ length: 10 }, (_, index) => pay(index)))))
    return outcomes
  }
  const [outcomes] = await Promise.all([waves(), freezing()])
  await second.http.server.close()
  await second.lane.drain()
  assert.ok(outcomes.some(({ outcome }) => outcome === 'payments-halted'))
  assert.ok(outcomes.every(({ wasFrozen, outcome }) => !wasFrozen || outcome === 'payments-halted'))
  assert.equal(await bank.balance(bob.product), heldAtFreeze)
})

test('a freeze waits for the batch that is being committed, and the next batch waits for the freeze', async () => {
  const { bank, ada } = await openTown()
  await using _ = bank
  const order: string[] = []
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const batch = bank.db.transaction(async (tx) => {
    assert.equal((await bank.products.halts.lock(tx, [ada.id])).size, 0)
    await gate
    order.push('batch')
  })
  await new Promise((resolve) => setTimeout(resolve, 50))
  const freezing = bank.products.halts.begin({ id: ada.id }).then(() => order.push('freeze'))
  await new Promise((resolve) => setTimeout(resolve, 50))
  const next = bank.db.transaction(async (tx) => {
    const halted = await bank.products.halts.lock(tx, [ada.id])
    order.push(halted.has(ada.id) ? 'next sees it' : 'next does not see it')
  })
  release()
  await Promise.all([batch, freezing, next])
  // Which of the two is heard of first, once the freeze is committed, is nobody's promise.
  assert.equal(order[0], 'batch')
  assert.deepEqual(order.slice(1).sort(), ['freeze', 'next sees it'])
})
