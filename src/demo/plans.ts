/** What the tour's person has before them beside their payments: a friend's request, and the rent that goes by itself. */
import { dayMs } from '#platform/time'
import type { Bank } from '../app.ts'
import { idOf } from './ids.ts'
import { demoPassword } from './people.ts'
import type { World } from './world.ts'

const asked = { payer: 'Meenakshi Subramanian', requester: 'Ananya Iyer' }

/** Of another month, so that nothing is paid while the newcomer looks around. */
const firstOfNextMonth = (at: Date) =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1) + dayMs / 2).toISOString().slice(0, 10)

/** Makes both, once: their ids follow from their names. */
export const makePlans = async ({ payments, products }: Bank, world: World, at: Date): Promise<void> => {
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
  await payments.people.setOrder({ id: payer.id }, idOf('standing order rent'), terms, { password: demoPassword })
}
