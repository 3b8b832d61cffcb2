import assert from 'node:assert/strict'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import type { Person } from '#testing/bank'
import { see } from './acts.ts'
import { journey, type OpenBank, type Screen, screens, verdictByShare } from './open-bank.ts'
import { type PageOfBank, pagesOf } from './pages.ts'

const open = { probability: verdictByShare }

interface Finding {
  readonly id: string
  readonly impact: string | null
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

/** What axe finds that keeps people out. In a second coat of colors only what depends on colors is looked at again. */
const findBarriers = async (page: Page, rules?: readonly string[]): Promise<string[]> => {
  const options = { resultTypes: ['violations'], ...(rules && { runOnly: { type: 'rule', values: rules } }) }
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

/** How far a page reaches beyond its edge when all of its writing is twice as large, as its reader can choose. */
const overhangOfLargeType = async (page: Page, screen: Screen): Promise<number> => {
  await page.setViewportSize(screens[screen])
  return page.evaluate(`(() => {
    const root = document.documentElement
    root.dataset.type = '200'
    const overhang = root.scrollWidth - root.clientWidth
    root.dataset.type = '100'
    return overhang
  })()`)
}

const look = async (page: Page, { path, shows }: PageOfBank, screen: Screen): Promise<string[]> => {
  await page.setViewportSize(screens[screen])
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto(path)
  await see(page, shows)
  // Told through the debugger, so that the page's own security policy stays as it is.
  await page.evaluate(axe.source)
  const barriers = await findBarriers(page)
  await paint(page, 'dark')
  barriers.push(...(await findBarriers(page, ['color-contrast'])).map((barrier) => `dark: ${barrier}`))
  const overhang = await overhangAt320(page)
  if (overhang > 0) barriers.push(`reaches ${overhang} pixels beyond 320`)
  // It is chosen in the customers' profile; their pages hold at it.
  for (const size of path.startsWith('/staff') ? [] : (['phone', 'desk'] as const)) {
    const large = await overhangOfLargeType(page, size)
    if (large > 0) barriers.push(`with its writing twice as large it reaches ${large} pixels beyond the ${size}`)
  }
  return barriers.map((barrier) => `${path} (${shows}): ${barrier}`)
}

/** Everybody looks at their pages in one window, as people do. */
const lookAtAll = async (bank: OpenBank, pages: readonly PageOfBank[], screen: Screen): Promise<void> => {
  const windows = new Map<Person | undefined, Page>()
  const barriers: string[] = []
  for (const one of pages) {
    const page = windows.get(one.as) ?? (await bank.visit('/mark.svg', one.as && { as: one.as }))
    windows.set(one.as, page)
    barriers.push(...(await look(page, one, screen)))
  }
  assert.deepEqual(barriers, [])
}

journey('no page of the customers keeps anybody out, in light, in dark and on a narrow phone', open, async (bank) => {
  await lookAtAll(bank, (await pagesOf(bank)).customer, 'phone')
})

journey('no page of the staff keeps anybody out, in light, in dark and on a narrow phone', open, async (bank) => {
  await lookAtAll(bank, (await pagesOf(bank)).staff, 'desk')
})
