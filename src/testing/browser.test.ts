import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser } from './browser.ts'

const page = 'data:text/html,<title>bank</title><p id=sum></p><script>sum.textContent = 1 + 1</script>'

test('a page runs in the browser that was found', async (context) => {
  const found = await openBrowser()
  if ('missing' in found) return context.skip(found.missing)
  const tab = await found.browser.newPage()
  await tab.goto(page)
  assert.equal(await tab.textContent('#sum'), '2')
  await found.browser.close()
})
