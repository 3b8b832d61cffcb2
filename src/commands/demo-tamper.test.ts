import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '#testing/cluster'
import { tamper } from './demo-tamper.ts'

test('every change behind the bank is found, by the check that is meant to, at the leaf that it concerns', async () => {
  const found = await tamper(await testDatabase(), () => {})
  const tell = Object.fromEntries(
    found.map(({ deed, alone, withWitness }) => [deed.name, [alone[0]?.check ?? null, withWitness[0]?.check ?? null]]),
  )
  assert.deepEqual(tell, {
    update: ['row', 'row'],
    delete: ['row', 'row'],
    insert: ['row', 'row'],
    reorder: ['row', 'row'],
    'swapped leaf': ['sheaf', 'sheaf'],
    'swapped entry': ['tile', 'tile'],
    'rewritten checkpoint': ['signature', 'signature'],
    'rewritten log': [null, 'fork'],
    'dropped tail': [null, 'fork'],
  })
  const places = Object.fromEntries(found.map(({ deed, alone }) => [deed.name, alone[0]?.place]))
  // The first leaf announces the keys, so the transfer at place n of the book is leaf n + 1 of the log.
  for (const name of ['update', 'delete', 'reorder', 'swapped leaf', 'swapped entry'])
    assert.equal(places[name], 301, name)
})
