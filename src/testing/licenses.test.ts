import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tidy } from './bill-of-materials.ts'
import { findUnlicensed, isAllowed } from './licenses.ts'

test('of alternative licenses one must be on the list, of joined ones all', () => {
  assert.equal(isAllowed('MIT'), true)
  assert.equal(isAllowed('(MIT OR GPL-3.0-only)'), true)
  assert.equal(isAllowed('MIT AND GPL-3.0-only'), false)
  assert.equal(isAllowed('SEE LICENSE IN EULA.txt'), false)
  assert.equal(isAllowed(''), false)
})

test('a package with another license, or with none, is named', () => {
  const packages = {
    '': {},
    'node_modules/good': { license: 'ISC' },
    'node_modules/a/node_modules/@b/copyleft': { license: 'AGPL-3.0-only' },
    'node_modules/silent': {},
  }
  assert.deepEqual(findUnlicensed(packages), ['@b/copyleft: AGPL-3.0-only', 'silent: states no license'])
})

test('the bill of materials says what is in it, not where it was fetched from', () => {
  const component = {
    name: 'left-pad',
    externalReferences: [
      { type: 'distribution', url: 'https://mirror.example/left-pad.tgz' },
      { type: 'website', url: 'https://left-pad.example' },
    ],
  }
  const bill = tidy({ metadata: { component: { name: 'some-folder' } }, components: [component] }, 'bankserver')
  assert.equal(JSON.stringify(bill).includes('mirror'), false)
  assert.equal(JSON.stringify(bill).includes('left-pad.example'), true)
  assert.equal(bill.metadata.component.name, 'bankserver')
})
