/** A payer disputes what was taken; the merchant answers; each side brings files. */
import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { Database, Tx } from '#platform/database'
import type { Sealing } from '#platform/sealing'
import { type Clock, dayMs } from '#platform/time'
import { exceedsCaptured, noSuchCharge } from '../charges/refusals.ts'
import { type ChargeRow, findMoves, lockCharge } from '../charges/rows.ts'
import type { Tell } from '../telling/tell.ts'
import type { DisputeAsked, DisputeEvidence } from '../wire.ts'
import * as no from './refusals.ts'
import {
  answerField,
  type DisputeRow,
  evidenceField,
  findDispute,
  findEvidence,
  insertDispute,
  lockDispute,
  wordsField,
} from './rows.ts'

export interface DisputeNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly sealing: Sealing
  readonly tell: Tell
}

const disputableMs = 120 * dayMs
const answerMs = 7 * dayMs
const decideMs = 30 * dayMs

const assertDisputable = async (tx: Tx, charge: ChargeRow, minor: bigint, at: Date): Promise<void> => {
  const captures = (await findMoves(tx, [charge.id])).filter(({ kind }) => kind === 'capture')
  if (minor > charge.captured - charge.refunded - charge.disputed) throw exceedsCaptured()
  const last = captures.at(-1)
  if (!last || last.at.getTime() + disputableMs <= at.getTime()) throw no.tooLate()
}

const isSame = (known: DisputeRow, payer: string, asked: DisputeAsked, words: string): boolean =>
  known.payer === payer &&
  known.charge === asked.charge &&
  known.minor === BigInt(asked.minor) &&
  known.reason === asked.reason &&
  words === asked.words

/** Opens one. The same id again answers it. Throws no-such-charge, exceeds-captured, dispute-open, dispute-too-late, dispute-differs. */
export const createOpenDispute = (needs: DisputeNeeds) => {
  const { db, clock, sealing, tell } = needs
  const checkKnown = async (known: DisputeRow, payer: string, asked: DisputeAsked): Promise<DisputeRow> => {
    if (!isSame(known, payer, asked, await sealing.open(wordsField, known.id, known.words))) throw no.disputeDiffers()
    return known
  }
  return async (payer: string, id: string, asked: DisputeAsked): Promise<DisputeRow> => {
    const known = await findDispute(db, id)
    if (known) return checkKnown(known, payer, asked)
    const at = clock()
    const words = await sealing.seal(wordsField, id, asked.words)
    const row = await db.transaction(async (tx) => {
      const charge = await lockCharge(tx, asked.charge)
      if (charge?.payer !== payer || charge.authorized_at === null) throw noSuchCharge()
      const meanwhile = await findDispute(tx, id)
      if (meanwhile) return meanwhile
      const [open] = await tx.query('select from payments.dispute where charge = $1 and outcome is null', [charge.id])
      if (open) throw no.disputeOpen()
      const minor = BigInt(asked.minor)
      await assertDisputable(tx, charge, minor, at)
      await tx.query('update payments.charge set disputed = disputed + $2 where id = $1', [charge.id, minor])
      await insertDispute(tx, {
        id,
        charge: charge.id,
        payer,
        merchant: charge.merchant,
        currency: charge.currency,
        minor,
        reason: asked.reason,
        words,
        opened_at: at,
        answer_until: new Date(at.getTime() + answerMs),
        decide_until: new Date(at.getTime() + decideMs),
      })
      await tell(tx, [
        {
          person: charge.merchant,
          kind: 'dispute-opened',
          at,
          amount: { currency: charge.currency, minor },
          other: payer,
          link: `/disputes/${id}`,
        },
      ])
      return findDispute(tx, id)
    })
    if (!row) throw no.noSuchDispute()
    return checkKnown(row, payer, asked)
  }
}

/** The merchant says why the money is theirs, once. Throws no-such-dispute, dispute-over, dispute-answered. */
export const createAnswerDispute =
  ({ db, clock, sealing, tell }: DisputeNeeds) =>
  async (merchant: string, id: string, words: string): Promise<void> => {
    const sealed = await sealing.seal(answerField, id, words)
    await db.transaction(async (tx) => {
      const row = await lockDispute(tx, id)
      if (row?.merchant !== merchant) throw no.noSuchDispute()
      if (row.outcome !== null) throw no.disputeOver()
      if (row.answer !== null) throw no.answeredAlready()
      const at = clock()
      await tx.query('update payments.dispute set answer = $2, answered_at = $3 where id = $1', [id, sealed, at])
      await tell(tx, [
        {
          person: row.payer,
          kind: 'dispute-answered',
          at,
          amount: { currency: row.currency, minor: row.minor },
          other: merchant,
          link: `/disputes/${id}`,
        },
      ])
    })
  }

const filesOfSide = 5

// Of WebP the four bytes in the middle are its length.
const beginnings: Readonly<Record<DisputeEvidence['type'], RegExp>> = {
  'image/jpeg': /^ffd8ff/,
  'image/png': /^89504e470d0a1a0a/,
  'image/webp': /^52494646[0-9a-f]{8}57454250/,
  'application/pdf': /^255044462d/,
}

/** What a file is, by its first bytes; undefined for anything else. */
const typeOf = (bytes: Buffer): DisputeEvidence['type'] | undefined =>
  (Object.keys(beginnings) as DisputeEvidence['type'][]).find((type) =>
    beginnings[type].test(bytes.subarray(0, 12).toString('hex')),
  )

const readWhole = async (file: Readable): Promise<Buffer> => {
  const pieces: Buffer[] = []
  for await (const piece of file) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

export interface Brought {
  readonly dispute: string
  readonly id: string
  readonly name: string
  readonly type: string
  readonly file: Readable
}

/** Keeps a file with a dispute, sealed. The same id again changes nothing. Throws no-such-dispute, dispute-over, evidence-unfit, too-much-evidence. */
export const createBringEvidence =
  ({ db, clock, sealing }: DisputeNeeds) =>
  async (person: string, { dispute, id, name, type, file }: Brought): Promise<void> => {
    const bytes = await readWhole(file)
    const found = typeOf(bytes)
    if (found === undefined || found !== type) throw no.evidenceUnfit()
    const sealed = await sealing.seal(evidenceField, id, bytes.toString('base64'))
    await db.transaction(async (tx) => {
      const row = await lockDispute(tx, dispute)
      if (!row || (row.payer !== person && row.merchant !== person)) throw no.noSuchDispute()
      const side = row.payer === person ? 'payer' : 'merchant'
      const all = await findEvidence(tx, [dispute])
      if (all.some((each) => each.id === id)) return
      if (row.outcome !== null) throw no.disputeOver()
      if (all.filter((each) => each.side === side).length >= filesOfSide) throw no.tooMuchEvidence()
      const sha256 = createHash('sha256').update(bytes).digest()
      await tx.query(
        `insert into payments.dispute_evidence (id, dispute, side, name, type, size, sha256, sealed, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [id, dispute, side, name, found, bytes.length, sha256, sealed, clock()],
      )
    })
  }
