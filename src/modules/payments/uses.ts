/** The use cases of payments, each built over what it needs. */
import type { Audit } from '#modules/audit'
import type { Fraud } from '#modules/fraud'
import type { Identity } from '#modules/identity'
import type { Ledger } from '#modules/ledger'
import type { Products } from '#modules/products'
import type { Database } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import type { Lane } from '#platform/lane'
import type { Sealing } from '#platform/sealing'
import type { Stages } from '#platform/stages'
import type { Clock } from '#platform/time'
import type { AbroadOptions } from './abroad/abroad.ts'
import { createActivity } from './activity/activity.ts'
import { createPutCards } from './cards/cards.ts'
import { createPassed } from './decisions/passed.ts'
import { createSearch } from './decisions/search.ts'
import { createTry } from './decisions/try.ts'
import { createWhole } from './decisions/whole.ts'
import { createCancel, createDecideReview, createDisown, createSettleSlip } from './go-on.ts'
import { createPutHistory } from './history/history.ts'
import { findSentOn, freesAt } from './limits/spent.ts'
import { createAnswerChallenge, createAskStepUp, createSendRest } from './pause/choose.ts'
import { findPayee, type LooksUp, listPayees } from './payees/payees.ts'
import type { PaymentStage } from './placing/needs.ts'
import type { Placed } from './placing/place.ts'
import { createItWasMe } from './review/it-was-me.ts'
import { createQueue, createReview, createSlips, createStaffPayments } from './review/review.ts'
import { createSignReview } from './review/sign-review.ts'
import type { PaymentUses } from './routes.ts'
import type { PayeeNews } from './saved-payees/saved-payees.ts'
import { createAskToSave, createListSaved, createRemovePayee, createSavePayee } from './saved-payees/saved-payees.ts'
import type { Step } from './step.ts'
import { findPayment, findPayments } from './store.ts'
import type { Tell } from './telling/tell.ts'
import type { ViewPayments } from './view.ts'

export interface PaymentsNeeds {
  readonly db: Database
  readonly audit: Pick<Audit, 'receiptOf'>
  readonly identity: Identity
  readonly ledger: Ledger
  readonly products: Products
  readonly fraud: Fraud
  readonly lane: Lane<Step>
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  /** Told how long each stage of a payment takes. */
  readonly stages: Stages<PaymentStage>
  readonly sealing: Sealing
  /** Told of each payee that is saved or named anew; what it cannot do is its own affair. */
  readonly notePayee: (news: PayeeNews) => Promise<void>
  /** Rates, correspondents and what quotes are sealed with. */
  readonly abroad: AbroadOptions
  /** Tells people of requests and standing orders; nobody is told where omitted. */
  readonly tell?: Tell
}

type Seen = PaymentsNeeds & { readonly view: ViewPayments }

const createOwn = (needs: PaymentsNeeds, place: Placed) => ({
  place,
  find: (id: string) => findPayment(needs.db, id),
  findAll: (ids: readonly string[]) => findPayments(needs.db, ids),
  askStepUp: createAskStepUp(needs),
  answerChallenge: createAnswerChallenge(needs),
  sendRest: createSendRest(needs),
  itWasMe: createItWasMe(needs),
  disown: createDisown(needs),
  cancel: createCancel(needs),
  settleSlip: createSettleSlip(needs),
  putCards: createPutCards(needs),
  putHistory: createPutHistory(needs),
})

/** Whom a person pays, and how much of it they have today. */
const createPayees = (needs: PaymentsNeeds) => {
  const { db, products, identity, clock, fraud } = needs
  return {
    findPayee: (asker: LooksUp, number: string) => findPayee(db, products, identity, asker, number),
    sentToday: async (asker: string) => {
      const now = clock()
      const rows = await findSentOn(db, asker, now)
      return {
        items: rows.map(({ kind, currency, minor }) => ({ kind, currency, minor: minor.toString() })),
        freesAt: freesAt(now).toISOString(),
      }
    },
    listPayees: (asker: string) => listPayees(db, products, identity, fraud, asker),
    savedPayees: createListSaved(needs),
    savePayee: createSavePayee(needs),
    askToSavePayee: createAskToSave(needs),
    removePayee: createRemovePayee(needs),
  }
}

const createStaffUses = (seen: Seen) => {
  const review = createReview(seen)
  return {
    decideReview: createDecideReview(seen),
    signReview: createSignReview(seen),
    activity: createActivity(seen),
    queue: createQueue(seen),
    review,
    decisions: createSearch(seen),
    decision: createWhole({ ...seen, review }),
    passedUpTo: createPassed(seen),
    try: createTry(seen),
    staffPayments: createStaffPayments(seen),
    slips: createSlips(seen),
  }
}

/** Builds them all over the way in which a payment is placed. */
export const createUses = (seen: Seen, place: Placed): PaymentUses => ({
  ...createOwn(seen, place),
  ...createPayees(seen),
  ...createStaffUses(seen),
  view: seen.view,
})
