/** What the tour's person has before them beside their payments: requests in several states, and the rent that goes by itself. */
import { dayMs } from '#platform/time'
import type { Bank } from '../app.ts'
import { idOf } from './ids.ts'
import { demoPassword } from './people.ts'
import type { World } from './world.ts'

type Person = World['people'][number]

const asked = { payer: 'Meenakshi Subramanian', requester: 'Ananya Iyer' }

/** Of another month, so that nothing is paid while the newcomer looks around. */
const firstOfNextMonth = (at: Date) =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1) + dayMs / 2).toISOString().slice(0, 10)

/** What the tour's person asked of two friends, of whom one paid and one declined, and of a third who has not answered. */
const dinner = [
  { payer: 'Ananya Iyer', minor: '45000', answer: 'pay' },
  { payer: 'Asha Kurien', minor: '45000', answer: 'decline' },
  { payer: 'Harpreet Gill', minor: '38000', answer: null },
] as const

const askForDinner = async ({ payments, products }: Bank, world: World, requester: Person): Promise<void> => {
  const friends = dinner.flatMap((part) => {
    const person = world.people.find(({ name }) => name === part.payer)
    return person ? [{ ...part, person }] : []
  })
  const rows = await products.byIds(friends.map(({ person }) => person.everyday.id))
  for (const { person, minor, answer } of friends) {
    const number = rows.get(person.everyday.id)?.number
    if (number === undefined) continue
    const shares = [{ payer: number, minor }]
    const bill = { to: requester.everyday.id, note: 'Dinner by the sea', split: { kind: 'amounts', shares } } as const
    const { requests } = await payments.people.ask(requester.id, idOf(`bill dinner ${person.name}`), bill)
    const [request] = requests
    if (answer === 'pay')
      await payments.people.payRequest({ id: person.id, isTeller: false }, request.id, person.everyday.id)
    if (answer === 'decline' && request.state === 'open') await payments.people.declineRequest(person.id, request.id)
  }
}

/** Makes them, once: their ids follow from their names. */
export const makePlans = async (bank: Bank, world: World, at: Date): Promise<void> => {
  const { payments, products } = bank
  const find = (name: string) => world.people.find((person) => person.name === name)
  const [payer, requester] = [find(asked.payer), find(asked.requester)]
  if (!payer || !requester) return
  const rows = await products.byIds([payer.everyday.id, requester.everyday.id])
  const [from, to] = [rows.get(payer.everyday.id), rows.get(requester.everyday.id)]
  if (!from || !to) return
  const shares = [{ payer: from.number, minor: '64000' }]
  const bill = { to: to.id, note: 'Train tickets to Madurai', split: { kind: 'amounts', shares } } as const
  await payments.people.ask(requester.id, idOf('bill train tickets'), bill)
  const terms = {
    from: from.id,
    to: to.number,
    amount: { kind: 'fixed', minor: '250000' },
    note: 'Share of the rent',
    every: 'month',
    first: firstOfNextMonth(at),
    onLastDay: false,
    dayRule: 'following',
    until: null,
    times: null,
    retryDays: 1,
  } as const
  await askForDinner(bank, world, payer)
  await payments.people.setOrder({ id: payer.id }, idOf('standing order rent'), terms, { password: demoPassword })
}
