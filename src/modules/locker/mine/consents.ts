/** What waits for a customer's consent: their own face, their own box, and who else may open a box of theirs. */
import { type Deed, type Prover, plainDeed } from '#modules/identity'
import type { Query } from '#platform/database'
import type { Proof } from '#wire/identity'
import { tellBoard } from '../board/events.ts'
import { findBox, lockedBox, ownersOf } from '../boxes/rows.ts'
import { endEnrollment } from '../enrollments/rows.ts'
import type { LockerNeeds } from '../needs.ts'
import { noSuchConsent } from '../refusals.ts'
import { type EnrollmentRow, enrollmentColumns, type HolderRow, holderColumns } from '../tables.ts'

interface Consent {
  readonly id: string
  readonly kind: 'enrollment' | 'owner' | 'agent'
  readonly person: string
  readonly box: string | null
  readonly from: string | null
  readonly until: string | null
  readonly askedAt: Date
}

const ofHolder = (row: HolderRow): Consent => ({
  id: row.id,
  kind: row.role,
  person: row.person,
  box: row.box,
  from: row.valid_from,
  until: row.valid_until,
  askedAt: row.entered_at,
})

const ofEnrollment = (row: EnrollmentRow): Consent => ({
  id: row.id,
  kind: 'enrollment',
  person: row.person,
  box: null,
  from: null,
  until: null,
  askedAt: row.begun_at,
})

/** Who has to agree to somebody at a box: any owner of it; of a box without one, whoever shall become it. */
const mayConsent = async (db: Query, person: string, row: HolderRow): Promise<boolean> => {
  const owners = await ownersOf(db, row.box)
  return owners.length > 0 ? owners.includes(person) : row.role === 'owner' && row.person === person
}

const waitingHolders = `
  select ${holderColumns} from locker.holder waiting
   where consented_at is null and declined_at is null and ended_at is null
     and (person = $1 or exists (select 1 from locker.holder owner where owner.box = waiting.box and owner.person = $1
            and owner.role = 'owner' and owner.consented_at is not null and owner.ended_at is null))
   order by entered_at`

const waitingEnrollments = `
  select ${enrollmentColumns} from locker.enrollment
   where person = $1 and consented_at is null and ended_at is null and granted_at is null and expires_at > $2`

export const createConsents = (needs: LockerNeeds) => {
  const { db, clock, identity } = needs

  const list = async (person: string): Promise<Consent[]> => {
    const holders = await db.query<HolderRow>(waitingHolders, [person])
    const enrollments = await db.query<EnrollmentRow>(waitingEnrollments, [person, clock()])
    const mine: HolderRow[] = []
    for (const row of holders) if (await mayConsent(db, person, row)) mine.push(row)
    return [...mine.map(ofHolder), ...enrollments.map(ofEnrollment)]
  }

  const find = async (person: string, id: string): Promise<Consent> => {
    const found = (await list(person)).find((each) => each.id === id)
    if (!found) throw noSuchConsent()
    return found
  }

  /** What is signed names whom, what and until when. */
  const deedOf = async ({ id, kind, person, box, from, until }: Consent): Promise<Deed> => {
    const name = (await identity.names([person])).get(person)?.name ?? ''
    const number = box ? (await findBox(db, box)).number : ''
    return plainDeed(`locker-${kind}`, id, [name, number, from, until].filter((part) => part).join(' '))
  }

  const agree = async (prover: Prover, id: string, proof: Proof): Promise<void> => {
    const consent = await find(prover.id, id)
    await identity.prove(prover, await deedOf(consent), proof)
    await db.transaction(async (tx) => {
      const now = clock()
      const box = consent.box ? await lockedBox(tx, consent.box) : undefined
      const table = box ? 'holder' : 'enrollment'
      const set = box ? 'consented_by = $2, consented_at = $3' : 'consented_at = $3'
      const isOpen = box ? 'declined_at is null' : 'granted_at is null and person = $2'
      const agreed = await tx.query(
        `update locker.${table} set ${set} where id = $1 and consented_at is null and ended_at is null and ${isOpen}
          and $2::uuid is not null returning id`,
        [id, prover.id, now],
      )
      if (agreed.length === 0) throw noSuchConsent()
      const about = { at: now, branch: box?.branch ?? '', box: box?.id ?? null, what: 'agreed' }
      await tellBoard(tx, { kind: box ? 'box' : 'enrollment', ...about })
    })
  }

  const decline = async (person: string, id: string): Promise<void> => {
    const { kind } = await find(person, id)
    const now = clock()
    await db.transaction(async (tx) => {
      if (kind === 'enrollment') await endEnrollment(tx, id, { kind: 'declined', by: person, at: now })
      else await tx.query('update locker.holder set declined_at = $2 where id = $1 and consented_at is null', [id, now])
    })
  }

  return {
    list,
    ask: async (prover: Prover, id: string) => identity.askProof(prover, await deedOf(await find(prover.id, id))),
    agree,
    decline,
  }
}
