/** How long a browser takes over a receipt, without the bank: the page that anyone may save, opened from a folder. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { BrowserContext, Page } from 'playwright-core'
import { buildWholePages } from '#platform/web-whole-page'
import { openBrowser } from '#testing/browser'
import { type Times, timesOf } from './times.ts'

export interface BrowserReport {
  readonly browser: string
  /** What the page does when it is opened: it checks a receipt that it brings along, with code that has never run. */
  readonly self_test: Times
  /** Of a page that was opened for it, and has checked nothing since. */
  readonly first: Times
  /** Of one page, one receipt after the other. */
  readonly again: Times
}

const pagesOpened = 20
const checksAgain = 200
const web = fileURLToPath(new URL('../../web', import.meta.url))

const tookOf = (page: Page, name: string): Promise<number> =>
  page.evaluate(`performance.getEntriesByName('${name}').at(-1).duration`)

/** Puts a receipt into the field as a person pastes it; answers how long the check took, once the page shows that it is proved. */
const check = async (page: Page, receipt: string): Promise<number> => {
  await page.fill('#paste', '')
  await page.fill('#paste', receipt)
  await page.waitForSelector('.slip:not(.wrong) .disc')
  return tookOf(page, 'check-receipt')
}

const openPage = async (context: BrowserContext, file: string): Promise<Page> => {
  const page = await context.newPage()
  await page.goto(pathToFileURL(file).href)
  return page
}

const timeChecks = async (context: BrowserContext, file: string, receipt: string) => {
  const [selfTest, first]: [number[], number[]] = [[], []]
  for (let turn = 0; turn < pagesOpened; turn++) {
    const page = await openPage(context, file)
    first.push(await check(page, receipt))
    selfTest.push(await tookOf(page, 'self-test'))
    await page.close()
  }
  const page = await openPage(context, file)
  const again: number[] = []
  for (let turn = 0; turn < checksAgain; turn++) again.push(await check(page, receipt))
  return { self_test: timesOf(selfTest), first: timesOf(first), again: timesOf(again) }
}

/** Both signatures, the hash of the leaf and the way to the root, all in the browser and without a network. Throws where there is no browser. */
export const measureBrowser = async (receipt: string): Promise<BrowserReport> => {
  const found = await openBrowser()
  if ('missing' in found) throw new Error(found.missing)
  const folder = await mkdtemp(join(tmpdir(), 'bank-bench-page-'))
  try {
    await buildWholePages(web, folder)
    const context = await found.browser.newContext({ offline: true })
    const file = join(folder, 'verify', 'index.html')
    return { browser: found.browser.version(), ...(await timeChecks(context, file, receipt)) }
  } finally {
    await found.browser.close()
    await rm(folder, { recursive: true })
  }
}
