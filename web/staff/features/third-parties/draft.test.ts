import assert from 'node:assert/strict'
import { test } from 'node:test'
import { empty, readDraft, readKeys, readRedirects, scopesOf, wholeOf } from './draft.ts'

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

test('an app has no keys to miss and a program no addresses; everything else is missed', () => {
  const typed = {
    ...empty,
    name: ' Budget Buddy ',
    redirects: 'https://b.example',
    keys: JSON.stringify({ keys: [key] }),
  }
  const third = { ...typed, scopes: scopesOf['third-party'] }
  assert.equal(wholeOf(readDraft(third))?.name, 'Budget Buddy')
  for (const part of ['name', 'redirects', 'keys'] as const)
    assert.equal(wholeOf(readDraft({ ...third, [part]: ' ' })), null, part)
  assert.equal(wholeOf(readDraft(typed)), null)
  const app = wholeOf(readDraft({ ...typed, kind: 'app', scopes: scopesOf.app, keys: '' }))
  assert.deepEqual([app?.keys, app?.scopes], [[], ['bank:use']])
  const program = wholeOf(readDraft({ ...typed, kind: 'program', scopes: ['books:prove'] }))
  assert.deepEqual([program?.redirectUris, program?.keys.length], [[], 1])
})
