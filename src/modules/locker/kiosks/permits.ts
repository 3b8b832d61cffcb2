/** Permits for the time in which the bank is not reached: public keys and dates, signed by the bank, and nothing that opens by itself. */
import { minuteMs } from '#platform/time'
import { holdersOf, isInForce } from '../boxes/rows.ts'
import type { OrderKey } from '../locks/orders.ts'
import { permitText } from '../locks/orders.ts'
import { type LockerNeeds, newId } from '../needs.ts'
import { readPolicy } from '../policy/policy.ts'
import { noPermits } from '../refusals.ts'
import { type BoxRow, boxColumns } from '../tables.ts'
import type { Permit, PermittedKey, SignedPermit } from '../wire.ts'
import { findKiosk } from './kiosks.ts'

const mostBoxes = 500
const mostWitnesses = 100

type Needs = Pick<LockerNeeds, 'db' | 'clock' | 'randomBytes' | 'identity' | 'origin' | 'origins'>
type Key = Awaited<ReturnType<LockerNeeds['identity']['presence']['keysOf']>>[number]

/** What a kiosk and a lock may know of a passkey; whose it is stays with the bank. */
const shown = ({ id, publicKey, transports }: Key): PermittedKey => ({
  id,
  publicKey: Buffer.from(publicKey).toString('base64url'),
  transports: [...transports],
})

/** Boxes that kiosks reach and that nothing keeps shut. */
const findBoxes = ({ db }: Pick<Needs, 'db'>, branch: string): Promise<BoxRow[]> =>
  db.query(
    `select ${boxColumns} from locker.box
      where branch = $1 and drive ->> 'kioskUrl' is not null and locked_at is null and lock not in ('open', 'forced')
      order by length(number), number limit ${mostBoxes}`,
    [branch],
  )

/** Each box with the keys of those who may open it, now and until the permit is over. */
const permitBoxes = async (needs: Needs, branch: string, until: Date): Promise<Permit['boxes']> => {
  const [rows, now] = [await findBoxes(needs, branch), needs.clock()]
  const ids = rows.map(({ id }) => id)
  const holders = (await holdersOf(needs.db, ids)).filter((row) => isInForce(row, now) && isInForce(row, until))
  const keys = await needs.identity.presence.keysOf([...new Set(holders.map(({ person }) => person))])
  return rows.flatMap(({ id, number, drive }) => {
    const people = new Set(holders.filter(({ box }) => box === id).map(({ person }) => person))
    const own = keys.filter(({ person }) => people.has(person)).map(shown)
    const lock = drive.kind === 'http' ? drive.kioskUrl : undefined
    return lock === undefined || own.length === 0 ? [] : [{ box: id, number, lock, keys: own }]
  })
}

/** Throws 'no-permits' where the policy forbids them. */
export const createGivePermit =
  (needs: Needs, orders: Pick<OrderKey, 'sign'>) =>
  async (id: string): Promise<SignedPermit> => {
    const { db, clock, identity, origin, origins } = needs
    const { mayOpenOffline, offlineMinutes } = await readPolicy(db)
    if (!mayOpenOffline) throw noPermits()
    const [kiosk, from] = [await findKiosk(db, id), clock()]
    const until = new Date(from.getTime() + offlineMinutes * minuteMs)
    const about: Permit = {
      id: newId(needs),
      kiosk: id,
      from: from.toISOString(),
      until: until.toISOString(),
      site: { id: new URL(origin).hostname, origins: [...origins] },
      witnesses: (await identity.presence.keysOfStaff('lockers:serve', mostWitnesses)).map(shown),
      boxes: await permitBoxes(needs, kiosk.branch, until),
    }
    await db.query('insert into locker.permit (id, kiosk, given_at, until) values ($1, $2, $3, $4)', [
      about.id,
      id,
      from,
      until,
    ])
    const permit = JSON.stringify(about)
    return { permit, signature: orders.sign(permitText(permit)) }
  }
