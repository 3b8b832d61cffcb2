/** Changes that identity itself carries out once two people have signed them. */
import assert from 'node:assert/strict'
import type { Database, Query, Tx } from '#platform/database'
import type { Caller } from '#platform/http'
import { Refusal } from '#platform/refusal'
import { type Clock, dayMs } from '#platform/time'
import { findRights } from '../roles/rights.ts'
import type { Proof } from '../wire.ts'
import { canonical } from './content.ts'
import type { ApprovalKind, Facts, Kinds, WaitingApproval } from './kinds.ts'
import { secondPersonNeeded, signatureExpired, signatureVoid } from './refusals.ts'
import type { Signatures } from './sign.ts'

/** For how long a proposal waits for its second person. */
export const proposalMs = 3 * dayMs
const mostWaiting = 200

export interface ProposalRow {
  readonly id: string
  readonly kind: string
  readonly content: string
  readonly reason: string
  readonly asked_by: string
  readonly asked_at: Date
  readonly ends_at: Date
  readonly outcome: 'granted' | 'denied' | 'withdrawn' | null
  readonly ended_by: string | null
  readonly ended_at: Date | null
  readonly note: string
}

const columns = 'id, kind, content, reason, asked_by, asked_at, ends_at, outcome, ended_by, ended_at, note'

/** What identity knows of a kind of change: whether it can be, how it reads, and how it is done. */
export interface Change {
  readonly kind: string
  readonly may: string
  /** Throws a Refusal where the change cannot be made as things stand; asked when it is proposed and when it is carried out. */
  check(tx: Query, content: unknown, person: string): Promise<void>
  carryOut(tx: Tx, content: unknown, asked: { readonly by: string; readonly at: Date }): Promise<void>
  /** The change in words, for who is to sign it. */
  lines(db: Query, content: unknown): Promise<WaitingApproval['lines']>
}

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly kinds: Kinds
  readonly signatures: Signatures
  readonly changes: readonly Change[]
  /** Drops what is remembered of callers. */
  readonly forget: () => void
}

export interface NewProposal {
  readonly id: string
  readonly kind: string
  readonly content: unknown
  readonly reason: string
  readonly proof: Proof | undefined
}

export interface ProposalEnding {
  readonly id: string
  readonly decision: 'grant' | 'deny'
  readonly note: string
  readonly proof: Proof | undefined
}

const noSuchProposal = () => new Refusal('no-such-proposal', 404, 'There is no such proposal.')

/** One of these kinds: who may decide on one family of changes has no say in another. */
const find = async (db: Query, { changes }: Pick<Needs, 'changes'>, id: string, more = ''): Promise<ProposalRow> => {
  const [row] = await db.query<ProposalRow>(
    `select ${columns} from identity.proposal where id = $1 and kind = any ($2::text[]) ${more}`,
    [id, changes.map(({ kind }) => kind)],
  )
  if (!row) throw noSuchProposal()
  return row
}

const assertWaits = ({ outcome, ends_at }: ProposalRow, at: Date) => {
  if (outcome !== null) throw new Refusal('proposal-ended', 409, `This proposal was ${outcome} already.`)
  if (ends_at <= at) throw signatureExpired()
}

const endStatement = `
  update identity.proposal set outcome = $2, ended_by = $3, ended_at = $4, note = $5 where id = $1 returning ${columns}`

const kindOf = ({ db }: Pick<Needs, 'db'>, change: Change): ApprovalKind => ({
  kind: change.kind,
  may: change.may,
  goodForMs: proposalMs,
  // The first signature is over what is asked for, the second over what is stored: they have to be the same.
  facts: async (subject, asked): Promise<Facts> => {
    const isFirst = 'change' in asked
    const { content, reason } = isFirst
      ? { content: canonical(asked.change), reason: String(asked.reason) }
      : await find(db, { changes: [change] }, subject)
    return { content: { content, reason } }
  },
  waiting: async () => {
    const rows = await db.query<ProposalRow>(
      `select ${columns} from identity.proposal where kind = $1 and outcome is null order by asked_at limit ${mostWaiting}`,
      [change.kind],
    )
    return Promise.all(
      rows.map(async (row) => ({
        id: row.id,
        askedBy: row.asked_by,
        askedAt: row.asked_at.toISOString(),
        endsAt: row.ends_at.toISOString(),
        reason: row.reason,
        lines: await change.lines(db, JSON.parse(row.content)),
        path: '/approvals',
      })),
    )
  },
})

