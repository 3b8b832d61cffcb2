import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chargeIn } from './charge-link.ts'

const bank = 'https://bank.example'
const [id, signature] = ['01a21fd5-c366-70fc-a329-fe4e0303f0d8', `${'x'.repeat(85)}_`]

test('the link of a charge at this bank is one, and its id and signature are told', () => {
  assert.deepEqual(chargeIn(`${bank}/charges/${id}/${signature}`, bank), { id, signature })
})

test('what only looks like the link of a charge is none', () => {
  for (const text of [
    `https://bank.example.evil.test/charges/${id}/${signature}`,
    `https://bank.example@evil.test/charges/${id}/${signature}`,
    `http://bank.example/charges/${id}/${signature}`,
    `https://bank.example:8443/charges/${id}/${signature}`,
    `${bank}/charges/${id}/${signature}?next=https://evil.test`,
    `${bank}/charges/${id}/${signature}#x`,
    `${bank}/charges/${id}`,
    `${bank}/elsewhere/charges/${id}/${signature}`,
    `${bank}/charges/${id}/${signature}/more`,
    `${bank}/charges/..%2Foverview/${signature}`,
    `javascript:alert(1)//${bank}/charges/${id}/${signature}`,
    '',
    'bankserver:ABC',
  ])
    assert.equal(chargeIn(text, bank), undefined, text)
})
