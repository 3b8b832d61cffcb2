/** A locker hall in a browser: a kiosk before a camera that shows a face which nobody has, boxes, and their people. */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { type Person, password } from '#testing/bank'
import { openBrowser } from '#testing/browser'
import { press, see, seeHeading } from './acts.ts'
import { cameraArguments } from './fake-camera.ts'
import { filmFace } from './moving-camera.ts'
import type { OpenBank } from './open-bank.ts'

export const secret = '73519046'

/** Somebody is entered at the branch, agrees and sets a secret in their own app. */
export const giveBox = async (bank: OpenBank, teller: Person, owner: Person, box: string): Promise<void> => {
  const path = `/v1/locker/boxes/${box}/holders/${bank.newId()}`
  await bank.ask(teller, 'PUT', path, { person: owner.id, as: 'owner', from: null, until: null })
  const page = await bank.visit('/lockers', { as: owner })
  await seeHeading(page, `${owner.name} is to be an owner of box 214`)
  await page.getByLabel('Your password', { exact: true }).fill(password)
  await press(page, 'Agree')
  await see(page, 'You have agreed.')
  await press(page, 'Set a secret')
  await page.getByLabel('New secret').fill(secret)
  await page.getByLabel('Your password', { exact: true }).fill(password)
  await press(page, 'Set it')
  await see(page, 'Your secret is set.')
}

/** A browser whose camera shows a face that nobody has. */
export const openHall = async (bank: OpenBank) => {
  const folder = await mkdtemp(join(tmpdir(), 'bank-test-hall-'))
  const film = join(folder, 'face.y4m')
  await filmFace(film, 240)
  const found = await openBrowser(cameraArguments(film))
  assert.ok('browser' in found)
  const { browser } = found
  const context = await browser.newContext({
    baseURL: bank.origin,
    viewport: { width: 1280, height: 800 },
    permissions: ['camera'],
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(20_000)
  return {
    context,
    [Symbol.asyncDispose]: async () => {
      await browser.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** A new kiosk gets its key by the code that the console shows once. */
export const setUpKiosk = async (bank: OpenBank, hall: BrowserContext, administrator: Person): Promise<Page> => {
  const console = await bank.visit('/staff/lockers/boxes', { as: administrator, screen: 'desk' })
  await press(console, 'Set up a kiosk')
  await console.getByLabel('Name of the kiosk').fill('Hall 1')
  await console.getByLabel('Branch').fill('Mylapore')
  await press(console, 'Set it up')
  const code = await console.locator('text=/^[A-HJ-NP-Z2-9]{8}$/').first().innerText()
  const kiosk = await hall.newPage()
  await kiosk.goto('/kiosk/')
  await kiosk.getByLabel('Code of the staff').fill(code)
  await press(kiosk, 'Make the key')
  await seeHeading(kiosk, 'Which locker is yours?')
  return kiosk
}

export const typeKeys = async (page: Page, keys: string): Promise<void> => {
  for (const key of keys) await page.getByRole('button', { name: key, exact: true }).click()
}

export const sentCode = async (bank: OpenBank): Promise<string> => {
  await bank.identity.deliver('mail')
  await bank.identity.deliver('sms')
  const letter = bank.outbox.messages.find(({ text }) => /Your code for locker/.test(text))
  return /is (\d{6})\./.exec(letter?.text ?? '')?.[1] ?? ''
}

export const makeBox = async (
  bank: OpenBank,
  administrator: Person,
  drive: object = { kind: 'simulated' },
): Promise<string> => {
  const box = bank.newId()
  const body = { number: '214', branch: 'Mylapore', drive }
  assert.equal((await bank.ask(administrator, 'PUT', `/v1/locker/boxes/${box}`, body)).status, 200)
  return box
}
