import { dayMs } from '#platform/time'
import { press, see, signWithPassword } from './acts.ts'
import { journey } from './open-bank.ts'

journey('one administrator closes the books and asks to open them; an analyst agrees', {}, async (bank) => {
  await bank.holder('Asha', 120_000n)
  const [farah, priya] = [await bank.person('administrator', 'Farah'), await bank.person('analyst', 'Priya')]
  const desk = await bank.visit('/staff/periods', { as: farah, screen: 'desk' })
  await see(desk, 'Nothing is closed yet')
  await press(desk, 'Close the books')
  await desk.getByLabel('Another day', { exact: true }).check()
  await press(desk, 'Close the books through that day')
  await see(desk, 'Please choose a day after what is closed')
  const yesterday = new Date(Date.now() - dayMs).toISOString().slice(0, 10)
  await desk.getByLabel('Day', { exact: true }).fill(yesterday)
  await press(desk, 'Close through')
  await see(desk, 'The books are closed through')
  await see(desk, 'Every day that is over is closed.')

  await press(desk, 'Ask to open')
  await press(desk, 'and later')
  await see(desk, 'Please say why, in a few words.')
  await desk.getByLabel('Why').fill('The rent of Ravi is missing.')
  await signWithPassword(desk)
  await press(desk, 'and later')
  await see(desk, 'Your request waits for somebody else.')
  await see(desk, 'Withdraw my request')

  const phone = await bank.visit('/staff/periods', { as: priya })
  await press(phone, 'Decide about it')
  await phone.getByLabel('Open them again').check()
  await phone.getByLabel('Why you decide so').fill('I have seen the contract.')
  await signWithPassword(phone)
  await press(phone, 'and later')
  await see(phone, 'is open again, and so is every later one')
  await see(phone, 'I have seen the contract.')
  await see(desk, 'Nothing is closed yet')
  await see(desk, 'Opened again')
})
