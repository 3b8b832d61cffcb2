/** A shop and two of its customers. */
import { type Holder, testBank } from '#testing/bank'

type Options = Parameters<typeof testBank>[0]

export const openShop = async (options: Options = {}) => {
  const bank = await testBank(options)
  const shop = await bank.holder('Shop')
  const [asha, ravi] = [await bank.holder('Asha', 100_000n), await bank.holder('Ravi', 100_000n)]
  const charge = (minor: bigint, more: object = {}, id = bank.newId(), who: Holder = shop) =>
    bank.ask(who, 'PUT', `/v1/charges/${id}`, { to: who.product, minor: minor.toString(), ...more })
  const forAsha = async (minor: bigint, more: object = {}): Promise<string> =>
    (await charge(minor, { payer: asha.number, note: 'Books', ...more })).body.id
  const accept = (id: string, who: Holder = asha, more: object = {}) =>
    bank.ask(who, 'POST', `/v1/charges/${id}/authorization`, { from: who.product, ...more })
  const authorized = async (minor: bigint, more: object = {}): Promise<string> => {
    const id = await forAsha(minor, more)
    await accept(id)
    return id
  }
  const capture = (id: string, minor: bigint, last = false, part = bank.newId()) =>
    bank.ask(shop, 'PUT', `/v1/charges/${id}/captures/${part}`, { minor: minor.toString(), last })
  const refund = (id: string, minor: bigint, part = bank.newId()) =>
    bank.ask(shop, 'PUT', `/v1/charges/${id}/refunds/${part}`, { minor: minor.toString() })
  const end = (id: string, who: Holder = shop) => bank.ask(who, 'POST', `/v1/charges/${id}/void`)
  const read = async (id: string, who: Holder = shop, query = '') =>
    (await bank.ask(who, 'GET', `/v1/charges/${id}${query}`)).body
  const sums = async (id: string) => {
    const { state, held, captured, refunded } = await read(id)
    return [state, held, captured, refunded]
  }
  const free = async ({ product }: Holder) => (await bank.ledger.balances([product])).get(product)?.available
  return { bank, shop, asha, ravi, charge, forAsha, accept, authorized, capture, refund, end, read, sums, free }
}

/** Of a signed link, which ends with it. */
export const signatureOf = (link: string): string => link.split('/').at(-1) ?? ''
