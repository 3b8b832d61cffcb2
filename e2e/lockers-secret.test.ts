import assert from 'node:assert/strict'
import { press, see, seeHeading } from './acts.ts'
import { giveBox, makeBox, openHall, secret, sentCode, setUpKiosk, typeKeys } from './locker-hall.ts'
import { journey, type OpenBank } from './open-bank.ts'
import { plugIn } from './passkey-of-chromium.ts'

/** The letter that goes to the owner when the box is locked: its code, and the picture behind the link. */
const sentWord = async (bank: OpenBank) => {
  await bank.identity.deliver('mail')
  const letter = bank.outbox.messages.find(({ text }) => /Three wrong secrets/.test(text))
  const [, path = '', code = ''] = /(\/lockers\?incident=\S+) .* the code (\d{6})/s.exec(letter?.text ?? '') ?? []
  return { path, code }
}

journey(
  'the passkey opens the first two doors at the kiosk; three wrong secrets lock the box, and its owner says who it was',
  { canSee: false },
  async (bank) => {
    const administrator = await bank.person('administrator', 'Farah')
    const tara = await bank.person('teller', 'Tara')
    const ada = await bank.person('customer', 'Ada')
    const box = await makeBox(bank, administrator)
    await giveBox(bank, tara, ada, box)
    const key = await bank.givePasskey(ada)
    await using hall = await openHall(bank)
    const kiosk = await setUpKiosk(bank, hall.context, administrator)
    await plugIn(kiosk, [key])
    const comeAs = async (typed: readonly string[]): Promise<void> => {
      await typeKeys(kiosk, '214')
      await press(kiosk, 'Begin')
      await seeHeading(kiosk, 'Use your passkey.')
      await press(kiosk, 'Use a passkey')
      await seeHeading(kiosk, 'Type your secret.')
      for (const [index, each] of typed.entries()) {
        await typeKeys(kiosk, each)
        await press(kiosk, 'Go on')
        if (index === 0 && typed.length > 1) await see(kiosk, '2 tries are left.')
        if (index === 1) await see(kiosk, 'One try is left; after it the locker is locked.')
      }
    }
    const lockIt = async () => {
      await comeAs(['11112222', '33334444', '55556666'])
      await seeHeading(kiosk, 'Locker 214 stays shut.')
      await see(kiosk, 'The secret was wrong three times.')
      await press(kiosk, 'Begin again')
      await typeKeys(kiosk, '214')
      await press(kiosk, 'Begin')
      await see(kiosk, 'This locker is locked.')
      await kiosk.reload()
      await seeHeading(kiosk, 'Which locker is yours?')
    }

    await lockIt()
    const { path, code } = await sentWord(bank)
    const own = await bank.visit(path, { as: ada, refusals: ['403 POST /v1/locker/mine/incidents/{id}'] })
    await seeHeading(own, 'The secret of box 214 was typed wrong three times')
    const first = own.getByRole('listitem').filter({ hasText: 'typed wrong three times' }).first()
    await press(first, 'Look at the picture')
    await own.getByAltText('Picture that the kiosk took').waitFor()
    await press(first, 'It was me')
    await own.getByLabel('Code from our message').fill(code === '000000' ? '000001' : '000000')
    await press(first, 'It was me')
    await see(own, 'This is not the code')
    await own.getByLabel('Code from our message').fill(code)
    await press(first, 'It was me')
    await see(own, /You said: it was me/)
    await comeAs([secret])
    await seeHeading(kiosk, 'Type the six digits we sent.')
    await typeKeys(kiosk, await sentCode(bank))
    await press(kiosk, 'Go on')
    await seeHeading(kiosk, 'Locker 214 can be opened now.')
    await press(kiosk, 'Stop and leave')
    await press(kiosk, 'Begin again')

    await lockIt()
    await own.goto((await sentWord(bank)).path)
    await own.getByRole('button', { name: 'It was not me' }).first().click()
    await see(own, /You said: it was not me/)
    const board = await bank.visit('/staff/lockers', { as: tara, screen: 'desk' })
    await seeHeading(board, 'The owner says: it was not me')
    const form = board.waitForEvent('download')
    await board.getByRole('button', { name: 'Form for the police' }).first().click()
    assert.match((await form).suggestedFilename(), /police-report/)
  },
)
