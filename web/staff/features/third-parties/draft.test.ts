import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readKeys, readRedirects } from './draft.ts'

const key = { kty: 'EC', crv: 'P-256', kid: 'one', x: 'AA', y: 'BB' }

test('keys are those of a JSON Web Key Set without a private member', () => {
  assert.deepEqual(readKeys(JSON.stringify({ keys: [key] })), [key])
  for (const text of [
    '',
    '{',
    'null',
    '[]',
    '{"keys":[]}',
    JSON.stringify(key),
    JSON.stringify({ keys: [{ ...key, d: 'CC' }] }),
  ])
    assert.equal(readKeys(text), null, text)
})

test('addresses stand one a line', () => {
  assert.deepEqual(readRedirects(' https://a.example/x \n\nhttps://b.example\n'), [
    'https://a.example/x',
    'https://b.example',
  ])
})
