/** A program of the demo's bookkeepers that asked to be told of some payments. Nobody listens at its address, so its log shows what a bank does then. */
import type { Bank } from '../app.ts'
import { idOf } from './ids.ts'
import { staff } from './people.ts'

const keeper = 'Farah Siddiqui'
const id = idOf('endpoint Ledgerly')

/** Makes it, once, and sends one event to try it. `.example` belongs to nobody (RFC 2606), so nothing reaches a stranger. */
export const openEndpoint = async ({ notifications: { endpoints } }: Bank): Promise<void> => {
  const member = staff.find(({ name }) => name === keeper)
  if (!member) throw new Error(`nobody of the demo's staff is ${keeper}`)
  const asking = { id: idOf(`staff ${member.name}`), isClient: false }
  if ((await endpoints.list(asking)).some((known) => known.id === id)) return
  await endpoints.make(asking, id, {
    name: 'Ledgerly bookkeeping',
    url: 'https://hooks.ledgerly.example/bankserver',
    events: ['payment.blocked', 'payment.in-review', 'payment.returned', 'payment.authorized'],
  })
  await endpoints.test(asking, id)
}
