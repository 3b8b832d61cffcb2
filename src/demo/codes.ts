/** Payments of the demo by a code that the payee showed: in a shop, and between two people who shared a ride. */
import type { Clock } from '#platform/time'
import type { Bank } from '../app.ts'
import { idOf } from './ids.ts'
import type { World } from './world.ts'

const visitor = 'Meenakshi Subramanian'

const shown = [
  { payer: visitor, payee: 'Murugan Idli Shop', minor: '18500', note: 'Two meals' },
  { payer: 'Ananya Iyer', payee: visitor, minor: '22000', note: 'Auto to Adyar' },
] as const

/** Who has an account: a person by their everyday one, a company by its own. */
const accountOf = ({ people, companies }: World, name: string) =>
  people.find((person) => person.name === name)?.everyday ?? companies.get(name)

/** Makes each, once: its id follows from who pays whom. */
export const payByCode = async ({ payments, products }: Bank, world: World, clock: Clock): Promise<void> => {
  for (const { payer, payee, minor, note } of shown) {
    const [from, to] = [accountOf(world, payer), accountOf(world, payee)]
    const id = idOf(`payment by code ${payer} ${payee}`)
    if (!from || !to || (await payments.uses.find(id))) continue
    const product = (await products.byIds([to.id])).get(to.id)
    if (!product) continue
    const asked = { product: to.id, kind: 'dynamic', minor: BigInt(minor), note, lifeSeconds: 120 } as const
    const { link } = await payments.codes.issue(to.owner, asked)
    const amount = { currency: to.currency, minor }
    const order = { kind: 'send', from: from.id, to: product.number, amount, note, code: link } as const
    await payments.uses.place({ id: from.owner, isTeller: false }, id, order, clock())
  }
}
