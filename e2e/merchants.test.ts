import assert from 'node:assert/strict'
import { minuteMs } from '#platform/time'
import { follow, press, see, seeHeading, send, signWithPassword } from './acts.ts'
import { journey, type OpenBank } from './open-bank.ts'

const photo = Buffer.from(
  '89504e470d0a1a0a0000000d4948445200000001000000010806000000' +
    '1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082',
  'hex',
)

journey(
  'a shop shows a code, takes a part of what was set aside, gives some back and lets the rest go',
  {},
  async (bank) => {
    const [shop, asha] = [await bank.holder('Shop'), await bank.holder('Asha', 500_000n)]
    const till = await bank.visit('/charges', { as: shop })
    await follow(till, 'Take a payment')
    await press(till, 'Ask for it')
    await see(till, 'Please write an amount like 2,400.00')
    await till.getByLabel('Amount, INR').fill('1000')
    await till.getByLabel('What it is for').fill('Two chairs')
    await till.getByRole('radio', { name: 'Later, or in parts' }).check()
    await press(till, 'Ask for ₹1,000.00')
    await till.getByRole('img', { name: 'A code that leads to this charge' }).waitFor()
    const { items } = (await bank.ask(shop, 'GET', '/v1/charges?side=taken')).body

    const hers = await bank.visit('/scan', { as: asha })
    await hers.getByLabel('Link or code').fill(`${bank.origin}${items[0].link}`)
    await press(hers, 'Look at it')
    await seeHeading(hers, 'Shop asks you')
    await see(hers, 'Two chairs')
    await press(hers, 'Accept ₹1,000.00')
    await seeHeading(hers, 'You pay Shop')
    await see(hers, 'Set aside for Shop.')

    await seeHeading(till, 'Asha pays you')
    const part = till.getByRole('region', { name: 'Take a part' })
    await part.getByLabel('How much, INR').fill('400')
    await press(till, 'Take ₹400.00')
    await see(till, 'Taken')
    const back = till.getByRole('region', { name: 'Give back' })
    await back.getByLabel('How much, INR').fill('50')
    await press(till, 'Give back ₹50.00')
    await press(till, 'Let the rest go')
    await see(hers, 'Given back')
    await see(hers, 'Something is wrong with it')
    assert.deepEqual([await bank.balance(shop.product), await bank.balance(asha.product)], [35_000n, 465_000n])
  },
)

const takeFrom = async (bank: OpenBank) => {
  const [shop, asha] = [await bank.holder('Shop'), await bank.holder('Asha', 500_000n)]
  const id = bank.newId()
  const asked = { to: shop.product, minor: '120000', note: 'A lamp', payer: asha.number, isSale: true }
  await bank.ask(shop, 'PUT', `/v1/charges/${id}`, asked)
  await bank.ask(asha, 'POST', `/v1/charges/${id}/authorization`, { from: asha.product })
  return { shop, asha, id }
}

journey(
  'a customer disputes a payment with a photo, the shop answers, and two of the staff give the money back',
  {},
  async (bank) => {
    const { shop, asha, id } = await takeFrom(bank)
    const hers = await bank.visit(`/charges/${id}`, { as: asha })
    await follow(hers, 'Something is wrong with it')
    await hers.getByLabel('What is wrong').selectOption({ label: 'It is not what was promised' })
    await hers.getByLabel('In your words').fill('The lamp came broken.')
    await press(hers, 'Dispute ₹1,200.00')
    await seeHeading(hers, 'You dispute Shop')
    await hers.getByLabel('Add a file').setInputFiles({ name: 'lamp.png', mimeType: 'image/png', buffer: photo })
    await see(hers, 'lamp.png')

    const theirs = await bank.visit('/disputes', { as: shop })
    await follow(theirs, 'Asha')
    await see(theirs, 'The lamp came broken.')
    await theirs.getByLabel('Your answer').fill('It was whole when we sent it.')
    await press(theirs, 'Send the answer')
    await see(hers, 'It was whole when we sent it.')

    const [priya, omar] = [await bank.person('analyst', 'Priya'), await bank.person('analyst', 'Omar')]
    const one = await bank.visit('/staff/disputes', { as: priya, screen: 'desk' })
    await follow(one, 'Asha')
    await one.getByRole('radio', { name: 'The money goes back to the payer' }).check()
    await one.getByLabel('Why', { exact: true }).fill('The photo shows it broken.')
    await signWithPassword(one)
    await press(one, 'Sign and propose')
    await seeHeading(one, 'It waits for somebody else')

    const other = await bank.visit('/staff/disputes', { as: omar, screen: 'desk' })
    await follow(other, 'Asha')
    await other.getByRole('radio', { name: 'Agree' }).check()
    await signWithPassword(other)
    await press(other, 'Sign and agree')
    await seeHeading(other, 'It has ended')
    await see(hers, 'The money goes back to the payer')
    await see(hers, 'The photo shows it broken.')
    assert.deepEqual([await bank.balance(shop.product), await bank.balance(asha.product)], [0n, 500_000n])
  },
)

journey('two of the staff set a fee, and a customer reads it before they confirm a payment', {}, async (bank) => {
  const [arun, thomas] = [await bank.person('administrator', 'Arun'), await bank.person('compliance', 'Thomas')]
  const [asha, ravi] = [await bank.holder('Asha', 500_000n), await bank.holder('Ravi')]
  const one = await bank.visit('/staff/fees', { as: arun, screen: 'desk' })
  await see(one, 'No fee is taken.')
  await press(one, 'Propose another schedule')
  await press(one, 'Add a line')
  await one.getByLabel('Flat').fill('1.50')
  await one.getByLabel('Rate in hundredths of a percent').fill('50')
  await one.getByLabel('Why', { exact: true }).fill('Costs of transfers')
  await signWithPassword(one)
  await press(one, 'Sign and propose')
  await see(one, 'A schedule waits for a second person.')

  const other = await bank.visit('/staff/fees', { as: thomas, screen: 'desk' })
  await press(other, 'Read and decide')
  await other.getByRole('radio', { name: 'Grant it' }).check()
  await other.getByLabel('Why', { exact: true }).fill('I have read it.')
  await signWithPassword(other)
  await press(other, 'Sign and grant')
  await see(other, 'granted by Thomas')
  // Nobody waits a minute here: it has been in force for one already.
  const past = new Date(bank.clock().getTime() - minuteMs)
  await bank.db.query('update products.fee_schedule set holds_from = $1', [past])

  const hers = await bank.visit('/fees', { as: asha })
  await see(hers, '₹1.50 and 0.5 %')
  await hers.goto('/withdraw')
  await hers.getByLabel('Amount, INR').fill('1000')
  await see(hers, 'The bank takes no fee for this.')
  await hers.goto('/send')
  await hers.getByLabel('Account number').fill(ravi.number)
  await hers.getByLabel('Amount, INR').fill('1000')
  await see(hers, 'The bank takes a fee of ₹6.50; ₹1,006.50 leaves your account.')
  await hers.goto('/send')
  await send(hers, { to: ravi, rupees: '1000', reads: '₹1,000.00' })
  await seeHeading(hers, 'Sent to Ravi')
  await see(hers, '₹6.50')
  assert.deepEqual([await bank.balance(asha.product), await bank.balance(ravi.product)], [399_350n, 100_000n])
})
