import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chromium } from 'playwright-core'
import { unpackBrowser } from './packaged-browser.ts'

const page = 'data:text/html,<title>bank</title><p id=sum></p><script>sum.textContent = 1 + 1</script>'

test('a page runs in the packaged browser, which needs no installed one', async (context) => {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return context.skip('the packaged browser is for Linux on x64')
  const { program, args, environment } = await unpackBrowser()
  const browser = await chromium.launch({ executablePath: program, args: args ?? [], env: environment ?? {} })
  const tab = await browser.newPage()
  await tab.goto(page)
  assert.equal(await tab.textContent('#sum'), '2')
  await browser.close()
})
