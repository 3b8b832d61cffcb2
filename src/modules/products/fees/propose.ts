/** A schedule is proposed by one person of the staff and granted by another; each signs the whole of it. */
import type { ApprovalKind, Identity } from '#modules/identity'
import type { Database } from '#platform/database'
import type { Caller } from '#platform/http'
import { Refusal } from '#platform/refusal'
import { type Clock, dayMs, minuteMs } from '#platform/time'
import * as wire from '../wire.ts'
import { faultIn } from './fee.ts'
import { findSchedule, findWaiting, insertSchedule, lockSchedule, type ScheduleRow } from './rows.ts'

export const feesKind = 'products.fees'

/** A first signature is good for so long. */
const goodForMs = 7 * dayMs

/** Every server reads the schedules more often than this, so that all of them take a new fee from the same instant on. */
export const soonestMs = minuteMs

export interface ProposeNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly identity: Pick<Identity, 'approvals' | 'names'>
}

export const noSuchSchedule = () => new Refusal('no-such-fee-schedule', 404, 'There is no such fee schedule.')
const waits = () => new Refusal('fee-schedule-waits', 409, 'Another fee schedule waits for a second person.')
const ended = () => new Refusal('fee-schedule-ended', 409, 'This fee schedule was decided already.')
const secondPerson = () =>
  new Refusal('second-person-needed', 403, 'You proposed this schedule; somebody else has to decide it.')
const notYours = () => new Refusal('not-your-request', 403, 'Only who proposed the schedule can withdraw it.')
const differs = () => new Refusal('id-taken', 409, 'Another fee schedule was proposed under this id.')

const faults: Readonly<Record<string, string>> = {
  band: 'the band ends where it begins or before',
  bounds: 'the maximum is less than the minimum',
  month: 'only sending and cash out are counted by the month',
  meets: 'it speaks of an amount that an earlier line speaks of',
}

const faulty = (line: number, fault: string) =>
  new Refusal('fee-line-faulty', 422, `Line ${line} cannot be: ${faults[fault]}.`)

type Asked = Omit<wire.FeeScheduleAsked, 'proof'>

const contentOf = ({ lines, holdsFrom, holdsUntil, reason }: Asked) => ({
  lines: JSON.stringify(lines),
  holdsFrom,
  holdsUntil: holdsUntil ?? null,
  reason,
})

const askedOf = (row: ScheduleRow): Asked => ({
  lines: [...row.lines],
  holdsFrom: row.holds_from.toISOString(),
  holdsUntil: row.holds_until?.toISOString() ?? null,
  reason: row.reason,
})

/** JSON in the database has its keys in an order of its own; a line is signed in the order of the wire. */
const inOrder = (line: wire.FeeLine): wire.FeeLine => wire.feeLine.parse(line)

const ordered = (asked: Asked): Asked => ({ ...asked, lines: asked.lines.map(inOrder) })

/** What both sign: every line, from when until when, and why. */
export const createFeesKind = (db: Database): ApprovalKind => ({
  kind: feesKind,
  may: 'fees:set',
  goodForMs,
  facts: async (subject, asked) => {
    if ('lines' in asked) return { content: contentOf(ordered(asked as Asked)) }
    const row = await findSchedule(db, subject)
    if (!row) throw noSuchSchedule()
    return { content: contentOf(ordered(askedOf(row))) }
  },
  waiting: async () => {
    const row = await findWaiting(db)
    if (!row) return []
    return [
      {
        id: row.id,
        askedBy: row.asked_by,
        askedAt: row.asked_at.toISOString(),
        endsAt: new Date(row.asked_at.getTime() + goodForMs).toISOString(),
        reason: row.reason,
        lines: [
          { what: 'fee-lines', value: String(row.lines.length) },
          { what: 'holds-from', value: row.holds_from.toISOString().slice(0, 10) },
        ],
        path: '/fees',
      },
    ]
  },
})

const isSame = (row: ScheduleRow, person: string, asked: Asked) =>
  row.asked_by === person &&
  JSON.stringify(contentOf(ordered(askedOf(row)))) === JSON.stringify(contentOf(ordered(asked)))

/** Proposes. The same id again answers what was proposed. Throws fee-line-faulty, fee-schedule-waits, id-taken and what a signature throws. */
export const createPropose =
  ({ db, clock, identity }: ProposeNeeds) =>
  async (caller: Caller, id: string, { proof, ...asked }: wire.FeeScheduleAsked): Promise<ScheduleRow> => {
    const fault = faultIn(asked.lines)
    if (fault) throw faulty(fault.line, fault.fault)
    const known = await findSchedule(db, id)
    if (known && !isSame(known, caller.id, asked)) throw differs()
    if (known) return known
    if (await findWaiting(db)) throw waits()
    await identity.approvals.sign(caller, { kind: feesKind, subject: id, asked, proof })
    return db.transaction(async (tx) => {
      await tx.query('lock table products.fee_schedule in share row exclusive mode')
      if (await findWaiting(tx)) throw waits()
      await insertSchedule(tx, {
        id,
        lines: asked.lines.map(inOrder),
        holds_from: new Date(asked.holdsFrom),
        holds_until: asked.holdsUntil ? new Date(asked.holdsUntil) : null,
        reason: asked.reason,
        asked_by: caller.id,
        asked_at: clock(),
      })
      const row = await findSchedule(tx, id)
      if (!row) throw noSuchSchedule()
      return row
    })
  }

const end = async (
  db: Database,
  id: string,
  outcome: NonNullable<ScheduleRow['outcome']>,
  by: string,
  note: string,
  at: Date,
) =>
  db.transaction(async (tx) => {
    const row = await lockSchedule(tx, id)
    if (!row) throw noSuchSchedule()
    if (row.outcome !== null) throw ended()
    const soonest = new Date(at.getTime() + soonestMs)
    const holdsFrom = outcome === 'granted' && row.holds_from < soonest ? soonest : row.holds_from
    const [written] = await tx.query<ScheduleRow>(
      `update products.fee_schedule set outcome = $2, ended_by = $3, ended_at = $4, note = $5, holds_from = $6,
         holds_until = case when holds_until > $6 then holds_until end where id = $1 returning *`,
      [id, outcome, by, at, note, holdsFrom],
    )
    return written
  })

/** Grants with a second signature, or denies without one. Throws no-such-fee-schedule, fee-schedule-ended, second-person-needed. */
export const createDecide =
  ({ db, clock, identity }: ProposeNeeds) =>
  async (caller: Caller, id: string, { proof, ...asked }: wire.FeeScheduleDecided): Promise<ScheduleRow> => {
    const row = await findSchedule(db, id)
    if (!row) throw noSuchSchedule()
    if (row.asked_by === caller.id) throw secondPerson()
    if (row.outcome !== null) throw ended()
    if (asked.decision === 'grant')
      await identity.approvals.sign(caller, { kind: feesKind, subject: id, asked, proof, first: row.asked_by })
    return end(db, id, asked.decision === 'grant' ? 'granted' : 'denied', caller.id, asked.note, clock())
  }

export const createWithdraw =
  ({ db, clock }: ProposeNeeds) =>
  async (person: string, id: string): Promise<ScheduleRow> => {
    const row = await findSchedule(db, id)
    if (!row) throw noSuchSchedule()
    if (row.asked_by !== person) throw notYours()
    return end(db, id, 'withdrawn', person, '', clock())
  }
