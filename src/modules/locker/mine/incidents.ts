/** “It was me” and “it was not me”. After three wrong secrets the first takes the code that was sent, and lets people in again. */
import { timingSafeEqual } from 'node:crypto'
import type { Query, Tx } from '#platform/database'
import { ring } from '../alarms/ring.ts'
import { release } from '../boxes/release.ts'
import { findBox } from '../boxes/rows.ts'
import { hashCode, type LockerNeeds } from '../needs.ts'
import { answeredAlready, noSuchIncident, tooManyAttempts, wrongIncidentCode } from '../refusals.ts'
import type { Denial, Door } from '../wire.ts'

export interface IncidentRow {
  readonly id: string
  readonly attempt: string
  readonly box: string
  readonly number: string
  readonly branch: string
  readonly kind: 'denied' | 'wrong-secret'
  readonly door: Door
  readonly denial: Denial
  readonly at: Date
  readonly picture: string | null
  readonly code_hash: Uint8Array | null
  readonly tries: number
  readonly answer: 'me' | 'not-me' | null
}

const select = `
  select incident.id, attempt, incident.box, number, branch, kind, door, denial, at, picture, code_hash, tries, answer
    from locker.incident join locker.box on box.id = incident.box where person = $1`

export const showIncident = (row: IncidentRow) => ({
  id: row.id,
  box: row.number,
  branch: row.branch,
  kind: row.kind,
  door: row.door,
  denial: row.denial,
  at: row.at.toISOString(),
  picture: row.picture,
  answer: row.answer,
  needsCode: row.code_hash !== null && row.answer === null,
})

export const listIncidents = (db: Query, person: string): Promise<IncidentRow[]> =>
  db.query(`${select} order by at desc, incident.id desc limit 30`, [person])

const mostTries = 5

export const createIncidents = (needs: LockerNeeds) => {
  const { db, clock } = needs

  const find = async (tx: Query, person: string, id: string): Promise<IncidentRow> => {
    const [row] = await tx.query<IncidentRow>(`${select} and incident.id = $2`, [person, id])
    if (!row) throw noSuchIncident()
    if (row.answer !== null) throw answeredAlready()
    return row
  }

  /** Counted in a transaction of its own, so that a wrong code stays counted. */
  const checkCode = async (row: IncidentRow, code: string | undefined): Promise<void> => {
    if (row.code_hash === null) return
    const counted = await db.query(
      `update locker.incident set tries = tries + 1 where id = $1 and tries < ${mostTries} returning id`,
      [row.id],
    )
    if (counted.length === 0) throw tooManyAttempts(3600)
    if (!timingSafeEqual(row.code_hash, hashCode(needs, row.id, code ?? ''))) throw wrongIncidentCode()
  }

  /** Nobody's box is released by a code of before: it has to be locked by this very attempt. */
  const releaseBy = async (tx: Tx, row: IncidentRow): Promise<void> => {
    if (row.kind !== 'wrong-secret') return
    const [later] = await tx.query(
      "select 1 from locker.incident where box = $1 and kind = 'wrong-secret' and at > $2 and attempt <> $3",
      [row.box, row.at, row.attempt],
    )
    const [box] = await tx.query<{ locked_why: string | null }>('select locked_why from locker.box where id = $1', [
      row.box,
    ])
    const [denied] = await tx.query("select 1 from locker.incident where attempt = $1 and answer = 'not-me'", [
      row.attempt,
    ])
    // What staff have locked, or another owner has called a stranger's doing, an owner alone does not release.
    if (!later && !denied && box?.locked_why === 'three wrong secrets') await release(tx, row.box, clock())
  }

  /** The branch is told, and the box is kept shut. */
  const keepShut = async (tx: Tx, row: IncidentRow): Promise<void> => {
    const { branch } = await findBox(tx, row.box)
    const { box, attempt, picture } = row
    const [report] = await tx.query<{ id: string }>('select id from locker.report where attempt = $1', [attempt])
    await ring(needs, tx, { kind: 'not-me', branch, box, attempt, picture, report: report?.id ?? null, at: clock() })
  }

  return async (person: string, id: string, answer: 'me' | 'not-me', code?: string) => {
    const row = await find(db, person, id)
    if (answer === 'me') await checkCode(row, code)
    await db.transaction(async (tx) => {
      const answered = await tx.query(
        'update locker.incident set answer = $2, answered_at = $3 where id = $1 and answer is null returning id',
        [id, answer, clock()],
      )
      if (answered.length === 0) throw answeredAlready()
      await (answer === 'me' ? releaseBy(tx, row) : keepShut(tx, row))
    })
    return showIncident({ ...row, answer })
  }
}
