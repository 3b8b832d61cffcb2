/** What analysts do with a case besides deciding its payments: take it, hand it over, write down what they found. */
import type { Database, Query } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'

const noSuchCase = () => new Refusal('no-such-case', 404, 'There is no such case.')

const lockOpen = async (tx: Query, id: string) => {
  const [row] = await tx.query<{ assigned_to: string | null; closed_at: Date | null }>(
    'select assigned_to, closed_at from fraud.case_file where id = $1 for update',
    [id],
  )
  if (!row) throw noSuchCase()
  if (row.closed_at) throw new Refusal('case-closed', 409, 'This case is closed.')
  return row
}

export interface Assigning {
  readonly id: string
  /** Null gives it back to everybody. */
  readonly to: string | null
  readonly person: string
}

/** The same again changes nothing. Throws no-such-case, case-closed, and no-such-analyst. */
export const createAssign =
  (db: Database, clock: Clock, analysts: () => Promise<readonly { readonly id: string }[]>) =>
  async ({ id, to, person }: Assigning): Promise<void> => {
    if (to !== null && !(await analysts()).some((analyst) => analyst.id === to))
      throw new Refusal('no-such-analyst', 422, 'Only somebody who decides reviews can have a case.')
    await db.transaction(async (tx) => {
      if ((await lockOpen(tx, id)).assigned_to === to) return
      await tx.query('update fraud.case_file set assigned_to = $2 where id = $1', [id, to])
      await tx.query('insert into fraud.case_entry (case_file, at, who, what, person) values ($1, $2, $3, $4, $5)', [
        id,
        clock(),
        person,
        to === null ? 'given back' : 'assigned',
        to,
      ])
    })
  }

export interface Noting {
  readonly id: string
  /** Of the note, made by the caller. */
  readonly note: string
  readonly text: string
  /** Payments that it refers to. */
  readonly links: readonly string[]
  readonly person: string
}

const checkLinks = async (tx: Query, links: readonly string[]) => {
  const found = await tx.query('select from fraud.decision where payment = any ($1::uuid[])', [links])
  if (found.length !== new Set(links).size)
    throw new Refusal('no-such-payment', 404, 'One of the linked payments is not known here.')
}

/** The same note again is written once. Throws no-such-case, no-such-payment and id-taken. */
export const createNote =
  (db: Database, clock: Clock) =>
  async ({ id, note, text, links, person }: Noting): Promise<void> => {
    await db.transaction(async (tx) => {
      const [row] = await tx.query('select from fraud.case_file where id = $1', [id])
      if (!row) throw noSuchCase()
      await checkLinks(tx, links)
      const made = await tx.query(
        `insert into fraud.case_entry (id, case_file, at, who, what, note, links) values ($1, $2, $3, $4, 'note', $5, $6)
         on conflict (id) do nothing returning number`,
        [note, id, clock(), person, text, links],
      )
      if (made.length > 0) return
      const same = await tx.query(
        'select from fraud.case_entry where id = $1 and case_file = $2 and who = $3 and note = $4',
        [note, id, person, text],
      )
      if (same.length === 0) throw new Refusal('id-taken', 409, 'Another note was written under this id.')
    })
  }
