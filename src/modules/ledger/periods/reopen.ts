/** Opens closed books again: one person asks and says why, another one grants it. */
import assert from 'node:assert/strict'
import type { Database, Query } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import { holdBook } from '../book-lock.ts'
import { type ReopeningRow, reopeningColumns } from './rows.ts'

export interface Request {
  readonly id: string
  /** The day of a closing; it and every later one are to be opened. */
  readonly through: string
  readonly reason: string
  readonly person: string
}

export interface Ending {
  readonly id: string
  readonly outcome: 'granted' | 'denied' | 'withdrawn'
  readonly person: string
  readonly note: string
}

const find = async (tx: Query, id: string): Promise<ReopeningRow | undefined> => {
  const [row] = await tx.query<ReopeningRow>(
    `select ${reopeningColumns} from ledger.reopening where id = $1 for update`,
    [id],
  )
  return row
}

/** Requests and their ends come one after the other, so that the second sees the first. */
const takeTurn = (tx: Query) => tx.query('select from ledger.closing for update')

export const noSuchReopening = () =>
  new Refusal('no-such-reopening', 404, 'There is no such request to reopen the books.')

export const assertIsClosed = async (tx: Query, through: string) => {
  const found = await tx.query('select from ledger.period where through = $1::date and reopened_at is null', [through])
  if (found.length === 0) throw new Refusal('no-such-period', 404, `No closing of ${through} stands.`)
}

const tell = (tx: Query, row: ReopeningRow, what: string, person: string, reason: string, at: Date) =>
  tx.query(
    `insert into ledger.period_event (at, what, through, person, reason, reopening) values ($1, $2, $3::date, $4, $5, $6)`,
    [at, `reopening ${what}`, row.through, person, reason, row.id],
  )

const checkIsSame = (known: ReopeningRow, { through, reason, person }: Request): ReopeningRow => {
  if (known.through === through && known.reason === reason && known.asked_by === person) return known
  throw new Refusal('id-taken', 409, 'Another request was made under this id.')
}

/** Asks to open the books from a closing on. Throws no-such-period, reopening-waits or id-taken. */
export const createAsk =
  (db: Database, clock: Clock) =>
  async (request: Request): Promise<ReopeningRow> =>
    db.transaction(async (tx) => {
      await takeTurn(tx)
      const known = await find(tx, request.id)
      if (known) return checkIsSame(known, request)
      await assertIsClosed(tx, request.through)
      const waiting = await tx.query('select from ledger.reopening where outcome is null')
      if (waiting.length > 0)
        throw new Refusal('reopening-waits', 409, 'Another request to reopen waits for a second person.')
      const at = clock()
      const [row] = await tx.query<ReopeningRow>(
        `insert into ledger.reopening (id, through, reason, asked_by, asked_at) values ($1, $2::date, $3, $4, $5)
         returning ${reopeningColumns}`,
        [request.id, request.through, request.reason, request.person, at],
      )
      await tell(tx, row, 'asked', request.person, request.reason, at)
      return row
    })

/** The closings from that day on no longer stand; the day is that of the one before them. */
const moveBack = async (tx: Query, through: string, at: Date) => {
  await assertIsClosed(tx, through)
  await tx.query('update ledger.period set reopened_at = $2 where through >= $1::date and reopened_at is null', [
    through,
    at,
  ])
  await tx.query(
    `update ledger.closing set closed_through = coalesce(
       (select max(through) from ledger.period where reopened_at is null), '-infinity')`,
  )
}

const checkPerson = (row: ReopeningRow, { outcome, person }: Ending) => {
  if (outcome === 'withdrawn' && row.asked_by !== person)
    throw new Refusal('not-your-request', 403, 'Only who asked for the reopening can withdraw it.')
  if (outcome !== 'withdrawn' && row.asked_by === person)
    throw new Refusal('second-person-needed', 403, 'You asked for this reopening; somebody else has to decide it.')
}

const end = async (tx: Query, row: ReopeningRow, { outcome, person, note }: Ending, at: Date) => {
  const [ended] = await tx.query<ReopeningRow>(
    `update ledger.reopening set outcome = $2, ended_by = $3, ended_at = $4, note = $5 where id = $1
     returning ${reopeningColumns}`,
    [row.id, outcome, person, at, note],
  )
  assert(ended)
  await tell(tx, row, outcome, person, note, at)
  return ended
}

/**
 * Grants, denies or withdraws a request; the same once more is answered as it is. Granting opens the books at once.
 * Throws no-such-reopening, reopening-ended, second-person-needed, not-your-request, no-such-period or books-busy.
 */
export const createEnd =
  (db: Database, clock: Clock) =>
  async (ending: Ending): Promise<ReopeningRow> =>
    db.transaction(async (tx) => {
      // The lock of the book comes first, here as when closing, so that the two cannot wait for each other.
      if (ending.outcome === 'granted') await holdBook(tx)
      await takeTurn(tx)
      const row = await find(tx, ending.id)
      if (!row) throw noSuchReopening()
      checkPerson(row, ending)
      if (row.outcome === ending.outcome && row.ended_by === ending.person) return row
      if (row.outcome !== null) throw new Refusal('reopening-ended', 409, `This request was ${row.outcome} already.`)
      const at = clock()
      if (ending.outcome === 'granted') await moveBack(tx, row.through, at)
      return end(tx, row, ending, at)
    })
