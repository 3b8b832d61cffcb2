/** What shops take in the demo: something that the tour's person can accept, and a dispute that waits for the staff. */
import type { Bank } from '../app.ts'
import { idOf } from './ids.ts'
import type { World } from './world.ts'

const tailor = 'Harpreet Gill'
const visitor = 'Meenakshi Subramanian'
const unhappy = 'Asha Kurien'

/** Makes both, once: their ids follow from their names. */
export const openShops = async ({ payments, products }: Bank, world: World): Promise<void> => {
  const find = (name: string) => world.people.find((person) => person.name === name)
  const [shop, payer, customer] = [find(tailor), find(visitor), find(unhappy)]
  if (!shop || !payer || !customer) return
  const rows = await products.byIds([payer, customer].map(({ everyday }) => everyday.id))
  const [number, other] = [rows.get(payer.everyday.id)?.number, rows.get(customer.everyday.id)?.number]
  if (number === undefined || other === undefined) return
  const { charges, disputes } = payments.merchants
  const asked = { to: shop.everyday.id, acceptHours: 720 }
  await charges.take(shop.id, idOf('charge blouse'), {
    ...asked,
    minor: '85000',
    note: 'A blouse, to measure',
    payer: number,
  })
  const sold = idOf('charge curtains')
  await charges.take(shop.id, sold, { ...asked, minor: '42000', note: 'Curtains', payer: other, isSale: true })
  const payment = await charges.accept({ id: customer.id, isTeller: false }, sold, customer.everyday.id)
  // The model may ask the customer first, who is not there to answer.
  if (payment.state !== 'authorized' && payment.state !== 'settled') return
  const dispute = idOf('dispute curtains')
  const words = 'The curtains are a hand too short, and nobody answers when I call.'
  await disputes.open(customer.id, dispute, { charge: sold, minor: '42000', reason: 'not-as-described', words })
  await disputes.answer(shop.id, dispute, 'They were made to the measures that she gave us.').catch(answeredBefore)
}

/** A seed that broke off goes on where it was. */
const answeredBefore = (error: unknown) => {
  if (!(error instanceof Error && 'code' in error && error.code === 'dispute-answered')) throw error
}
