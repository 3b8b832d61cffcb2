/** A shop that shows codes, and two people who may pay them. */
import { type Holder, testBank } from '#testing/bank'

export const openShop = async () => {
  const bank = await testBank()
  const [ada, bob, shop] = [
    await bank.holder('Ada', 10_000_000n),
    await bank.holder('Bob', 10_000_000n),
    await bank.holder('Shop'),
  ]
  const issue = async (said: object = {}, who: Holder = shop) =>
    (
      await bank.ask(who, 'POST', '/v1/payment-codes', {
        product: who.product,
        kind: 'dynamic',
        minor: '2500',
        note: 'Tea',
        ...said,
      })
    ).body
  const read = (text: string, who: Holder = ada) => bank.ask(who, 'POST', '/v1/payment-codes/reading', { text })
  const pay = (code: string, said: object = {}, who: Holder = ada, id = bank.newId()) =>
    bank.ask(who, 'PUT', `/v1/payments/${id}`, {
      kind: 'send',
      from: who.product,
      to: shop.number,
      amount: { currency: 'INR', minor: '2500' },
      note: 'Tea',
      code,
      ...said,
    })
  const fate = async (id: string) => (await bank.ask(shop, 'GET', `/v1/payment-codes/${id}`)).body
  return { bank, ada, bob, shop, issue, read, pay, fate }
}
