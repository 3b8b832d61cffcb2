import assert from 'node:assert/strict'
import { test } from 'node:test'
import { silentProgress } from '#platform/progress'
import { hourMs } from '#platform/time'
import { testBank } from '#testing/bank'
import { seedDemo } from './seed.ts'

const tour = { known: 'Ananya Iyer', stranger: 'Zainab Ansari' }

for (const hour of [1, 9, 17]) {
  test(`begun at ${hour} o’clock, the tour of the README goes as it says`, async () => {
    await using bank = await testBank({ isShippedModel: true })
    bank.pass(hour * hourMs)
    const lines = await seedDemo(bank, bank.clock, silentProgress)
    const [{ id: asker }] = await bank.db.query<{ id: string }>(
      "select id from identity.person where name = 'Meenakshi Subramanian'",
    )
    const from = (await bank.products.ofOwner(asker)).find(({ name }) => name === 'Everyday')?.id ?? ''
    const { items } = await bank.payments.uses.listPayees(asker)
    const known = items.find(({ name }) => name === tour.known)?.number ?? ''
    const stranger = new RegExp(`${tour.stranger}, account (\\d{12})`).exec(lines.join('\n'))?.[1] ?? ''
    const send = async (to: string, minor: string) => {
      bank.pass(60_000)
      const order = { kind: 'send', from, to, amount: { currency: 'INR', minor } } as const
      return (await bank.payments.uses.place({ id: asker, isTeller: false }, bank.newId(), order, bank.clock())).state
    }

    assert.equal(await send(known, '35000'), 'settled')
    assert.equal(await send(stranger, '10000000'), 'challenged')
    assert.ok((await bank.payments.uses.queue()).length > 0)
  })
}
