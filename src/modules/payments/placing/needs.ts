/** What placing a payment needs of the bank. */
import type { Fraud } from '#modules/fraud'
import type { Identity } from '#modules/identity'
import type { Ledger } from '#modules/ledger'
import type { Products } from '#modules/products'
import type { Database } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import type { Lane } from '#platform/lane'
import { createLookUp } from '#platform/look-up'
import type { Stages } from '#platform/stages'
import { findTypedNames } from '../saved-payees/rows.ts'
import type { Step } from '../step.ts'
import { findPayments } from '../store.ts'

export interface PlaceNeeds {
  readonly db: Database
  readonly identity: Identity
  readonly ledger: Ledger
  readonly products: Products
  readonly fraud: Fraud
  readonly lane: Lane<Step>
  readonly randomBytes: RandomBytes
  readonly stages: Stages<PaymentStage>
}

/** Where the time of a payment goes: who asks, whether it can be at all, what fraud says, the commit, and telling it. */
export type PaymentStage = 'session' | 'rules' | 'score' | 'lane' | 'answer'

/** What is asked at every payment; those who ask in one moment share a statement. */
export const createLookUps = (db: Database) => ({
  payment: createLookUp(async (ids) => new Map((await findPayments(db.quick, ids)).map((row) => [row.id, row]))),
  typedName: createLookUp((keys) => findTypedNames(db.quick, keys)),
})

export interface Placing extends PlaceNeeds {
  readonly lookUps: ReturnType<typeof createLookUps>
}
