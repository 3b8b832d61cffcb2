import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { pointsOf } from './weights.ts'

test('the page about signals has every one of them, with the points that it counts for', async () => {
  const page = await readFile(new URL('../../../../docs/continuous-evaluation.md', import.meta.url), 'utf8')
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (\d+) \| .+ \|$/gm)].map(([, kind, points]) => [
    kind,
    Number(points),
  ])
  assert.deepEqual(Object.fromEntries(rows), pointsOf)
})
