import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'
import { type UnpackedBrowser, unpackBrowser } from './packaged-browser.ts'

/** A running browser and where it came from, or the sentence that says why there is none. */
export type BrowserSearch = { browser: Browser; source: string } | { missing: string }

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

const onPath =
  'command -v chromium || command -v chromium-browser || command -v google-chrome || command -v google-chrome-stable'
const launchPatienceMs = 30_000

/** Opens the machine's Chromium or Chrome, else the one among the packages. A browser that does not start is not there. `more` are further arguments. */
export async function openBrowser(more: readonly string[] = []): Promise<BrowserSearch> {
  const installed = await findInstalled()
  const candidates = [
    ...(installed === undefined ? [] : [() => Promise.resolve({ program: installed })]),
    unpackBrowser,
  ]
  const reasons: string[] = []
  for (const find of candidates) {
    try {
      const candidate = await find()
      return { browser: await launch(candidate, more), source: candidate.program }
    } catch (error) {
      // The next one may start; the reasons are said together when none does.
      reasons.push(firstLine(error))
    }
  }
  return {
    missing: `no browser starts here, so nothing was tried in one (${reasons.join('; ')}). Install Chromium or Chrome.`,
  }
}

async function findInstalled(): Promise<string | undefined> {
  const found = await promisify(execFile)('sh', ['-c', onPath]).catch(() => ({ stdout: '' }))
  for (const place of [found.stdout.trim(), ...usualPlaces]) {
    const isThere = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return place
  }
  return undefined
}

function launch({ program, args = [], environment }: UnpackedBrowser, more: readonly string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: program,
    args: [...args, ...more],
    timeout: launchPatienceMs,
    ...(environment && { env: environment }),
  })
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.split('\n', 1)[0] ?? ''
}
