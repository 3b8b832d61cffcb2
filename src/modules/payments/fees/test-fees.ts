/** A bank with a fee schedule in force. */
import assert from 'node:assert/strict'
import { minuteMs } from '#platform/time'
import { password, type TestBank } from '#testing/bank'

const plain = {
  product: null,
  currency: 'INR',
  from: '0',
  below: null,
  flat: '0',
  basisPoints: 0,
  minimum: '0',
  maximum: null,
}

export const putFees = async (bank: TestBank, ...lines: object[]): Promise<void> => {
  const [one, other] = [
    await bank.person('administrator', `Arun${bank.newId().slice(-4)}`),
    await bank.person('compliance', `Thomas${bank.newId().slice(-4)}`),
  ]
  const [id, proof] = [bank.newId(), { password }]
  const asked = {
    lines: lines.map((line) => ({ ...plain, ...line })),
    holdsFrom: bank.clock().toISOString(),
    reason: 'A test',
    proof,
  }
  assert.equal((await bank.ask(one, 'PUT', `/v1/fee-schedules/${id}`, asked)).status, 200)
  const decided = { decision: 'grant', note: 'A test', proof }
  assert.equal((await bank.ask(other, 'POST', `/v1/fee-schedules/${id}/decision`, decided)).status, 200)
  bank.pass(minuteMs)
}
