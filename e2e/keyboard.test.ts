import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { see, seeHeading } from './acts.ts'
import { journey, verdictByShare } from './open-bank.ts'

const open = { probability: verdictByShare }
const longestWay = 40

/** How what has the focus looks, together with what stands around it; asked for again without the focus, it must differ. */
const lookOfFocus = `(() => {
  const focused = document.activeElement
  const around = [focused, focused.nextElementSibling, focused.parentElement, focused.parentElement.parentElement]
  const look = () => around.filter(Boolean).flatMap((one) => [null, '::before', '::after'].map((part) => {
    const style = getComputedStyle(one, part)
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor, style.clipPath, style.transform].join()
  })).join(' ')
  const withFocus = look()
  focused.blur()
  const without = look()
  focused.focus({ focusVisible: true })
  return { isVisible: withFocus !== without, html: focused.outerHTML.slice(0, 120) }
})()`

/** Goes from one to the next with the tabulator key until the act has the focus; each stop on the way must show. */
const tabTo = async (page: Page, act: string): Promise<void> => {
  const invisible: string[] = []
  for (let steps = 0; steps < longestWay; steps++) {
    await page.keyboard.press('Tab')
    const { isVisible, html } = await page.evaluate<{ isVisible: boolean; html: string }>(lookOfFocus)
    if (!isVisible) invisible.push(html)
    if ((await page.locator(':focus').innerText()).trim() === act) {
      assert.deepEqual(invisible, [], 'the focus shows at every stop')
      return
    }
  }
  assert.fail(`the tabulator key never reached ${act}`)
}

journey('money can be sent without a mouse, and the focus shows at every stop', open, async (bank) => {
  const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
  const page = await bank.visit('/send', { as: asha, screen: 'desk' })
  await page.getByLabel('Account number').focus()
  await page.keyboard.type(ravi.number)
  await see(page, 'This account belongs to Ravi')
  await page.getByLabel('Amount, INR').focus()
  await page.keyboard.type('100')
  await tabTo(page, 'Send ₹100.00')
  await page.keyboard.press('Enter')
  await seeHeading(page, 'Sent to Ravi')
})

journey('the pause can be answered without a mouse', open, async (bank) => {
  const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
  const { id } = (await bank.send(asha, ravi, 500_000n)).body
  const page = await bank.visit(`/payments/${id}`, { as: asha })
  await seeHeading(page, 'Let us pause here for a moment.')
  await tabTo(page, 'Do not send')
  await page.keyboard.press('Enter')
  await seeHeading(page, 'Not sent')
})

journey('the first stop of the keyboard leads past the navigation', {}, async (bank) => {
  const asha = await bank.holder('Asha')
  for (const [path, shows, who] of [
    ['/overview', 'You can spend', asha],
    ['/staff/books', 'Prove the books now', await bank.person('administrator', 'Farah')],
  ] as const) {
    const page = await bank.visit(path, { as: who, screen: 'desk' })
    await see(page, shows)
    await page.keyboard.press('Tab')
    assert.equal(await page.locator(':focus').innerText(), 'Skip to the main part')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    assert.equal(await page.locator('main :focus').count(), 1, `${path}: the next stop is in the main part`)
  }
})

journey('the focus goes along to the page that a link leads to', {}, async (bank) => {
  const asha = await bank.holder('Asha')
  const page = await bank.visit('/overview', { as: asha, screen: 'desk' })
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'History' }).press('Enter')
  await seeHeading(page, 'History')
  await page.locator('main:focus').waitFor()
})
