/** One proof for a whole file; then each good line becomes an ordinary payment, through the same rules, scores and lane. */
import type { Deed, Identity, Prover } from '#modules/identity'
import type { Database } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import type { Proof, StepUp } from '#wire/identity'
import type { PaymentUses } from '../routes.ts'
import { fileNotWaiting, noSuchFile } from './refusals.ts'
import {
  endLine,
  type FileRow,
  findFile,
  findUnfinished,
  findWaiting,
  type LineRow,
  markDone,
  markProved,
} from './rows.ts'

export interface CarryNeeds {
  readonly db: Database
  readonly identity: Identity
  readonly clock: Clock
  readonly place: PaymentUses['place']
}

/** Lines that are on their way at once; the lane takes them together. */
const linesAtOnce = 32
/** Lines that the request of the proof waits for; the rest goes on by the clock. */
const linesBeforeAnswer = 200

/** Binds to how many lines, their total, and every byte of the file. */
const fileDeed = ({ id, good, currency, total, hash }: FileRow): Deed => ({
  act: 'pay-file',
  subject: id,
  amount: currency && { currency, minor: total },
  payee: null,
  about: `${good} ${hash.toString('hex')}`,
})

const findWaitingFile = async (db: Database, owner: string, id: string): Promise<FileRow> => {
  const file = await findFile(db, owner, id)
  if (!file) throw noSuchFile()
  if (file.state !== 'read' || file.good === 0) throw fileNotWaiting()
  return file
}

export const createAskForFile =
  ({ db, identity }: CarryNeeds) =>
  async (prover: Prover, id: string): Promise<StepUp> =>
    identity.askProof(prover, fileDeed(await findWaitingFile(db, prover.id, id)))

const orderOf = ({ from_product, to_number, currency, minor, note }: LineRow) => {
  if (from_product === null || currency === null || minor === null) throw new Error('a good line lacks a part')
  const amount = { currency, minor: minor.toString() }
  return { kind: 'send', from: from_product, to: to_number, amount, note } as const
}

/** Refused lines take nothing from the others; what is no refusal leaves the line as it was, for the next try. */
const carryLine = async ({ db, place, clock }: CarryNeeds, { owner, session }: FileRow, line: LineRow) => {
  try {
    await place({ id: owner, isTeller: false, session }, line.payment, orderOf(line), clock())
    await endLine(db, line, null)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status >= 500 || error.status === 429) throw error
    await endLine(db, line, { rule: error.code, detail: error.message })
  }
}

/** Carries out as many of the lines that are left; answers how many. */
const carrySome = async (needs: CarryNeeds, file: FileRow, most: number): Promise<number> => {
  let carried = 0
  while (carried < most) {
    const lines = await findWaiting(needs.db, file.id, linesAtOnce)
    if (lines.length === 0) break
    const ends = await Promise.allSettled(lines.map((line) => carryLine(needs, file, line)))
    carried += ends.filter(({ status }) => status === 'fulfilled').length
    const failed = ends.find((end) => end.status === 'rejected')
    if (failed) throw failed.reason
  }
  await markDone(needs.db, file.id, needs.clock())
  return carried
}

/** Throws no-such-file, file-not-waiting, and what prove throws. */
export const createProveFile =
  (needs: CarryNeeds) =>
  async (prover: Prover, id: string, proof: Proof): Promise<FileRow> => {
    const { db, identity, clock } = needs
    const file = await findWaitingFile(db, prover.id, id)
    await identity.prove(prover, fileDeed(file), proof)
    const session = prover.session ?? null
    if (!(await markProved(db, id, session, clock()))) throw fileNotWaiting()
    // The proof stands whatever happens now: what is not done here goes on by the clock.
    await carrySome(needs, { ...file, session }, linesBeforeAnswer).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error
    })
    const carried = await findFile(db, prover.id, id)
    if (!carried) throw noSuchFile()
    return carried
  }

/** Goes on with proved files that have lines left, also after a stop in the middle; runs by the clock. Answers how many lines it carried out. */
export const createCarryOn = (needs: CarryNeeds) => async (): Promise<number> => {
  let carried = 0
  for (const file of await findUnfinished(needs.db)) carried += await carrySome(needs, file, 1000)
  return carried
}