const createPropose =
  (needs: Needs, changeOf: (kind: string) => Change) =>
  async (caller: Caller, { id, kind, content, reason, proof }: NewProposal): Promise<ProposalRow> => {
    const { db, clock, signatures } = needs
    const text = canonical(content)
    const [known] = await db.query<ProposalRow>(`select ${columns} from identity.proposal where id = $1`, [id])
    if (known) {
      if (known.content === text && known.reason === reason && known.asked_by === caller.id) return known
      throw new Refusal('id-taken', 409, 'Another proposal was made under this id.')
    }
    await changeOf(kind).check(db, content, caller.id)
    await signatures.sign(caller, { kind, subject: id, asked: { change: content, reason }, proof })
    const at = clock()
    const [row] = await db.query<ProposalRow>(
      `insert into identity.proposal (id, kind, content, reason, asked_by, asked_at, ends_at)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning ${columns}`,
      [id, kind, text, reason, caller.id, at, new Date(at.getTime() + proposalMs)],
    )
    return row ?? find(db, needs, id)
  }

/** The lock on the row lets one through; whoever comes after finds the proposal ended. */
const createEnd =
  (needs: Needs, changeOf: (kind: string) => Change) =>
  async (caller: Caller, { id, decision, note, proof }: ProposalEnding): Promise<ProposalRow> => {
    const { db, clock, signatures, forget } = needs
    const asked = await find(db, needs, id)
    assertWaits(asked, clock())
    if (asked.asked_by === caller.id) throw secondPersonNeeded()
    if (decision === 'grant')
      await signatures.sign(caller, {
        kind: asked.kind,
        subject: id,
        asked: { decision, note },
        proof,
        first: asked.asked_by,
      })
    const ended = await db.transaction(async (tx) => {
      const row = await find(tx, needs, id, 'for update')
      const at = clock()
      assertWaits(row, at)
      if (decision === 'grant') {
        // What is carried out is what was signed a moment ago, word for word.
        if (row.content !== asked.content || row.reason !== asked.reason) throw signatureVoid()
        const change = changeOf(row.kind)
        const rights = await findRights(tx, row.asked_by, at)
        if (!rights?.permissions.has(change.may)) throw signatureVoid()
        const content: unknown = JSON.parse(row.content)
        await change.check(tx, content, row.asked_by)
        await change.carryOut(tx, content, { by: row.asked_by, at })
      }
      const outcome = decision === 'grant' ? 'granted' : 'denied'
      const [done] = await tx.query<ProposalRow>(endStatement, [id, outcome, caller.id, at, note])
      return done
    })
    forget()
    return ended
  }

const createWithdraw =
  (needs: Needs) =>
  (person: string, id: string): Promise<ProposalRow> =>
    needs.db.transaction(async (tx) => {
      const row = await find(tx, needs, id, 'for update')
      if (row.asked_by !== person)
        throw new Refusal('not-your-request', 403, 'Only who made the proposal can withdraw it.')
      if (row.outcome === 'withdrawn') return row
      if (row.outcome !== null) throw new Refusal('proposal-ended', 409, `This proposal was ${row.outcome} already.`)
      const [done] = await tx.query<ProposalRow>(endStatement, [id, 'withdrawn', person, needs.clock(), ''])
      return done
    })

/** Builds proposals of these kinds of change, and registers the kinds. */
export const createProposals = (needs: Needs) => {
  const { db, kinds, changes } = needs
  for (const change of changes) kinds.register(kindOf(needs, change))
  const changeOf = (kind: string): Change => {
    const change = changes.find((one) => one.kind === kind)
    assert(change, 'wire and statements know no other kind')
    return change
  }
  return {
    propose: createPropose(needs, changeOf),
    end: createEnd(needs, changeOf),
    withdraw: createWithdraw(needs),
    /** The last fifty, newest first, each in words. */
    list: async () => {
      const rows = await db.query<ProposalRow>(
        `select ${columns} from identity.proposal where kind = any ($1::text[]) order by asked_at desc, id desc limit 50`,
        [changes.map(({ kind }) => kind)],
      )
      return Promise.all(
        rows.map(async (row) => ({ row, lines: await changeOf(row.kind).lines(db, JSON.parse(row.content)) })),
      )
    },
    lines: (row: ProposalRow) => changeOf(row.kind).lines(db, JSON.parse(row.content)),
  }
}

export type Proposals = ReturnType<typeof createProposals>
