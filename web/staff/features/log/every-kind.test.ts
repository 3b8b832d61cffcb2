import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import i18next from 'i18next'
import { sentenceOf, sentences } from './sentence-of.ts'

// What the words ask a browser for when they are loaded.
Object.assign(globalThis, { localStorage: { getItem: () => 'en' } })
const { isKind } = await import('./kind-words.ts')
await import('./sentence-words.ts')

const modules = new URL('../../../../src/modules/', import.meta.url)

/** Kinds whose leaves say what a table keeps, or what the code hands over. */
const withoutColumns = ['transfer', 'decision', 'configuration', 'keys', 'log-export']

/** Columns of the leaves of each kind that the migrations name; a personal one is a hash, and says nothing. */
const columnsOf = async (): Promise<Map<string, Set<string>>> => {
  const found = new Map<string, Set<string>>()
  for await (const file of glob('*/migrations/*.sql', { cwd: modules })) {
    const text = await readFile(new URL(file, modules), 'utf8')
    for (const [, kind] of text.matchAll(/audit\.append\('([a-z-]+)'/g)) found.set(kind, found.get(kind) ?? new Set())
    for (const [, given] of text.matchAll(/audit\.seal_row\(\s*('[^)]*)\)/g)) {
      const [kind, ...columns] = given.split(',').map((each) => each.trim().slice(1, -1))
      const plain = columns.filter((column) => !column.includes('~'))
      found.set(kind, new Set([...(found.get(kind) ?? []), ...plain]))
    }
  }
  return found
}

const languages = ['en', 'hi'] as const
const textOf = (language: string, namespace: string, key: string): string | undefined =>
  i18next.getResource(language, namespace, key)

/** Every sentence that a kind may be said by, found by saying leaves of all that its columns may hold. */
const keysOf = (kind: string, columns: ReadonlySet<string>): Set<string> => {
  const values = ['x', 'capture', 'refund', 'payer', 'merchant', false]
  const keys = new Set<string>()
  for (const change of ['insert', 'update', 'delete'])
    for (const only of [null, ...columns])
      for (const value of values) {
        const fields = Object.fromEntries(only === null ? [] : [[only, value]])
        keys.add(sentenceOf({ kind, count: 1, content: JSON.stringify({ change, fields }) }).key)
      }
  keys.delete('other')
  return keys
}

test('every kind of leaf that a migration makes has a name and sentences of its own, in both languages', async () => {
  const kinds = [...(await columnsOf()).keys()]
  assert.ok(kinds.length > 60 && kinds.includes('locker-alarm') && kinds.includes('dispute-proposal'))
  for (const kind of new Set([...kinds, ...withoutColumns])) {
    assert.ok(isKind(kind), `${kind} has no name`)
    for (const language of languages)
      assert.ok((textOf(language, 'log-kinds', kind) ?? '').length > 2, `${kind} in ${language}`)
    if (kind !== 'transfer' && kind !== 'decision') assert.ok(sentences[kind], `${kind} has no sentence`)
  }
})

test('a sentence names nothing that its leaf does not hold, and says the same things in both languages', async () => {
  const made = ['amount', 'count', 'kind']
  for (const [kind, columns] of await columnsOf()) {
    if (columns.size === 0) continue
    const keys = keysOf(kind, columns)
    assert.ok(keys.size > 0, `${kind} is said by no sentence`)
    for (const key of keys) {
      const named = languages.map((language) =>
        [...(textOf(language, 'log-sentences', key) ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort(),
      )
      assert.ok((textOf('hi', 'log-sentences', key) ?? '') !== textOf('en', 'log-sentences', key), key)
      assert.deepEqual(named[0], named[1], key)
      for (const name of named[0] ?? [])
        assert.ok(columns.has(name) || (made.includes(name) && name !== 'kind'), `${kind}: ${key} names ${name}`)
    }
  }
})
