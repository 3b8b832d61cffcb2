/** A whole bank with its pages on a port of this machine, and the people who visit it with a browser. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Browser, Page, Response } from 'playwright-core'
import { addDevOutbox } from '#platform/dev-outbox'
import { addReference } from '#platform/reference'
import { prepareWeb } from '#platform/web-build'
import { addWebFiles } from '#platform/web-files'
import { type Person, type TestBankOptions, testBank } from '#testing/bank'
import { openBrowser } from '#testing/browser'

const projectFolder = fileURLToPath(new URL('..', import.meta.url))
/** Sizes of a window, in pixels. */
export const screens = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } }
const patienceMs = 15_000

export type Screen = keyof typeof screens

const found = await openBrowser()
if ('browser' in found) {
  await prepareWeb(projectFolder, 'demo')
  after(() => found.browser.close())
}

export interface VisitOptions {
  /** Who is signed in already; unset, nobody. */
  readonly as?: Person
  readonly screen?: Screen
  readonly colors?: 'light' | 'dark'
  readonly language?: 'en' | 'hi'
  /** Whether staff are asked why they look at customers; unset, their browser says it by itself. */
  readonly isAskedWhy?: boolean
  /** Answers of the bank that belong to the story although they are a no, such as `403 POST /v1/payments/{id}/challenge`. */
  readonly refusals?: readonly string[]
}

/** Someone's browser window and what went wrong in it. */
export interface Visit {
  readonly page: Page
  readonly complaints: readonly string[]
}

// Asking who is signed in is how a page learns that nobody is.
const nobodyThere = '401 GET /v1/me'
const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

const nameOf = (answer: Response): string =>
  `${answer.status()} ${answer.request().method()} ${new URL(answer.url()).pathname.replaceAll(uuid, '{id}')}`

const watch = (page: Page, refusals: readonly string[]): string[] => {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`an error of the page: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    // Answers that are a no are told apart by their request, below.
    const isOfAnswer = message.text().startsWith('Failed to load resource')
    if (message.type() === 'error' && !isOfAnswer) complaints.push(`in the console: ${message.text()}`)
  })
  page.on('requestfailed', (request) => {
    // A page that is left gives up what it had asked for.
    const reason = request.failure()?.errorText ?? ''
    if (reason !== 'net::ERR_ABORTED') complaints.push(`no answer: ${request.method()} ${request.url()} ${reason}`)
  })
  page.on('response', (answer) => {
    if (answer.status() >= 400 && ![nobodyThere, ...refusals].includes(nameOf(answer)))
      complaints.push(`the bank answered ${nameOf(answer)}`)
  })
  return complaints
}

const cookiesOf = (person: Person | undefined, origin: string) => {
  const [name, value] = person?.headers.cookie?.split('=') ?? []
  const page = { name: 'bank-page', value: person?.headers['x-bankserver'] ?? '', url: origin }
  return name && value ? [{ name, value, url: origin }, page] : []
}

const visitor = (browser: Browser, origin: string) => async (path: string, options: VisitOptions) => {
  const reason = options.as?.headers['x-reason']
  const context = await browser.newContext({
    baseURL: origin,
    viewport: screens[options.screen ?? 'phone'],
    colorScheme: options.colors ?? 'light',
    locale: options.language === 'hi' ? 'hi-IN' : 'en-IN',
    reducedMotion: 'reduce',
    ...(reason && !options.isAskedWhy ? { extraHTTPHeaders: { 'x-reason': reason } } : {}),
  })
  context.setDefaultTimeout(patienceMs)
  await context.addCookies(cookiesOf(options.as, origin))
  const page = await context.newPage()
  const complaints = watch(page, options.refusals ?? [])
  await page.goto(path)
  return { page, complaints }
}

const openBank = async (browser: Browser, options: TestBankOptions) => {
  const bank = await testBank({ clock: () => new Date(), ...options })
  addDevOutbox(bank.http, bank.outbox)
  addReference(bank.http)
  const { kioskLocks } = options.lockerParts ?? {}
  await addWebFiles(bank.http, join(projectFolder, 'dist', 'web'), (count) => randomBytes(count), kioskLocks)
  const address = await bank.http.server.listen({ host: '127.0.0.1', port: 0 })
  // Passkeys belong to a name; an address of numbers has none.
  const origin = `http://localhost:${new URL(address).port}`
  bank.origins.push(origin)
  const visit = visitor(browser, origin)
  const visits: Visit[] = []
  return {
    ...bank,
    origin,
    visits,
    /** Opens a path in a browser window of its own. */
    visit: async (path: string, who: VisitOptions = {}): Promise<Page> => {
      const made = await visit(path, who)
      visits.push(made)
      return made.page
    },
    [Symbol.asyncDispose]: async () => {
      // The bank must close whatever became of its visitors.
      await Promise.allSettled(visits.map(({ page }) => page.context().close()))
      await bank[Symbol.asyncDispose]()
    },
  }
}

export type OpenBank = Awaited<ReturnType<typeof openBank>>

const shownBy = async ({ page, complaints }: Visit): Promise<string> => {
  // The page itself may be what hangs.
  const text = await page.innerText('body', { timeout: 2000 }).catch(() => '(nothing that could be read)')
  return [`${page.url()} shows:`, text.slice(0, 3000), ...complaints].join('\n')
}

/** A test in a browser. It fails on whatever goes wrong in a page, too; where there is no browser it is skipped. */
export const journey = (
  name: string,
  options: TestBankOptions,
  story: (bank: OpenBank) => Promise<void>,
): Promise<void> =>
  test(name, { skip: 'missing' in found && found.missing }, async () => {
    if ('missing' in found) return
    await using bank = await openBank(found.browser, options)
    try {
      await story(bank)
    } catch (error) {
      const shown = await Promise.all(bank.visits.map(shownBy))
      throw new Error(`${error instanceof Error ? error.message : error}\n\n${shown.join('\n\n')}`, { cause: error })
    }
    assert.deepEqual(
      bank.visits.flatMap(({ complaints }) => complaints),
      [],
    )
  })

/** A verdict for each share of the balance: up to 30 % passes, to 60 % is challenged, to 95 % is reviewed, above is blocked. */
export const verdictByShare = (share: number): number =>
  share < 0.3 ? 0.01 : share < 0.6 ? 0.6 : share < 0.95 ? 0.8 : 0.99
