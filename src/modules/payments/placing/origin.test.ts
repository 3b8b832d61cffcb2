import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testBank } from '#testing/bank'

test('a payment carries the device and the network of its session, and fraud hears of the sign-in before it', async () => {
  await using bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob')]
  const order = { kind: 'send', from: ada.product, to: bob.number, amount: { currency: 'INR', minor: '4000' } }
  const { status } = await bank.ask(ada, 'PUT', `/v1/payments/${bank.newId()}`, order)
  assert.equal(status, 200)
  const [decided] = await bank.db.query<{ device: string; network: string; owner: string; payee_owner: string }>(
    'select device, network, owner, payee_owner from fraud.decision',
  )
  const [session] = await bank.db.query<{ device: string; network: string }>(
    'select device, network from identity.session where person = $1',
    [ada.id],
  )
  assert.deepEqual(decided, { ...session, owner: ada.id, payee_owner: bob.id })
  const events = await bank.db.query<{ change: string; device: string }>(
    'select change, device from fraud.event where person = $1 order by seq',
    [ada.id],
  )
  assert.equal(events[0]?.device, session.device)
  assert.ok(events.some(({ change }) => change === 'signedIn'))
})
