/** Decisions and labels made by hand, written as if the bank had lived through them. */
import { createHash } from 'node:crypto'
import { createRandom } from '#learning/random'
import { featureNames } from '#modules/fraud'
import type { Query } from '#platform/database'
import { uuidv8 } from '#platform/id'
import { dayMs } from '#platform/time'

export interface MadePayment {
  readonly atMs: number
  readonly isFraud: boolean
  /** Which of the payers it is; some 400 take turns where none is given. */
  readonly payer?: number
  /** When a fraud is reported; none is never. */
  readonly knownMs?: number
  readonly outcome?: 'settled' | 'stopped'
  readonly score?: number
  readonly model?: string
  /** Values by name; the rest is chance. */
  readonly features?: Readonly<Record<string, number>>
}

export const madeIdOf = (index: number): string => uuidv8(createHash('sha256').update(`made payment ${index}`).digest())

/** A prime, so that a pattern of frauds in a history does not fall on the same payers again and again. */
const payersInTurn = 397

const payerIdOf = (payer: number): string => madeIdOf(-2 - payer)

const featuresOf = (random: () => number, given: Readonly<Record<string, number>> = {}): Float32Array =>
  Float32Array.from(featureNames, (name) => given[name] ?? random())

/** Writes payments in the order of the list. */
export const writeMade = async (db: Query, payments: readonly MadePayment[], seed = 1): Promise<void> => {
  const random = createRandom(seed)
  const payee = madeIdOf(-1)
  const ids = payments.map((_, index) => madeIdOf(index))
  await db.query(
    `insert into fraud.decision (payment, kind, payer, payee, currency, minor, booked_at, decided_at, verdict, probability,
       score, model, features, outcome)
     select id, 'send', payer, '${payee}', 'INR', 100, at, at, case outcome when 'settled' then 'allow' else 'block' end,
       1 / (1 + exp(-score)), score, model, features, outcome
     from unnest($1::uuid[], $2::timestamptz[], $3::float8[], $4::text[], $5::bytea[], $6::text[], $7::uuid[])
       as made (id, at, score, model, features, outcome, payer)`,
    [
      ids,
      payments.map(({ atMs }) => new Date(atMs).toISOString()),
      payments.map(({ score }) => score ?? 0),
      payments.map(({ model }) => model ?? 'made by hand'),
      payments.map(({ features }) => Buffer.from(featuresOf(random, features).buffer)),
      payments.map(({ outcome }) => outcome ?? 'settled'),
      payments.map(({ payer }, index) => payerIdOf(payer ?? index % payersInTurn)),
    ],
  )
  const reported = payments.flatMap(({ isFraud, knownMs }, index) => (isFraud && knownMs ? [{ index, knownMs }] : []))
  await db.query(
    `insert into fraud.label (payment, is_fraud, known_at)
     select payment, true, known_at from unnest($1::uuid[], $2::timestamptz[]) as told (payment, known_at)`,
    [reported.map(({ index }) => ids[index]), reported.map(({ knownMs }) => new Date(knownMs).toISOString())],
  )
}

/** Several, for a tree looks at some of the features only. */
const telling = ['amount-to-usual', 'amount-tail', 'balance-share']

/** A history that ends at an instant: so many payments a day, one in ten fraud, known three days later; amounts tell. */
export const makeHistory = (lastMs: number, days: number, aDay = 40): MadePayment[] => {
  const random = createRandom(9)
  return Array.from({ length: days * aDay }, (_, index) => {
    const atMs = lastMs - days * dayMs + ((index + 1) * dayMs) / aDay
    const isFraud = index % 10 === 0
    return {
      atMs,
      isFraud,
      knownMs: atMs + 3 * dayMs,
      features: Object.fromEntries(telling.map((name) => [name, isFraud ? 2 + 2 * random() : 3 * random()])),
    }
  })
}
