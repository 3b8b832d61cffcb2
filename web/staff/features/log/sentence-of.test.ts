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

test('what nobody did is not said of a person, and what is not known is said by its kind', () => {
  assert.equal(sentenceOf(leaf('case-entry', { what: 'opened' })).values.who, '—')
  assert.deepEqual(sentenceOf(leaf('locker-visit', {})), { key: 'other', values: { kind: 'locker visit' } })
  assert.deepEqual(sentenceOf({ kind: 'transfer', count: 3, content: null }), {
    key: 'transfers',
    values: { count: 3 },
  })
})
