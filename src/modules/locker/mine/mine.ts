/** What a customer does about their own boxes. */
import { facesOf, holdersOf, isInForce } from '../boxes/rows.ts'
import { deleteFaces } from '../enrollments/rows.ts'
import type { LockerNeeds } from '../needs.ts'
import type { HolderRow } from '../tables.ts'
import { createConsents } from './consents.ts'
import { createIncidents, listIncidents, showIncident } from './incidents.ts'
import { createSecrets } from './secrets.ts'

interface OwnBox {
  readonly id: string
  readonly number: string
  readonly branch: string
  readonly locked_at: Date | null
}

export const createMine = (needs: LockerNeeds) => {
  const { db, clock, identity } = needs
  const consents = createConsents(needs)

  const boxesOf = async (person: string) => {
    const rows = await db.query<OwnBox>(
      `select distinct box.id, number, branch, locked_at from locker.box join locker.holder on holder.box = box.id
        where holder.person = $1 and holder.ended_at is null and consented_at is not null order by branch, number`,
      [person],
    )
    const holders = await holdersOf(
      db,
      rows.map(({ id }) => id),
    )
    const mineOf = (box: string): HolderRow | undefined =>
      holders.find((each) => each.box === box && each.person === person && isInForce(each, clock()))
    return rows.flatMap(({ id, number, branch, locked_at }) => {
      const mine = mineOf(id)
      if (!mine) return []
      const { role: as, valid_until: until, secret } = mine
      return [{ id, number, branch, as, until, isLocked: locked_at !== null, hasSecret: secret !== null }]
    })
  }

  const consentsOf = async (person: string) => {
    const waiting = await consents.list(person)
    const names = await identity.names(waiting.map((each) => each.person))
    const boxes = await db.query<{ id: string; number: string }>(
      'select id, number from locker.box where id = any ($1::uuid[])',
      [waiting.flatMap(({ box }) => box ?? [])],
    )
    const numbers = new Map(boxes.map(({ id, number }) => [id, number]))
    return waiting.map(({ id, kind, person: whose, box, from, until, askedAt }) => ({
      id,
      kind,
      name: names.get(whose)?.name ?? '',
      box: box ? (numbers.get(box) ?? null) : null,
      from,
      until,
      askedAt: askedAt.toISOString(),
    }))
  }

  return {
    consents,
    secrets: createSecrets(needs),
    answerIncident: createIncidents(needs),
    deleteFace: (person: string) => deleteFaces(needs, person, person),
    show: async (person: string) => {
      const faces = await facesOf(db, [person])
      return {
        boxes: await boxesOf(person),
        face: faces.has(person) ? ('in-force' as const) : ('none' as const),
        consents: await consentsOf(person),
        incidents: (await listIncidents(db, person)).map(showIncident),
      }
    },
    /** Whether a picture was sent to this person, who may look at it. */
    mayLookAt: async (person: string, picture: string): Promise<boolean> =>
      (await db.query('select 1 from locker.incident where person = $1 and picture = $2', [person, picture])).length >
      0,
  }
}
