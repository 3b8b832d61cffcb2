import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sentenceOf } from './sentence-of.ts'

const leaf = (kind: string, fields: object, change = 'insert') => ({
  kind,
  count: 1,
  content: JSON.stringify({ type: kind, change, fields, personal: {} }),
})

test('a deed that ends is said otherwise than one that begins', () => {
  const role = { person: 'p', role: 'teller' }
  assert.equal(sentenceOf(leaf('role', role)).key, 'role')
  assert.equal(sentenceOf(leaf('role', role, 'delete')).key, 'roleEnds')
  assert.equal(sentenceOf(leaf('consent', { person: 'p', scopes: ['a', 'b'] })).values.scopes, 'a, b')
  assert.equal(sentenceOf(leaf('consent', { person: 'p', ended_at: '2026' }, 'update')).key, 'consentEnds')
  assert.equal(sentenceOf(leaf('freeze', { is_frozen: false })).key, 'freezeEnds')
  assert.equal(sentenceOf(leaf('pause', { payment: 'p', choice: 'wait', ending: 'settled' })).key, 'pauseEnds')
})

test('money stands in a sentence as people say it, and what happened last is said', () => {
  const dispute = { payer: 'p', charge: 'c', currency: 'INR', minor: 123_405 }
  assert.equal(sentenceOf(leaf('dispute', dispute)).values.amount, 'INR 1234.05')
  assert.equal(sentenceOf(leaf('dispute', { ...dispute, currency: 'JPY', minor: 7 })).values.amount, 'JPY 7')
  assert.equal(sentenceOf(leaf('reconciliation-break', { currency: 'EUR', minor: -5 })).values.amount, 'EUR -0.05')
  assert.equal(sentenceOf(leaf('dispute', { ...dispute, answered_at: 'x' })).key, 'disputeAnswer')
  assert.equal(sentenceOf(leaf('dispute', { ...dispute, answered_at: 'x', outcome: 'payer' })).key, 'disputeEnds')
  assert.equal(sentenceOf(leaf('charge-move', { kind: 'refund' })).key, 'chargeGivenBack')
})

test('what nobody did is not said of a person, and what is not known is said by its kind', () => {
  assert.equal(sentenceOf(leaf('case-entry', { what: 'opened' })).values.who, '—')
  assert.deepEqual(sentenceOf(leaf('locker-visit', {})), { key: 'other', values: { kind: 'locker visit' } })
  assert.deepEqual(sentenceOf({ kind: 'transfer', count: 3, content: null }), {
    key: 'transfers',
    values: { count: 3 },
  })
})

test('what a person told of a payment is said of them, and what put it aside is said of a program', () => {
  const label = { payment: 'p', source: 'analyst', told_by: 'a' }
  assert.equal(sentenceOf(leaf('label', { ...label, is_fraud: true })).key, 'labelFraud')
  assert.equal(sentenceOf(leaf('label', { ...label, is_fraud: false })).key, 'labelGood')
  const imported = { payment: 'p', source: 'import', is_fraud: true }
  assert.equal(sentenceOf(leaf('label', imported, 'update')).key, 'labelPutAside')
  assert.equal(sentenceOf(leaf('abroad-answer', { message: 'm' })).values.taken_by, '—')
})
