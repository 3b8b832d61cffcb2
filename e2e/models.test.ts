import assert from 'node:assert/strict'
import { dayMs } from '#platform/time'
import { writeRace } from '#testing/fraud-race'
import { press, see, signWithPassword } from './acts.ts'
import { journey } from './open-bank.ts'

/** A training takes seconds, and half a minute on a busy machine. */
const trainingMs = 90_000

journey(
  'an analyst trains a challenger, it wins, a second person promotes it, and one rolls it back',
  {},
  async (bank) => {
    const [priya, farah] = [await bank.person('analyst', 'Priya'), await bank.person('administrator', 'Farah')]
    const desk = await bank.visit('/staff/models', { as: priya, screen: 'desk' })
    await see(desk, 'These figures are of generated payments and say nothing about this bank.')
    await see(desk, 'No challenger yet.')
    await see(desk, 'Drift is measured once there are 500 payments in a week.')

    await press(desk, 'Train now')
    await see(desk, 'became a challenger.', trainingMs)
    await see(desk, 'Not compared yet with the model that decides.')
    await press(desk, 'Compare now')
    await see(desk, 'It has not won on both figures beyond chance.')

    const { models, model: champion } = bank.fraud
    const challenger = (await models.find()).find(({ state }) => state === 'challenger')?.version ?? ''
    await writeRace({
      db: bank.db,
      lastMs: Date.now() - dayMs,
      champion: champion.version,
      challenger,
      knows: { champion: 1, challenger: 2.5 },
    })
    await models.measureNow()
    await press(desk, 'Compare now')
    await see(desk, 'It has won on both figures.')
    await press(desk, 'Ask for promotion')
    await desk.getByRole('complementary').getByRole('button', { name: 'Ask for promotion' }).click()
    await see(desk, 'Please write a few words.')
    await desk.getByLabel('Why').fill('It finds more of the small ones.')
    await signWithPassword(desk)
    await desk.getByRole('complementary').getByRole('button', { name: 'Ask for promotion' }).click()
    await see(desk, 'Your promotion waits for a second person.')

    const phone = await bank.visit('/staff/models', { as: farah })
    await see(phone, 'It finds more of the small ones.')
    await press(phone, 'Decide about it')
    await phone.getByLabel(`Let ${challenger} decide`).check()
    await phone.getByLabel('What you saw').fill('Both intervals lie above zero.')
    await signWithPassword(phone)
    await press(phone, `Promote ${challenger}`)
    await see(phone, `${challenger} decides now.`)
    assert.equal(bank.fraud.model.version, challenger)

    await phone.getByRole('button', { name: 'Roll back', exact: true }).click()
    await phone.getByLabel('Why').fill('It stops too many people.')
    await press(phone, 'Roll back now')
    await see(phone, `${champion.version} decides again.`)
    assert.equal(bank.fraud.model.version, champion.version)
    await see(phone, 'It stops too many people.')
  },
)

journey('a chart says what it shows, and its figures stand in a table too', {}, async (bank) => {
  const priya = await bank.person('analyst', 'Priya')
  await writeRace({
    db: bank.db,
    lastMs: Date.now() - dayMs,
    champion: bank.fraud.model.version,
    challenger: bank.fraud.model.version,
    knows: { champion: 2.5, challenger: 2.5 },
    aDay: 80,
  })
  await bank.fraud.models.measureNow()
  const desk = await bank.visit('/staff/models', { as: priya, screen: 'desk' })
  const part = desk.getByRole('region', { name: 'Does 0.8 mean 8 in 10?' })
  await part.getByRole('img', { name: /^Calibration\. In \d+ of \d+ bands/ }).waitFor()
  await part.getByRole('button', { name: 'As a table' }).click()
  assert.ok((await part.getByRole('row').count()) > 3)
  await part.getByRole('button', { name: 'As a chart' }).click()
  await part.getByRole('img').waitFor()
  await see(desk, 'Against the first four weeks of this bank')
})
