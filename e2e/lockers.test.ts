import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BrowserContext, Page } from 'playwright-core'
import { lookOf } from '#perception/test-pictures'
import { type Person, password } from '#testing/bank'
import { press, see, seeHeading, signWithPassword } from './acts.ts'
import { giveBox, makeBox, openHall, secret, sentCode, setUpKiosk, typeKeys } from './locker-hall.ts'
import { journey, type OpenBank } from './open-bank.ts'

const made = {
  'turn-left': (person: number) => lookOf(person, { turn: 0.4, yaw: 25 }, -0.5),
  'turn-right': (person: number) => lookOf(person, { turn: -0.4, yaw: -25 }, 0.5),
  'look-up': (person: number) => lookOf(person, { tilt: 0.3, pitch: -20 }),
  blink: (person: number) => lookOf(person, { eyes: 0.15 }),
}
type Motion = keyof typeof made

/** What a person who follows the kiosk looks like: straight twice, then each motion and straight after it, eight pictures at least. */
const following = (person: number, motions: readonly Motion[]) => {
  const shots = motions.map(() => 1)
  for (let more = 8 - (2 + 2 * motions.length), index = 0; more > 0; more--, index++) shots[index % shots.length]++
  const straight = lookOf(person)
  const moves = motions.flatMap((motion, index) => [
    ...Array.from({ length: shots[index] }, () => made[motion](person)),
    straight,
  ])
  return [straight, straight, ...moves]
}

/** The bank's eyes see somebody who does what was asked of the attempt that begins next. */
const seeFollowing = async (bank: OpenBank, page: Page, person = 1): Promise<void> => {
  const answer = await page.waitForResponse((response) => /\/attempts\/[\w-]+$/.test(response.url()))
  const looks = following(person, (await answer.json()).challenge.motions)
  let next = 0
  bank.eyes.see = (jpeg) => {
    assert.deepEqual([...jpeg.subarray(0, 2)], [0xff, 0xd8])
    return looks[next++] ?? lookOf(person)
  }
}

const poses = {
  straight: lookOf(1),
  left: lookOf(1, { turn: 0.1 }, -0.1),
  right: lookOf(1, { turn: -0.1 }, 0.1),
  up: lookOf(1, { tilt: 0.46 }),
  down: lookOf(1, { tilt: 0.54 }),
}

const signInAs = async (context: BrowserContext, bank: OpenBank, who: Person): Promise<void> => {
  const [name = '', value = ''] = who.headers.cookie?.split('=') ?? []
  const page = { name: 'bank-page', value: who.headers['x-bankserver'] ?? '', url: bank.origin }
  await context.addCookies([{ name, value, url: bank.origin }, page])
}

/** One member of the staff takes the pictures before the branch's camera and signs; another one grants it. */
const enroll = async (bank: OpenBank, hall: BrowserContext, [first, second]: readonly Person[], owner: Person) => {
  const id = bank.newId()
  await bank.ask(first, 'PUT', `/v1/locker/enrollments/${id}`, { person: owner.id })
  const { body } = await bank.ask(owner, 'GET', '/v1/locker/mine')
  await bank.ask(owner, 'POST', `/v1/locker/mine/consents/${body.consents[0].id}`, {
    answer: 'agree',
    proof: { password },
  })
  await signInAs(hall, bank, first)
  const page = await hall.newPage()
  await page.goto(`/staff/lockers/faces/${id}`)
  for (const [pose, look] of Object.entries(poses)) {
    bank.eyes.see = () => look
    const taken = page.waitForResponse((answer) => answer.url().endsWith('/poses'))
    await page.locator('button:not([aria-busy])', { hasText: 'Take this picture' }).click()
    assert.equal((await (await taken).json()).isTaken, true, pose)
  }
  await press(page, 'Sign and hand on')
  await page.getByLabel('What you looked at').fill('She sat before me.')
  await signWithPassword(page)
  await page.getByRole('complementary').getByRole('button', { name: 'Sign and hand on' }).click()
  await see(page, 'Signed. It waits for a second person.')
  await page.close()
  const other = await bank.visit(`/staff/lockers/faces/${id}`, { as: second })
  await press(other, 'Decide')
  await other.getByLabel('Grant it').check()
  await other.getByLabel('What you looked at').fill('I saw her, too.')
  await signWithPassword(other)
  await press(other, 'Sign and grant it')
  await see(other, 'It is granted.')
  await hall.clearCookies()
}

journey(
  'an owner is enrolled and passes four doors before the camera; a stranger does not, and the owner is told',
  {},
  async (bank) => {
    const administrator = await bank.person('administrator', 'Farah')
    const tellers = [await bank.person('teller', 'Tara'), await bank.person('teller', 'Tej')]
    const ada = await bank.person('customer', 'Ada')
    const box = await makeBox(bank, administrator)
    await giveBox(bank, tellers[0], ada, box)
    await using hall = await openHall(bank)
    await enroll(bank, hall.context, tellers, ada)
    const kiosk = await setUpKiosk(bank, hall.context, administrator)
    const board = await bank.visit('/staff/lockers', { as: tellers[0], screen: 'desk' })
    await seeHeading(board, 'Boxes')

    await typeKeys(kiosk, '214')
    const begun = seeFollowing(bank, kiosk)
    await press(kiosk, 'Begin')
    await begun
    await see(board, 'Somebody stands before box 214')
    await press(kiosk, 'I am ready')
    await seeHeading(kiosk, 'Type your secret.')
    await typeKeys(kiosk, secret)
    await press(kiosk, 'Go on')
    await seeHeading(kiosk, 'Type the six digits we sent.')
    await typeKeys(kiosk, await sentCode(bank))
    await press(kiosk, 'Go on')
    await press(kiosk, 'Open locker 214')
    await seeHeading(kiosk, /Locker 214 is (free|open)/)
    // Somebody pulls the door, and shuts it again.
    await bank.db.query("update locker.simulated_lock set state = 'open' where box = $1", [box])
    await sleep(1_100)
    await bank.locker.watch()
    await seeHeading(kiosk, 'Locker 214 is open.')
    await see(board, 'Box 214 is open')
    await bank.db.query("update locker.simulated_lock set state = 'locked' where box = $1", [box])
    await sleep(1_100)
    await bank.locker.watch()
    await seeHeading(kiosk, 'Locker 214 is shut again.')
    await press(kiosk, 'Finish')
    await seeHeading(kiosk, 'Which locker is yours?')

    await board.goto('/staff/lockers/visits')
    await see(board, 'Opened and shut')
    await see(board, 'Ada')

    await typeKeys(kiosk, '214')
    const again = seeFollowing(bank, kiosk, 2)
    await press(kiosk, 'Begin')
    await again
    await press(kiosk, 'I am ready')
    await seeHeading(kiosk, 'Locker 214 stays shut.')
    await see(kiosk, 'We do not know you as an owner of this locker. Its owner has been told.')
    const own = await bank.visit('/lockers', { as: ada })
    await seeHeading(own, 'Somebody was not let in at box 214')
    await press(own, 'Look at the picture')
    await own.getByAltText('Picture that the kiosk took').waitFor()
    const shown =
      "document.querySelector('main img').decode().then((_) => document.querySelector('main img').naturalWidth)"
    assert.ok(Number(await own.evaluate(shown)) >= 320)
    await press(own, 'It was not me')
    await see(own, /You said: it was not me/)
    await board.goto('/staff/lockers')
    await seeHeading(board, 'The owner says: it was not me')
  },
)
