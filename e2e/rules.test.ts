import assert from 'node:assert/strict'
import { press, see, send, signWithPassword } from './acts.ts'
import { journey, verdictByShare } from './open-bank.ts'

journey(
  'an analyst writes a rule, is told of a slip, tries it on history and proposes it; a colleague puts it in force',
  { probability: verdictByShare },
  async (bank) => {
    const [asha, ravi] = [await bank.holder('Asha', 10_000_000n), await bank.holder('Ravi')]
    await bank.send(asha, ravi, 400_000n)
    const [priya, omar] = [await bank.person('analyst', 'Priya'), await bank.person('analyst', 'Omar')]

    const desk = await bank.visit('/staff/rules', { as: priya, screen: 'desk' })
    await see(desk, 'No rule has been written yet.')
    await desk.getByRole('link', { name: 'Write a rule' }).click()
    await desk.getByLabel('Name').fill('Large sums')
    await desk.getByLabel('Condition').fill('amont > 3000 INR')
    await see(desk, 'No feature is called “amont”. Did you mean amount?')
    await desk.getByLabel('Condition').fill('amount > 3000 INR')
    await see(desk, 'It reads: amount > 3000.00 INR')
    await see(desk, 'Write it first; then it can be proposed.')
    await press(desk, 'Write version 1')
    await see(desk, 'It has to be tried on history first.')
    await press(desk, 'Try it')
    await see(desk, '1 payment of which no fraud is known')
    await desk.getByLabel('Why now').fill('Seen twice this week.')
    await signWithPassword(desk)
    await press(desk, 'Propose version 1')
    await see(desk, 'Withdraw my proposal')

    const other = await bank.visit('/staff/rules', { as: omar, screen: 'desk' })
    await other.getByRole('link', { name: 'Large sums' }).click()
    await other.getByRole('radio', { name: 'Put it in force' }).check()
    await other.getByLabel('What you looked at').fill('One payment in a month.')
    await signWithPassword(other)
    await press(other, 'Put it in force')
    await other.getByRole('status').filter({ hasText: 'It is in force.' }).waitFor()

    const page = await bank.visit('/send', { as: asha })
    await send(page, { to: ravi, rupees: '3500', reads: '₹3,500.00' })
    await see(page, 'A person is looking at this')
    await other.getByRole('link', { name: 'Review queue' }).first().click()
    await other.getByRole('table', { name: 'Payments in review' }).getByRole('link', { name: 'Asha' }).click()
    await see(other, 'A rule of staff held')
    await see(other, 'Large sums')
  },
)

journey(
  'a large payment is returned when two analysts have chosen so, and the first cannot choose twice',
  { probability: verdictByShare },
  async (bank) => {
    const [asha, ravi] = [await bank.holder('Asha', 40_000_000n), await bank.holder('Ravi')]
    const { body } = await bank.send(asha, ravi, 32_000_000n)
    const [priya, omar] = [await bank.person('analyst', 'Priya'), await bank.person('analyst', 'Omar')]

    const desk = await bank.visit('/staff/cases', { as: priya, screen: 'desk' })
    await desk.getByRole('link', { name: 'Asha' }).click()
    await press(desk, 'Take this case')
    await desk.getByRole('status').filter({ hasText: 'The case is yours.' }).waitFor()
    await desk.getByRole('table', { name: 'Payments of this case' }).getByRole('link', { name: 'Asha' }).click()
    await see(desk, 'From this amount on two people decide.')
    await desk.getByLabel('What you saw').fill('A mule account.')
    await signWithPassword(desk)
    await press(desk, 'Sign “Return”')
    await see(desk, 'You have signed.')
    assert.equal(await desk.getByRole('button', { name: 'Sign “Return”' }).count(), 0)

    const other = await bank.visit(`/staff/reviews/${body.id}`, { as: omar, screen: 'desk' })
    await see(other, 'signed at')
    await other.getByLabel('What you saw').fill('The same phone as in June.')
    await signWithPassword(other)
    await press(other, 'Sign “Return”')
    await other.getByRole('status').filter({ hasText: '₹3,20,000.00 was returned to Asha.' }).waitFor()
    assert.equal((await bank.ask(asha, 'GET', `/v1/payments/${body.id}`)).body.state, 'returned')
  },
)
