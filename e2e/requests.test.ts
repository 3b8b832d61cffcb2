import assert from 'node:assert/strict'
import { follow, press, see, seeHeading } from './acts.ts'
import { journey } from './open-bank.ts'

journey('two friends are asked for their part of a bill; one pays, one declines', {}, async (bank) => {
  const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi', 500_000n)]
  const meena = await bank.holder('Meena', 500_000n)
  await bank.ask(ravi, 'PUT', '/v1/aliases/ravi', { product: ravi.product })

  const page = await bank.visit('/overview', { as: asha })
  await follow(page, 'Ask for money')
  await seeHeading(page, 'Ask for money')
  await press(page, 'Ask')
  await see(page, 'Please choose whom you ask.')
  await page.getByLabel('Name at the bank, phone or email').fill('ravi@bank')
  await page.getByLabel('Their name, as you know it').fill('Ravi')
  await press(page, 'Check the name')
  await see(page, 'The name is right.')
  await press(page, 'Somebody else')
  await page.getByLabel('By account number').check()
  await page.getByLabel('Account number', { exact: true }).fill(meena.number)
  await see(page, 'This account belongs to Meena')
  await press(page, 'Add this person')
  await page.getByLabel('The whole bill, INR').fill('1000')
  await page.getByLabel('What it is for').fill('Dinner')
  await press(page, 'Ask for ₹1,000.00')
  await seeHeading(page, 'Requests')
  await see(page, 'Dinner')

  const hers = await bank.visit('/overview', { as: ravi })
  await follow(hers, 'Asha asks you for ₹333.33')
  await seeHeading(hers, 'Asha asks you')
  await see(hers, 'Dinner')
  await press(hers, 'Pay ₹333.33')
  await seeHeading(hers, 'Sent to Asha')

  const other = await bank.visit('/requests', { as: meena })
  await follow(other, 'Asha')
  await press(other, 'Decline')
  await see(other, 'Declined')

  await page.goto('/requests')
  await see(page, 'Paid')
  await see(page, 'Declined')
  assert.equal(await bank.balance(asha.product), 1_033_333n)
})

journey('somebody is paid under a name that they chose, once the name was checked', {}, async (bank) => {
  const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
  const his = await bank.visit('/profile', { as: ravi })
  await follow(his, 'To your names')
  await his.getByLabel('Name, without @bank').fill('ravi.k')
  await press(his, 'Choose')
  await see(his, 'ravi.k@bank')
  await press(his, 'Be paid under it')
  await see(his, /Switched on/)

  const refusals = ['404 POST /v1/payee-checks']
  const page = await bank.visit('/send', { as: asha, refusals })
  await press(page, 'Pay to a name, phone or email')
  await page.getByLabel('Name at the bank, phone or email').fill('nobody@bank')
  await page.getByLabel('Their name, as you know it').fill('Ravi')
  await press(page, 'Check the name')
  await see(page, /Nobody can be paid under this/)
  await page.getByLabel('Name at the bank, phone or email').fill('ravi@bank.test')
  await press(page, 'Check the name')
  await see(page, 'The name is right.')
  await page.getByLabel('Amount, INR').fill('250')
  await press(page, 'Send ₹250.00')
  await seeHeading(page, 'Sent to Ravi')
  assert.equal(await bank.balance(ravi.product), 25_000n)
})

journey(
  'a swindler who asks for money is warned of where their words are read, and paying pauses',
  {},
  async (bank) => {
    const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
    const note = 'KYC expired, move to safe account'
    const split = { kind: 'amounts', shares: [{ payer: asha.number, minor: '45000' }] }
    const { body } = await bank.ask(ravi, 'PUT', `/v1/bills/${bank.newId()}`, { to: ravi.product, note, split })
    const page = await bank.visit(`/requests/${body.requests[0].id}`, { as: asha })
    await see(page, 'We looked at what Ravi wrote, and this stands out:')
    await see(page, /There is no “safe account”/)
    await press(page, 'Pay ₹450.00')
    await seeHeading(page, 'Please read this before you send')
    assert.equal(await page.getByRole('button', { name: /Send all the same/ }).isDisabled(), true)
    await follow(page, 'Do not send')
    await see(page, 'You can spend')
    assert.equal(await bank.balance(asha.product), 1_000_000n)
  },
)
