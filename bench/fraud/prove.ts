/** What must hold after a run: every decision is there, says what its model says, and the log makes the memory that lived through it. */
import { type Attempt, createFraud, type Fraud, type FraudModel, featureNames } from '#modules/fraud'
import { type Connection, type Database, openDatabase } from '#platform/database'
import { hourMs } from '#platform/time'
import { accountId } from '../ledger/orders.ts'
import { attemptOf } from './world.ts'

const floatsOf = (bytes: Buffer) => new Float32Array(Uint8Array.from(bytes).buffer)

const rowsAtOnce = 1_000
const largestError = 1e-6

const countDecisions = async (db: Database, committed: number): Promise<string | null> => {
  const [{ decisions, logged }] = await db.query<{ decisions: number; logged: number }>(
    `select (select count(*) from fraud.decision)::int as decisions,
       (select count(*) from fraud.change join fraud.decision using (payment))::int as logged`,
  )
  if (decisions !== committed) return `${committed} decisions were acknowledged, ${decisions} are written`
  return logged === decisions ? null : `${decisions} decisions, of which the log has ${logged}`
}

/** Scores what is stored once more. */
const scoreAgain = async (db: Database, model: FraudModel): Promise<string | null> => {
  const stored = 'select payment, score, probability, features from fraud.decision'
  type Row = { payment: string; score: number | null; probability: number | null; features: Buffer }
  for await (const rows of db.stream<Row>(stored, [], rowsAtOnce)) {
    for (const { payment, score, probability, features } of rows) {
      if (score === null || probability === null) return `the payment ${payment} was not scored`
      const again = model.score(floatsOf(features))
      const isSame =
        Math.abs(again - score) <= largestError && Math.abs(model.probabilityOf(again) - probability) <= largestError
      if (!isSame) return `the payment ${payment} has the score ${score}, which is ${again}`
    }
  }
  return null
}

const look = async (fraud: Fraud, attempt: Attempt): Promise<Float32Array> => {
  await using assessment = await fraud.assess(attempt)
  return assessment.features
}

const differs = (one: number, other: number): boolean =>
  !Object.is(one, other) && !(Math.abs(one - other) <= 1e-5 * Math.abs(one) + 1e-6)

const sample = 200

/** Compares what the process that was measured knows with what one that starts now reads. */
const compareMemories = async (
  db: Database,
  lived: Fraud,
  model: FraudModel,
  customers: number,
  atMs: number,
): Promise<string | null> => {
  const fresh = createFraud({ db, clock: () => new Date(atMs), model })
  await fresh.rebuild()
  await lived.follow()
  for (let turn = 0; turn < sample; turn++) {
    const [debit, credit] = [(turn * 7919) % customers, (turn * 104_729 + 1) % customers].map(accountId)
    if (debit === credit) continue
    const attempt = attemptOf({ id: accountId(turn), debit, credit, amount: 5n, bookedAt: new Date(atMs) })
    const [expected, found] = [await look(fresh, attempt), await look(lived, attempt)]
    const wrong = featureNames.findIndex((_, index) => differs(expected[index], found[index]))
    if (wrong >= 0) return `${featureNames[wrong]} of ${debit} is ${found[wrong]}, and ${expected[wrong]} after a start`
  }
  return null
}

/** Why what is written is not what was decided; null where it is. */
export const prove = async (
  connection: Connection,
  lived: Fraud,
  model: FraudModel,
  customers: number,
  committed: number,
): Promise<string | null> => {
  const db = openDatabase(connection, 4)
  try {
    return (
      (await countDecisions(db, committed)) ??
      (await scoreAgain(db, model)) ??
      (await compareMemories(db, lived, model, customers, Date.now() + hourMs))
    )
  } finally {
    await db.close()
  }
}
