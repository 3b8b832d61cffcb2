/** Corridors are data that two people change: one asks and says why, another grants it, each with a signature. */
import canonicalize from 'canonicalize'
import type { ApprovalKind, Identity } from '#modules/identity'
import type { Database, Query } from '#platform/database'
import type { Caller } from '#platform/http'
import { Refusal } from '#platform/refusal'
import { type Clock, dayMs } from '#platform/time'
import type { Proof } from '#wire/identity'
import type { CorridorRules } from '../../wire.ts'
import { type ChangeRow, endChange, findChange, findChanges, insertChange, lockChange, writeCorridor } from './rows.ts'

export const noSuchChange = () => new Refusal('no-such-change', 404, 'There is no such change of a corridor.')
const changeEnded = () => new Refusal('change-ended', 409, 'This change was decided already.')
const changeWaits = () =>
  new Refusal('change-waits', 409, 'Another change of this corridor waits for a second person. Decide it first.')
const idTaken = () => new Refusal('id-taken', 409, 'This id stands for something else.')
const notYours = () => new Refusal('not-your-request', 403, 'Only who asked for the change can withdraw it.')
const secondPerson = () =>
  new Refusal('second-person-needed', 403, 'You asked for this change; somebody else has to decide it.')

const kind = 'payments.corridor'
export const mayChangeCorridors = 'corridors:change'
const goodForMs = 7 * dayMs

const contentOf = ({ corridor, rules, reason }: Pick<ChangeRow, 'corridor' | 'rules' | 'reason'>) => ({
  corridor,
  rules: canonicalize(rules) ?? '',
  reason,
})

const linesOf = ({ corridor, rules }: ChangeRow) => [
  { what: 'corridor', value: corridor },
  { what: 'corridor-open', value: rules.isOpen ? 'yes' : 'no' },
  { what: 'corridor-spread', value: `${rules.spreadBasisPoints / 100} %` },
]

/** What both sign: the corridor, all of its rules, and why. */
const createKind = (db: Query): ApprovalKind => ({
  kind,
  may: mayChangeCorridors,
  goodForMs,
  facts: async (subject, asked) => {
    if ('rules' in asked) return { content: contentOf(asked as unknown as ChangeRow) }
    const row = await findChange(db, subject)
    if (!row) throw noSuchChange()
    return { content: contentOf(row) }
  },
  waiting: async () =>
    (await findChanges(db))
      .filter(({ outcome }) => outcome === null)
      .map((row) => ({
        id: row.id,
        askedBy: row.asked_by,
        askedAt: row.asked_at.toISOString(),
        endsAt: new Date(row.asked_at.getTime() + goodForMs).toISOString(),
        reason: row.reason,
        lines: linesOf(row),
        path: '/abroad',
      })),
})

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly identity: Pick<Identity, 'approvals'>
}

export interface AskedChange {
  readonly corridor: string
  readonly rules: CorridorRules
  readonly reason: string
  readonly proof?: Proof
}

export interface DecidedChange {
  readonly decision: 'grant' | 'deny'
  readonly note: string
  readonly proof?: Proof
}

const isSame = (row: ChangeRow, caller: Caller, asked: AskedChange) =>
  row.asked_by === caller.id &&
  row.corridor === asked.corridor &&
  row.reason === asked.reason &&
  canonicalize(row.rules) === canonicalize(asked.rules)

/** Registers the kind of approval, and answers the three steps of a change. */
export const createChanges = ({ db, clock, identity: { approvals } }: Needs) => {
  approvals.register(createKind(db))

  const read = async (id: string): Promise<ChangeRow> => {
    const row = await findChange(db, id)
    if (!row) throw noSuchChange()
    return row
  }

  const ask = async (caller: Caller, id: string, asked: AskedChange): Promise<ChangeRow> => {
    const known = await findChange(db, id)
    if (known && !isSame(known, caller, asked)) throw idTaken()
    if (known) return known
    const { proof, ...said } = asked
    await approvals.sign(caller, { kind, subject: id, asked: { ...said }, proof })
    if (!(await insertChange(db, { id, ...said, asked_by: caller.id }, clock()))) throw changeWaits()
    return read(id)
  }

  const decide = async (caller: Caller, id: string, { proof, ...said }: DecidedChange): Promise<ChangeRow> => {
    const row = await read(id)
    if (row.outcome !== null) throw changeEnded()
    if (row.asked_by === caller.id) throw secondPerson()
    if (said.decision === 'grant')
      await approvals.sign(caller, { kind, subject: id, asked: said, proof, first: row.asked_by })
    return end(id, caller.id, said.decision === 'grant' ? 'granted' : 'denied', said.note)
  }

  const end = (id: string, person: string, outcome: 'granted' | 'denied' | 'withdrawn', note: string) =>
    db.transaction(async (tx) => {
      const row = await lockChange(tx, id)
      if (!row || row.outcome !== null) throw changeEnded()
      const at = clock()
      if (outcome === 'granted')
        await writeCorridor(tx, row.corridor, row.rules, { asked: row.asked_by, granted: person }, at)
      await endChange(tx, id, { outcome, person, note }, at)
      return { ...row, outcome, ended_by: person, ended_at: at, note }
    })

  const withdraw = async (caller: Caller, id: string): Promise<ChangeRow> => {
    const row = await read(id)
    if (row.asked_by !== caller.id) throw notYours()
    if (row.outcome === 'withdrawn') return row
    return end(id, caller.id, 'withdrawn', '')
  }

  return { ask, decide, withdraw, find: () => findChanges(db) }
}
