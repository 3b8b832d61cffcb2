import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { isNamedLine } from '../../line-names.ts'
import { isNamedKind } from './kind-names.ts'

const modules = fileURLToPath(new URL('../../../../src/modules', import.meta.url))

/** What two people sign, as the modules name it: every text of this shape in a file that speaks of approvals. */
const readNames = async () => {
  const [kinds, lines] = [new Set<string>(), new Set<string>()]
  for await (const file of glob('**/*.ts', { cwd: modules })) {
    if (file.endsWith('.test.ts')) continue
    const text = await readFile(`${modules}/${file}`, 'utf8')
    for (const [, kind] of text.matchAll(/kind(?:: | = )'([a-z]+\.[a-z-]+)'|Kind = '([a-z]+\.[a-z-]+)'/g))
      if (kind) kinds.add(kind)
    for (const [, kind] of text.matchAll(/Kind = '([a-z]+\.[a-z-]+)'/g)) kinds.add(kind)
    if (/WaitingApproval|\blines:/.test(text))
      for (const [, what] of text.matchAll(/\{ what: '([a-z-]+)', value/g)) lines.add(what)
  }
  return { kinds: [...kinds].sort(), lines: [...lines].sort() }
}

test('whatever two people sign has words, and so has each of its lines', async () => {
  const { kinds, lines } = await readNames()
  for (const known of ['roles.person', 'fraud.proposal', 'products.fees', 'locker.release'])
    assert.ok(kinds.includes(known), known)
  assert.ok(lines.length > 20)
  assert.deepEqual(
    kinds.filter((kind) => !isNamedKind(kind)),
    [],
  )
  assert.deepEqual(
    lines.filter((what) => !isNamedLine(what)),
    [],
  )
})
