/** A challenger and a champion with scores made by hand, for the tests of promotion. */
import { createRandom, drawNormal } from '#learning/random'
import type { Query } from '#platform/database'
import { type MadePayment, madeIdOf, makeHistory, writeMade } from '#testing/fraud-history'

interface Race {
  readonly db: Query
  readonly lastMs: number
  readonly champion: string
  readonly challenger: string
  /** How much the scores of each know of what is fraud; 0 is chance. The challenger's may depend on who pays. */
  readonly knows: { readonly champion: number; readonly challenger: number | ((payer: number) => number) }
  /** Payers of the frauds; all where none is given. */
  readonly defrauded?: number
  readonly days?: number
  readonly aDay?: number
}

/** Writes a history that the champion decided and the challenger shadowed. */
export const writeRace = async ({
  db,
  lastMs,
  champion,
  challenger,
  knows,
  defrauded,
  days = 70,
  aDay = 40,
}: Race): Promise<void> => {
  const random = createRandom(4)
  const drawn = (isFraud: boolean, known: number) => (isFraud ? known : 0) + drawNormal(random)
  const payments: MadePayment[] = makeHistory(lastMs, days, aDay).map((payment, index) => ({
    ...payment,
    ...(defrauded !== undefined && payment.isFraud ? { payer: Math.floor(index / 10) % defrauded } : {}),
    model: champion,
    score: drawn(payment.isFraud, knows.champion),
  }))
  const challengerKnows = ({ payer }: MadePayment) =>
    typeof knows.challenger === 'number' ? knows.challenger : knows.challenger(payer ?? 0)
  await writeMade(db, payments)
  await db.query(
    `insert into fraud.shadow_score (model, payment, score, probability)
     select $1, payment, score, 1 / (1 + exp(-score)) from unnest($2::uuid[], $3::float8[]) as made (payment, score)`,
    [
      challenger,
      payments.map((_, index) => madeIdOf(index)),
      payments.map((payment) => drawn(payment.isFraud, challengerKnows(payment))),
    ],
  )
}
