import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { anyone } from '#platform/http'
import { testBank } from '#testing/bank'

const file = new URL('../docs/continuous-evaluation.md', import.meta.url)

test('open however unusual a session is are only the paths that the page names', async () => {
  await using bank = await testBank()
  const open = bank.http.routes
    .filter(({ may, openUpTo }) => may !== anyone && openUpTo === 'high')
    .map(({ endpoint }) => `- \`${endpoint.method} ${endpoint.path}\``)
    .sort()
  const page = await readFile(file, 'utf8')
  const named = page.match(/^- `(GET|POST|PUT|PATCH|DELETE) \/.+`$/gm)?.sort()
  assert.deepEqual(named, open)
})

test('every other path that reads is open up to a raised session at most, and every one that changes to usual ones', async () => {
  await using bank = await testBank()
  const wrong = bank.http.routes.filter(
    ({ endpoint, openUpTo }) => openUpTo !== 'high' && openUpTo !== (endpoint.method === 'GET' ? 'raised' : 'usual'),
  )
  assert.deepEqual(
    wrong.map(({ endpoint }) => endpoint.path),
    [],
  )
})
