import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { see } from './acts.ts'
import { journey, type OpenBank, verdictByShare } from './open-bank.ts'
import { type PageOfBank, pagesOf } from './pages.ts'

const open = { probability: verdictByShare }
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Finding {
  readonly id: string
  readonly impact: string | null
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

/** What axe finds that keeps people out. In a second coat of colors only what depends on colors is looked at again. */
const findBarriers = async (page: Page, rules?: readonly string[]): Promise<string[]> => {
  // Told through the debugger, so that the page's own security policy stays as it is.
  await page.evaluate(axe)
  const options = rules ? { runOnly: { type: 'rule', values: rules } } : {}
  const found: Finding[] = await page.evaluate(
    `axe.run(document, ${JSON.stringify(options)}).then((all) => all.violations)`,
  )
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
    )
}

const paint = async (page: Page, colors: 'light' | 'dark'): Promise<void> => {
  await page.emulateMedia({ colorScheme: colors })
  await page.locator(`html[data-mantine-color-scheme=${colors}]`).waitFor()
}

/** How far a page reaches beyond the edge of the narrowest phone, in pixels. */
const overhangAt320 = async (page: Page): Promise<number> => {
  await page.setViewportSize({ width: 320, height: 640 })
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
}

const look = async (bank: OpenBank, one: PageOfBank, screen: 'phone' | 'desk'): Promise<string[]> => {
  const page = await bank.visit(one.path, { screen, ...(one.as && { as: one.as }) })
  await see(page, one.shows)
  const barriers = await findBarriers(page)
  await paint(page, 'dark')
  barriers.push(...(await findBarriers(page, ['color-contrast'])).map((barrier) => `dark: ${barrier}`))
  const overhang = await overhangAt320(page)
  if (overhang > 0) barriers.push(`reaches ${overhang} pixels beyond 320`)
  await page.context().close()
  return barriers.map((barrier) => `${one.path} (${one.shows}): ${barrier}`)
}

const lookAtAll = async (bank: OpenBank, pages: readonly PageOfBank[], screen: 'phone' | 'desk'): Promise<void> => {
  const barriers: string[] = []
  for (const page of pages) barriers.push(...(await look(bank, page, screen)))
  assert.deepEqual(barriers, [])
}

journey('no page of the customers keeps anybody out, in light, in dark and on a narrow phone', open, async (bank) => {
  await lookAtAll(bank, (await pagesOf(bank)).customer, 'phone')
})

journey('no page of the staff keeps anybody out, in light, in dark and on a narrow phone', open, async (bank) => {
  await lookAtAll(bank, (await pagesOf(bank)).staff, 'desk')
})
