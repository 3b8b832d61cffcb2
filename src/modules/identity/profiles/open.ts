/** Birth date and address of a customer: nobody of the staff reads them alone. */
import type { Database, Query } from '#platform/database'
import type { Caller } from '#platform/http'
import { Refusal } from '#platform/refusal'
import type { Sealing } from '#platform/sealing'
import { type Clock, hourMs } from '#platform/time'
import type { Change } from '../approvals/proposals.ts'
import { registrationProfile } from '../sealed-fields.ts'
import type { CustomerProfile, ProfileChange, ProfileOpening } from '../wire.ts'

/** What both people need. */
export const readingSealed = 'sealed:read'
const kind = 'sealed.profile'
const openMs = hourMs

const noSuchCustomer = () => new Refusal('no-such-customer', 404, 'Of nobody with this id something is sealed here.')

interface Kept {
  readonly name: string
  readonly details_sealed: Buffer
}

const lookForProfile = async (db: Query, person: string): Promise<Kept | undefined> => {
  const [row] = await db.query<Kept>(
    `select name, details_sealed from identity.profile join identity.person on person.id = profile.person
      where profile.person = $1 and kind = 'customer'`,
    [person],
  )
  return row
}

const findProfile = async (db: Query, person: string): Promise<Kept> => {
  const row = await lookForProfile(db, person)
  if (!row) throw noSuchCustomer()
  return row
}

/** Granting it writes nothing: the granted proposal is what opens. */
export const profileOpening: Change = {
  kind,
  may: readingSealed,
  check: async (db, given) => {
    await findProfile(db, (given as ProfileChange).person)
  },
  carryOut: async () => {},
  lines: async (db, given) => [
    { what: 'person', value: (await findProfile(db, (given as ProfileChange).person)).name },
    { what: 'opens', value: 'birth-date-address' },
  ],
}

const openingStatement = `
  select id, ended_at from identity.proposal
   where kind = '${kind}' and outcome = 'granted' and asked_by = $1 and content::jsonb ->> 'person' = $2 and ended_at > $3
   order by ended_at desc limit 1`

export interface Opened {
  readonly opening: string
  readonly profile: CustomerProfile
}

interface Needs {
  readonly db: Database
  readonly sealing: Sealing
  readonly clock: Clock
}

/** The last one that opens it to this person now; null where none does. */
const findOpening = async ({ db, clock }: Omit<Needs, 'sealing'>, caller: Caller, person: string) => {
  const since = new Date(clock().getTime() - openMs)
  const [opening] = await db.query<{ id: string; ended_at: Date }>(openingStatement, [caller.id, person, since])
  return opening ? { id: opening.id, until: new Date(opening.ended_at.getTime() + openMs).toISOString() } : null
}

/** Throws 'no-such-customer' (404), 'second-person-needed' (403) where it was not opened to this person within the hour. */
export const createOpenProfile =
  ({ sealing, ...needs }: Needs) =>
  async (caller: Caller, person: string): Promise<Opened> => {
    const { details_sealed } = await findProfile(needs.db, person)
    const opening = await findOpening(needs, caller, person)
    if (!opening)
      throw new Refusal('second-person-needed', 403, 'Two people open this: ask for it, and somebody else grants it.')
    const { birthDate, address } = JSON.parse(await sealing.open(registrationProfile, person, details_sealed))
    return { opening: opening.id, profile: { birthDate, address, openUntil: opening.until } }
  }

/** Says whether it is open to this person, and reads nothing of it. */
export const createShowOpening =
  (needs: Omit<Needs, 'sealing'>) =>
  async (caller: Caller, person: string): Promise<ProfileOpening> => {
    const isKept = (await lookForProfile(needs.db, person)) !== undefined
    return { isKept, openUntil: isKept ? ((await findOpening(needs, caller, person))?.until ?? null) : null }
  }
