/** Paying by keyboard alone, with large writing, beeps, and what a screen reader says. */
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { see, seeHeading } from './acts.ts'
import { journey, verdictByShare } from './open-bank.ts'

const open = { probability: verdictByShare }
const longestWay = 60

/** Notes the tones that the page would sound, in whole hertz. */
const listen = `(() => {
  window.heard = []
  const make = AudioContext.prototype.createOscillator
  AudioContext.prototype.createOscillator = function () {
    const tone = make.call(this)
    const start = tone.start.bind(tone)
    tone.start = (at) => { window.heard.push(Math.round(tone.frequency.value)); start(at) }
    return tone
  }
})()`

const heard = (page: Page): Promise<number[]> => page.evaluate('window.heard.splice(0)')

const nameOfFocus = `(() => {
  const one = document.activeElement
  const labelled = one.getAttribute('aria-labelledby')
  const label = labelled ? document.getElementById(labelled)?.textContent : one.labels?.[0]?.textContent
  return (one.getAttribute('aria-label') ?? label ?? one.textContent ?? '').trim()
})()`

/** Goes on with one key until what has the focus bears the name. */
const goTo = async (page: Page, name: string, key = 'Tab'): Promise<void> => {
  for (let steps = 0; steps < longestWay; steps++) {
    await page.keyboard.press(key)
    if ((await page.evaluate<string>(nameOfFocus)).startsWith(name)) return
  }
  assert.fail(`${key} never reached ${name}`)
}

const seeTold = async (page: Page, text: string): Promise<void> => {
  await page.locator('[data-told]', { hasText: text }).first().waitFor({ state: 'attached' })
}

const overhang = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'

journey('a payment is made by keyboard alone, twice as large, beeped and told step by step', open, async (bank) => {
  const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
  const page = await bank.visit('/mark.svg', { as: asha })
  await page.context().addInitScript(listen)
  await page.goto('/profile')
  await see(page, 'Reading and hearing')
  await goTo(page, 'Usual')
  await page.keyboard.press('ArrowUp')
  assert.equal(await page.evaluate('getComputedStyle(document.documentElement).fontSize'), '32px')
  await goTo(page, 'No beeps')
  await page.keyboard.press('ArrowDown')
  await goTo(page, 'The payee is known')
  await page.keyboard.press('Enter')
  assert.deepEqual(await heard(page), [587])

  await page.goto('/send')
  await see(page, 'Pay to a name, phone or email')
  assert.equal(await page.evaluate('getComputedStyle(document.documentElement).fontSize'), '32px', 'it was kept')
  await goTo(page, 'Account number')
  await page.keyboard.type(ravi.number)
  await seeTold(page, 'You pay Ravi. Next: the amount.')
  assert.deepEqual(await heard(page), [587])
  await goTo(page, 'Amount')
  await page.keyboard.type('100')
  await seeTold(page, '₹100.00 to Ravi. ₹9,900.00 will be left to spend. Next: send it.')
  assert.deepEqual(await heard(page), [587, 698])
  assert.equal(await page.evaluate(overhang), 0)
  await goTo(page, 'Send ₹100.00')
  await page.keyboard.press('Enter')
  await seeHeading(page, 'Sent to Ravi')
  await seeTold(page, 'Done. ₹100.00 to Ravi is written in the book.')
  assert.deepEqual(await heard(page), [587, 698, 880])
  assert.equal(await page.evaluate(overhang), 0)
})

journey('nothing beeps for whoever did not choose it, and the steps are told all the same', open, async (bank) => {
  const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
  const page = await bank.visit('/mark.svg', { as: asha })
  await page.context().addInitScript(listen)
  await page.goto(`/send?to=${ravi.number}`)
  await see(page, 'This account belongs to Ravi')
  await goTo(page, 'Amount')
  await page.keyboard.type('5000')
  await goTo(page, 'Send ₹5,000.00')
  await page.keyboard.press('Enter')
  await seeHeading(page, 'Let us pause here for a moment.')
  await seeTold(page, 'Paused. Nothing has moved. ₹5,000.00 waits for your choice.')
  assert.deepEqual(await heard(page), [])
})

journey('whoever ran out of time to choose sends the same again without typing it anew', open, async (bank) => {
  const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
  const page = await bank.visit(`/send?to=${ravi.number}`, { as: asha })
  await see(page, 'This account belongs to Ravi')
  await page.getByLabel('Amount, INR').fill('5000')
  await page.getByLabel('What it is for (optional)').fill('The roof')
  await page.getByRole('button', { name: 'Send ₹5,000.00' }).click()
  await seeHeading(page, 'Let us pause here for a moment.')
  // The clock of the bank is the real one here; the end of the time to choose is moved instead.
  await bank.db.query(`update payments.payment set expires_at = now() - interval '1 second' where state = 'challenged'`)
  await bank.payments.endDue()
  await page.reload()
  await see(page, 'The time to choose is over, so nothing moved.')
  await page.getByRole('link', { name: 'Send the same again' }).click()
  await see(page, 'This account belongs to Ravi')
  assert.equal(await page.getByLabel('Amount, INR').inputValue(), '5,000.00')
  assert.equal(await page.getByLabel('What it is for (optional)').inputValue(), 'The roof')
})

let ahead = 0
const movable = { ...open, clock: () => new Date(Date.now() + ahead) }

journey('a code that ended while it was being paid leaves what it said', movable, async (bank) => {
  const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
  const asked = { product: ravi.product, kind: 'dynamic', minor: '25000', note: 'Two teas', lifeSeconds: 30 }
  const { link } = (await bank.ask(ravi, 'POST', '/v1/payment-codes', asked)).body
  const refused = '422 PUT /v1/payments/{id}'
  const page = await bank.visit(`/send?code=${encodeURIComponent(link)}`, { as: asha, refusals: [refused] })
  await see(page, 'Filled in by a code that Ravi has signed')
  ahead = 31_000
  await page.getByRole('button', { name: 'Send ₹250.00' }).click()
  await page.getByRole('button', { name: 'Keep what stands here and pay Ravi without the code' }).click()
  await page.getByRole('button', { name: 'Send ₹250.00' }).click()
  await seeHeading(page, 'Sent to Ravi')
  await see(page, 'Two teas')
})
