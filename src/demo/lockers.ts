/** A locker hall for who looks around: three boxes with simulated locks, one of them Meenakshi's, and a kiosk that waits for its code. */
import { dayMs, hourMs } from '#platform/time'
import type { Bank } from '../app.ts'
import { idOf } from './ids.ts'
import { demoPassword } from './people.ts'
import { staffId } from './settle-in.ts'
import type { World } from './world.ts'

const ownerName = 'Meenakshi Subramanian'
const numbers = ['214', '215', '216']

export const makeLockers = async ({ locker }: Bank, world: World, at: Date): Promise<void> => {
  const owner = world.people.find(({ name }) => name === ownerName)
  if (!owner) return
  const ago = (ms: number) => new Date(at.getTime() - ms)
  await locker.furnish({
    branch: 'Mylapore',
    kiosk: { id: idOf('kiosk Mylapore'), name: 'Locker hall' },
    boxes: numbers.map((number) => ({ id: idOf(`box ${number}`), number })),
    owner: { id: idOf('holder of box 214'), person: owner.id, secret: demoPassword },
    visit: { id: idOf('visit of box 214'), opening: idOf('opening of box 214'), at: ago(3 * dayMs + 2 * hourMs) },
    alarm: {
      id: idOf('alarm in Mylapore'),
      at: ago(dayMs + 5 * hourMs),
      note: 'Power was cut in the whole street for four minutes. The battery held.',
    },
    by: staffId('teller'),
    at: ago(30 * dayMs),
  })
}
