import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { password } from '#testing/bank'
import { follow, press, see, seeHeading, send } from './acts.ts'

import { journey, type OpenBank, verdictByShare } from './open-bank.ts'

const passwordRefused = '403 POST /v1/payments/{id}/challenge'

/** Asha, who usually sends a hundred rupees, is about to send half of her money to somebody new. */
const sendHalf = async (bank: OpenBank) => {
  const [asha, meena, ravi] = [
    await bank.holder('Asha', 1_050_000n),
    await bank.holder('Meena'),
    await bank.holder('Ravi'),
  ]
  for (let times = 0; times < 5; times++) await bank.send(asha, meena, 10_000n)
  const page = await bank.visit('/send', { as: asha, refusals: [passwordRefused] })
  await send(page, { to: ravi, rupees: '5000', reads: '₹5,000.00' })
  await seeHeading(page, 'Let us pause here for a moment.')
  return { asha, ravi, page }
}

const giveProof = async (page: Page, proof: string): Promise<void> => {
  await page.getByLabel('Your password', { exact: true }).fill(proof)
  await press(page, 'I know Ravi and I am sure')
}

journey(
  'a payment that stands out is paused and settles with the password',
  { probability: verdictByShare },
  async (bank) => {
    const { asha, ravi, page } = await sendHalf(bank)
    assert.equal(await page.locator(':focus').textContent(), 'Let us pause here for a moment.')
    const { body } = await bank.ask(asha, 'GET', new URL(page.url()).pathname.replace('/payments/', '/v1/payments/'))
    const [strongest] = body.reasons
    const pause = page.getByRole('region', { name: 'Let us pause here for a moment.' })
    await pause.getByText(strongest.sentence.replace(/\.$/, '')).waitFor()
    await see(page, 'You usually send')
    await see(page, 'This time')
    assert.ok(await page.getByRole('radio', { name: 'Wait twelve hours' }).isChecked(), 'the safest choice comes first')

    const hurried = page.getByText('Then please stop here.')
    assert.equal(await hurried.count(), 0)
    await press(page, 'Yes')
    await hurried.waitFor()

    await page.getByRole('radio', { name: 'I know Ravi and I am sure' }).check()
    await giveProof(page, 'not my password')
    await see(page, 'This is not your password.')
    assert.equal(await bank.balance(asha.product), 1_000_000n)
    await giveProof(page, password)
    await seeHeading(page, 'Sent to Ravi')
    assert.deepEqual([await bank.balance(asha.product), await bank.balance(ravi.product)], [500_000n, 500_000n])
  },
)

journey('a payment that is not sent after the pause moves nothing', { probability: verdictByShare }, async (bank) => {
  const { asha, ravi, page } = await sendHalf(bank)
  await press(page, 'Do not send')
  await seeHeading(page, 'Not sent')
  await see(page, 'Nothing moved.')
  assert.deepEqual([await bank.balance(asha.product), await bank.balance(ravi.product)], [1_000_000n, 0n])
})

journey(
  'a payment that waits is set aside, and one tap takes it back',
  { probability: verdictByShare },
  async (bank) => {
    const { asha, ravi, page } = await sendHalf(bank)
    await press(page, 'Wait twelve hours')
    await seeHeading(page, /^Waits until /)
    await see(page, '₹5,000.00 is set aside.')
    assert.equal((await bank.ledger.balances([asha.product])).get(asha.product)?.available, 500_000n)
    await press(page, 'Take it back')
    await seeHeading(page, 'Not sent')
    assert.deepEqual([await bank.balance(asha.product), await bank.balance(ravi.product)], [1_000_000n, 0n])
  },
)

journey('one rupee goes first, and the rest when it has arrived', { probability: verdictByShare }, async (bank) => {
  const { asha, ravi, page } = await sendHalf(bank)
  await page.getByRole('radio', { name: 'Send ₹1.00 first' }).check()
  await page.getByLabel('Your password', { exact: true }).fill(password)
  await press(page, 'Send ₹1.00 first')
  await seeHeading(page, 'Did ₹1.00 reach Ravi?')
  assert.deepEqual([await bank.balance(asha.product), await bank.balance(ravi.product)], [999_900n, 100n])
  assert.ok(await page.getByRole('radio', { name: 'Keep the ₹4,999.00' }).isChecked(), 'the safe choice comes first')

  await page.getByRole('radio', { name: 'It arrived, send the ₹4,999.00' }).check()
  await press(page, 'It arrived, send the ₹4,999.00')
  await see(page, 'Please write your password.')
  await page.getByLabel('Your password', { exact: true }).fill(password)
  await press(page, 'It arrived, send the ₹4,999.00')
  await seeHeading(page, 'Sent to Ravi')
  assert.deepEqual([await bank.balance(asha.product), await bank.balance(ravi.product)], [500_000n, 500_000n])
})

journey(
  'who did not ask for a payment says so, and it is taken back',
  { probability: verdictByShare },
  async (bank) => {
    const { asha, ravi, page } = await sendHalf(bank)
    await see(page, 'You did not ask for this?')
    await press(page, 'It was not me')
    await see(page, 'Nothing moved.')
    const labels = await bank.db.query('select is_fraud, source from fraud.label')
    assert.deepEqual(labels, [{ is_fraud: true, source: 'customer' }])
    assert.deepEqual([await bank.balance(asha.product), await bank.balance(ravi.product)], [1_000_000n, 0n])
  },
)

journey('after one rupee the rest can stay', { probability: verdictByShare }, async (bank) => {
  const { asha, page } = await sendHalf(bank)
  await page.getByRole('radio', { name: 'Send ₹1.00 first' }).check()
  await page.getByLabel('Your password', { exact: true }).fill(password)
  await press(page, 'Send ₹1.00 first')
  await press(page, 'Keep the ₹4,999.00')
  await see(page, '₹1.00 went to Ravi, ₹4,999.00 stayed with you.')
  assert.equal(await bank.balance(asha.product), 999_900n)
})

journey(
  'of a stopped payment one can say that it was oneself, and reads what that does',
  { probability: verdictByShare },
  async (bank) => {
    const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
    const { id } = (await bank.send(asha, ravi, 1_000_000n)).body
    const page = await bank.visit(`/payments/${id}`, { as: asha })
    await see(page, 'It stays stopped')
    await press(page, 'It was me')
    await see(page, /^You told us on /)
    await see(page, 'The people who look into payments have been told.')

    const desk = await bank.visit('/staff/cases', { as: await bank.person('analyst', 'Priya'), screen: 'desk' })
    await see(desk, /“It was me”/)
    await follow(desk, 'Asha')
    await see(desk, 'A thief says “it was me” too')
    await desk.getByRole('radio', { name: 'It was the customer' }).check()
    await press(desk, 'Write the answer')
    await see(desk, 'Please write it in a few words.')
    await desk.getByLabel('How you found out').fill('Called her old number; she knew the invoice.')
    await press(desk, 'Write the answer')
    await see(desk, 'This case is closed.')
    await see(desk, /Found that it was the customer/)
    assert.equal(await bank.balance(ravi.product), 0n)
  },
)
