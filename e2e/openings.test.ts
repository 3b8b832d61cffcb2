import { press, see } from './acts.ts'
import { journey } from './open-bank.ts'
import { makePasskey } from './passkey-of-chromium.ts'
import { giveProfile } from './sealed-profile.ts'

journey(
  'birth date and address of a customer are opened by two people, to the one who asked, and the customer sees it',
  { passwordSigns: false },
  async (bank) => {
    const asha = await bank.holder('Asha')
    await giveProfile(bank, asha.id)
    const [vera, farah] = [await bank.person('compliance', 'Vera'), await bank.person('administrator', 'Farah')]
    const page = await bank.visit('/staff/security', { as: vera, screen: 'desk' })
    await makePasskey(page)
    await page.goto(`${bank.origin}/staff/customers/${asha.id}`)
    await see(page, 'Sealed. Two people open it')
    await press(page, 'Ask to read it')
    await page.getByLabel('Why').fill('The court asks for it.')
    await press(page, 'Sign and ask for it')
    await page.getByRole('status').filter({ hasText: 'It waits for a second person' }).waitFor()

    const other = await bank.visit('/staff/security', { as: farah, screen: 'phone' })
    await makePasskey(other)
    await other.goto(`${bank.origin}/staff/approvals`)
    await see(other, 'Sealed data of a customer')
    await see(other, 'The court asks for it.')
    await press(other, 'Decide')
    await other.getByRole('radio', { name: 'Grant it' }).check()
    await other.getByLabel('What you looked at').fill('I have read the letter of the court.')
    await press(other, 'Sign and grant it')
    await other.getByRole('status').filter({ hasText: 'It is granted and carried out.' }).waitFor()

    await page.reload()
    await see(page, '1990-04-17')
    await see(page, '12 Lake Road, 560001 Bengaluru, IN')
    const own = await bank.visit('/who-looked', { as: asha })
    await see(own, 'your birth date and address')
  },
)
