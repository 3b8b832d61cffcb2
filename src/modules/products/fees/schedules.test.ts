import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs, minuteMs } from '#platform/time'
import { type Person, password, testBank } from '#testing/bank'

const line = {
  kind: 'send',
  product: null,
  currency: 'INR',
  from: '0',
  below: null,
  flat: '100',
  basisPoints: 50,
  minimum: '0',
  maximum: '5000',
}

const openBank = async () => {
  const bank = await testBank()
  const [arun, thomas] = [await bank.person('administrator', 'Arun'), await bank.person('compliance', 'Thomas')]
  const asha = await bank.holder('Asha', 1_000_000n)
  const proof = { password }
  const propose = (said: object = {}, who: Person = arun, id = bank.newId()) =>
    bank.ask(who, 'PUT', `/v1/fee-schedules/${id}`, {
      lines: [line],
      holdsFrom: bank.clock().toISOString(),
      reason: 'Costs of transfers',
      proof,
      ...said,
    })
  const decide = (id: string, who: Person = thomas, said: object = {}) =>
    bank.ask(who, 'POST', `/v1/fee-schedules/${id}/decision`, { decision: 'grant', note: 'Read it', proof, ...said })
  const fee = async (minor = 10_000n, kind = 'send') =>
    (await bank.ask(asha, 'GET', `/v1/fees/quote?kind=${kind}&product=${asha.product}&minor=${minor}`)).body.fee
  return { bank, arun, thomas, asha, propose, decide, fee }
}

test('without a schedule there is no fee; one that two people signed holds a minute later, and everybody reads it', async () => {
  const { bank, asha, propose, decide, fee } = await openBank()
  await using _ = bank
  assert.deepEqual((await bank.ask(asha, 'GET', '/v1/fees')).body, { now: null, later: [] })
  assert.equal(await fee(), '0')
  const { body } = await propose()
  assert.deepEqual([body.outcome, body.askedBy.name, await fee()], ['waiting', 'Arun', '0'])
  const granted = (await decide(body.id)).body
  assert.deepEqual([granted.outcome, granted.endedBy.name], ['granted', 'Thomas'])
  assert.equal(Date.parse(granted.holdsFrom) - bank.clock().getTime(), minuteMs)
  assert.equal(await fee(), '0')
  assert.equal((await bank.ask(asha, 'GET', '/v1/fees')).body.later.length, 1)
  bank.pass(minuteMs)
  assert.deepEqual([await fee(10_000n), await fee(10n ** 9n), await fee(10_000n, 'withdrawal')], ['150', '5000', '0'])
  const shown = (await bank.ask(asha, 'GET', '/v1/fees')).body
  assert.deepEqual([shown.now.lines, shown.later], [[line], []])
})

test('nobody grants their own schedule, a signature is needed, and one waits at a time', async () => {
  const { bank, arun, thomas, propose, decide } = await openBank()
  await using _ = bank
  assert.equal((await propose({ proof: undefined })).code, 'proof-needed')
  const { body } = await propose()
  assert.equal((await decide(body.id, arun)).code, 'second-person-needed')
  assert.equal((await decide(body.id, thomas, { proof: undefined })).code, 'proof-needed')
  assert.equal((await propose({}, thomas)).code, 'fee-schedule-waits')
  assert.equal((await bank.ask(thomas, 'POST', `/v1/fee-schedules/${body.id}/withdraw`)).code, 'not-your-request')
  assert.equal((await decide(body.id, thomas, { decision: 'deny', proof: undefined })).body.outcome, 'denied')
  assert.equal((await decide(body.id)).code, 'fee-schedule-ended')
  const second = (await propose()).body
  assert.equal((await bank.ask(arun, 'POST', `/v1/fee-schedules/${second.id}/withdraw`)).body.outcome, 'withdrawn')
  const { items, inForce } = (await bank.ask(thomas, 'GET', '/v1/fee-schedules')).body
  assert.deepEqual([items.map(({ outcome }: { outcome: string }) => outcome), inForce], [['withdrawn', 'denied'], null])
})

test('what was proposed is what is granted: another content under the signature is noticed', async () => {
  const { bank, propose, decide } = await openBank()
  await using _ = bank
  const { body } = await propose()
  await bank.db.query(`update products.fee_schedule set lines = jsonb_set(lines, '{0,flat}', '"999"') where id = $1`, [
    body.id,
  ])
  assert.equal((await decide(body.id)).code, 'content-changed')
})

test('the same proposal once more is the same one, and another under its id is refused', async () => {
  const { bank, arun, propose } = await openBank()
  await using _ = bank
  const id = bank.newId()
  const [one, other] = [await propose({}, arun, id), await propose({}, arun, id)]
  assert.deepEqual(one.body, other.body)
  assert.equal((await propose({ lines: [] }, arun, id)).code, 'id-taken')
  assert.equal((await propose({ lines: [line, line] })).code, 'fee-line-faulty')
})

test('a later schedule takes over at its time, and one that ends leaves no fee', async () => {
  const { bank, propose, decide, fee } = await openBank()
  await using _ = bank
  const at = (days: number) => new Date(bank.clock().getTime() + days * dayMs).toISOString()
  const [first, second] = [at(1), at(2)]
  await decide((await propose({ holdsFrom: first })).body.id)
  await decide(
    (await propose({ holdsFrom: second, holdsUntil: at(3), lines: [{ ...line, flat: '700', basisPoints: 0 }] })).body
      .id,
  )
  const fees = [await fee()]
  for (let days = 0; days < 3; days++) {
    bank.pass(dayMs)
    const quote = await bank.products.fees.quote({
      kind: 'send',
      product: 'current',
      currency: 'INR',
      minor: 10_000n,
      at: bank.clock(),
    })
    fees.push(quote?.minor.toString() ?? '0')
  }
  assert.deepEqual(fees, ['0', '150', '700', '0'])
})

test('two proposals in one instant: one waits', async () => {
  const { bank, thomas, propose } = await openBank()
  await using _ = bank
  const answers = await Promise.all([propose(), propose({}, thomas)])
  assert.deepEqual(answers.map(({ code }) => code ?? 'ok').sort(), ['fee-schedule-waits', 'ok'])
})
