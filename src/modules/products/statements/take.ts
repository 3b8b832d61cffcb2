/** A customer takes a statement out of the bank, as a file: with proof, and written down. */
import type { Deed, Identity, Prover } from '#modules/identity'
import { type SpanSums, sumSpan } from '#modules/ledger'
import type { Database, Snapshot } from '#platform/database'
import type { FileAnswer } from '#platform/file-route'
import { type RandomBytes, uuidv7 } from '#platform/id'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import type { Proof, StepUp } from '#wire/identity'
import { findOwn } from '../find.ts'
import type { ProductRow } from '../tables.ts'
import type { StatementFormat } from '../wire.ts'
import { writeCamt053 } from './camt-053.ts'
import { writeCsv } from './csv.ts'
import { writePdf } from './pdf/pdf.ts'
import { checkPeriod, type Period, spanOf } from './period.ts'
import { type NotesOf, readStatement, type Statement } from './statement.ts'
import type { Language } from './statement-words.ts'

/** Entries that a PDF may have: some two hundred pages. */
const mostEntriesOfPdf = 10_000

export interface TakeNeeds {
  readonly db: Database
  readonly identity: Pick<Identity, 'names' | 'askProof' | 'prove'>
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  readonly notesOf: NotesOf
}

export interface Wanted extends Period {
  readonly format: StatementFormat
  readonly language: Language
}

export interface Taking {
  readonly prover: Prover
  readonly product: string
  readonly wanted: Wanted
  readonly proof: Proof | undefined
}

const unproved = () =>
  new Refusal('deed-unproved', 403, 'This takes proof of exactly this. Ask for what has to be signed.')
const tooLong = () =>
  new Refusal(
    'statement-too-long',
    422,
    `A PDF holds at most ${mostEntriesOfPdf} entries. Take CSV or camt.053, or fewer days.`,
  )

/** A statement leaves for just this account, these days and this format. */
const exportDeed = ({ id, number }: ProductRow, { from, to, format }: Wanted): Deed => ({
  act: 'export',
  subject: id,
  amount: null,
  payee: null,
  about: `${number} ${from} ${to} ${format}`,
})

/** Opening and closing balance of the owner's own product, and what moved between them. Throws no-such-product, no-such-days. */
export const createSums =
  ({ db, clock }: TakeNeeds) =>
  async (owner: string, id: string, period: Period): Promise<SpanSums & { readonly product: ProductRow }> => {
    checkPeriod(period, clock())
    const product = await findOwn(db, owner, id)
    await using snapshot = await db.snapshot()
    return { product, ...(await sumSpan(snapshot, product.id, spanOf(period))) }
  }

const checkLength = async (needs: TakeNeeds, product: ProductRow, wanted: Wanted) => {
  if (wanted.format !== 'pdf') return
  await using snapshot = await needs.db.snapshot()
  const sums = await sumSpan(snapshot, product.id, spanOf(wanted))
  if (sums.in.count + sums.out.count > mostEntriesOfPdf) throw tooLong()
}

const check = async (needs: TakeNeeds, { prover, product: id, wanted }: Omit<Taking, 'proof'>): Promise<ProductRow> => {
  checkPeriod(wanted, needs.clock())
  const product = await findOwn(needs.db, prover.id, id)
  await checkLength(needs, product, wanted)
  return product
}

export const createAskForStatement =
  (needs: TakeNeeds) =>
  async (asked: Omit<Taking, 'proof'>): Promise<StepUp> =>
    needs.identity.askProof(asked.prover, exportDeed(await check(needs, asked), asked.wanted))

const writers = {
  csv: { type: 'text/csv; charset=utf-8; header=present', ending: 'csv', write: writeCsv },
  pdf: { type: 'application/pdf', ending: 'pdf', write: writePdf },
  'camt.053': { type: 'application/xml', ending: 'xml', write: writeCamt053 },
} as const satisfies Record<
  StatementFormat,
  {
    type: string
    ending: string
    write: (statement: Statement, language: Language) => AsyncIterable<string | Uint8Array>
  }
>

const nameOf = ({ number }: ProductRow, { from, to, format }: Wanted) =>
  `statement-${number}-${from}-${to}.${writers[format].ending}`

/** Keeps its instant of the book while it is read, and lets go of it when its reader is done or gone. */
async function* writeFrom(
  db: Database,
  read: (snapshot: Snapshot) => Promise<Statement>,
  { format, language }: Wanted,
): AsyncGenerator<string | Uint8Array> {
  await using snapshot = await db.snapshot()
  yield* writers[format].write(await read(snapshot), language)
}

const noteTaken = (db: Database, { prover, product, wanted }: Taking, at: Date) =>
  db.query(
    `insert into products.statement_taken (owner, product, format, first, last, session, at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [prover.id, product, wanted.format, wanted.from, wanted.to, prover.session ?? null, at],
  )

/**
 * Answers the file, which is written while it is read. Throws no-such-product, no-such-days, statement-too-long, deed-unproved,
 * and what prove throws.
 */
export const createTake =
  (needs: TakeNeeds) =>
  async (taking: Taking): Promise<FileAnswer> => {
    const { db, identity, clock, randomBytes } = needs
    const { prover, wanted, proof } = taking
    const product = await check(needs, taking)
    if (proof === undefined) throw unproved()
    await identity.prove(prover, exportDeed(product, wanted), proof)
    const made = clock()
    await noteTaken(db, taking, made)
    const owner = (await identity.names([prover.id])).get(prover.id)?.name ?? ''
    const of = { id: uuidv7(made.getTime(), randomBytes(10)), product, owner, period: wanted, made }
    const read = (snapshot: Snapshot) => readStatement(needs, snapshot, of)
    return {
      type: writers[wanted.format].type,
      name: nameOf(product, wanted),
      body: writeFrom(db, read, wanted),
    }
  }

export interface TakenRow {
  readonly seq: bigint
  readonly product: string
  readonly format: StatementFormat
  readonly first: string
  readonly last: string
  readonly at: Date
}

const mostShown = 20

/** The last statements that left. */
export const listTaken = (db: Database, owner: string): Promise<TakenRow[]> =>
  db.query(
    `select seq, product, format, first::text, last::text, at from products.statement_taken where owner = $1 order by seq desc limit ${mostShown}`,
    [owner],
  )
