/** Two people sign a reopening of the books, each with a passkey: who asks, and who grants it. */
import type { ApprovalKind, Identity } from '#modules/identity'
import type { Query } from '#platform/database'
import type { Caller } from '#platform/http'
import { dayMs } from '#platform/time'
import type * as wire from '../wire.ts'
import { assertIsClosed, noSuchReopening } from './reopen.ts'
import { type ReopeningRow, reopeningColumns } from './rows.ts'

/** What the ledger needs of identity, which is below it: signatures are taken there. */
export type FourEyes = Pick<Identity['approvals'], 'sign' | 'register'>

/** Where nobody is there to sign, as in a tool that only proves: nothing that takes two people can be done. */
export const nobodySigns: FourEyes = {
  register: () => {},
  sign: async () => {
    throw new Error('these periods were built without anybody who could sign')
  },
}

export const reopeningKind = 'ledger.reopening'

/** The first signature is good for a week. */
const goodForMs = 7 * dayMs

const findReopening = async (db: Query, id: string): Promise<ReopeningRow | undefined> => {
  const [row] = await db.query<ReopeningRow>(`select ${reopeningColumns} from ledger.reopening where id = $1`, [id])
  return row
}

/** What both sign: from which day on, and why. */
export const createReopeningKind = (db: Query): ApprovalKind => ({
  kind: reopeningKind,
  may: 'books:reopen',
  goodForMs,
  facts: async (subject, asked) => {
    if ('through' in asked) {
      const [through, reason] = [String(asked.through), String(asked.reason)]
      await assertIsClosed(db, through)
      return { content: { through, reason } }
    }
    const row = await findReopening(db, subject)
    if (!row) throw noSuchReopening()
    return { content: { through: row.through, reason: row.reason } }
  },
  waiting: async () => {
    const rows = await db.query<ReopeningRow>(
      `select ${reopeningColumns} from ledger.reopening where outcome is null order by asked_at limit 10`,
    )
    return rows.map((row) => ({
      id: row.id,
      askedBy: row.asked_by,
      askedAt: row.asked_at.toISOString(),
      endsAt: new Date(row.asked_at.getTime() + goodForMs).toISOString(),
      reason: row.reason,
      lines: [{ what: 'reopen-from', value: row.through }],
      path: '/periods',
    }))
  },
})

type Asking = wire.ReopeningAsked & { readonly id: string }
type Deciding = wire.ReopeningDecided & { readonly id: string }

/** Takes the signatures, before what they are for is done. What is known, or ended, was signed or needs none. */
export const createSigning = (db: Query, { sign }: FourEyes) => ({
  ask: async (caller: Caller, { id, proof, ...asked }: Asking): Promise<void> => {
    if (await findReopening(db, id)) return
    await sign(caller, { kind: reopeningKind, subject: id, asked, proof })
  },
  decide: async (caller: Caller, { id, proof, ...asked }: Deciding): Promise<void> => {
    const row = await findReopening(db, id)
    if (!row || row.outcome !== null || asked.decision === 'deny') return
    await sign(caller, { kind: reopeningKind, subject: id, asked, proof, first: row.asked_by })
  },
})
