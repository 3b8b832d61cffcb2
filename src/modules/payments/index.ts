/** The public face of payments: what customers ask for, and what becomes of it. */
import type { Fraud } from '#modules/fraud'
import { poster } from '#modules/ledger'
import type { Notifications } from '#modules/notifications'
import type { Halts, Limits } from '#modules/products'
import type { Database } from '#platform/database'
import type { Http } from '#platform/http'
import { createLane, type Lane, type LaneLimits } from '#platform/lane'
import { type Abroad, createAbroad } from './abroad/abroad.ts'
import { abroadRecorder, abroadTaker, transfersOf } from './abroad/lane.ts'
import { createChargeLane } from './charges/lane.ts'
import { createMerchants, type Merchants } from './charges/merchants.ts'
import { bookRefusal } from './charges/refusals.ts'
import { type Codes, createCodes } from './codes/codes.ts'
import { codeKeyField, listKeyField } from './codes/keys/rows.ts'
import { addCodeRoutes } from './codes/routes.ts'
import { codeReturner, codeSpender } from './codes/use.ts'
import { createDisputeLane } from './disputes/lane.ts'
import { answerField, evidenceField, wordsField } from './disputes/rows.ts'
import { createFeeLane } from './fees/lane.ts'
import { usedBy } from './fees/month.ts'
import { createFiles } from './files/files.ts'
import { createHalter } from './halts/halter.ts'
import { createLimiter } from './limits/limiter.ts'
import { createEndDue } from './pause/end-due.ts'
import { createPeople, type PeopleUses } from './people.ts'
import { createPlace } from './placing/place.ts'
import { addReceiptRoutes } from './receipts/routes.ts'
import { addReconciliationRoutes } from './reconciliation/reconciliation.ts'
import { createReviewKind } from './review/sign-review.ts'
import { addRoutes, type PaymentUses } from './routes.ts'
import { conclusionOf, type Step } from './step.ts'
import { claimer, findNotes, recorder } from './store.ts'
import { alertsOf } from './telling/alerts.ts'
import { toldOf } from './telling/told.ts'
import { createUses, type PaymentsNeeds } from './uses.ts'
import { createView } from './view.ts'

export type { Aftermath, PastOrder, PastResult } from './history/history.ts'
export type { PaymentStage } from './placing/needs.ts'
export type { Asker } from './placing/order.ts'
export const sealedCodeFields = [codeKeyField, listKeyField, wordsField, answerField, evidenceField] as const
export type { AbroadSettings } from './abroad/abroad.ts'
export type { Step } from './step.ts'
export type { PaymentRow } from './tables.ts'

export interface Payments {
  /** The use cases, as the paths call them; a seed or a test calls them with a time of its own. */
  readonly uses: PaymentUses
  /** Ends what ends by itself, and answers how many payments; runs by the clock. */
  endDue(): Promise<number>
  /** Goes on with proved files of payments, and answers how many lines it carried out; runs by the clock. */
  carryFilesOn(): Promise<number>
  /** Brings a file of payments, as a seed does; nothing moves by it. */
  bringFile(owner: string, id: string, file: AsyncIterable<Uint8Array>): Promise<unknown>
  /** Asking for money and paying by order, as a seed calls them. */
  readonly people: PeopleUses
  /** Makes the payments of standing orders that are due, and answers how many; runs by the clock. */
  runDue(): Promise<number>
  /** Forgets what was looked up and can no longer be paid; once an hour is enough. */
  tidy(): Promise<void>
  /** Payments to and from other countries. */
  readonly abroad: Abroad
  /** Merchants' charges, as a seed calls them. */
  readonly merchants: Merchants['uses']
  /** Payment codes: shown, read, and their keys. */
  readonly codes: Codes
  routes(http: Http): void
}

/** What takes part in the lane beside the book. */
export interface LaneParts {
  readonly fraud: Fraud
  readonly limits: Limits
  readonly halts: Halts
  readonly notifications: Notifications
}

/** The lane of payments: ids are claimed, limits and the book decides, then everything is written down. `firstTicket` is as the ledger's poster wants it. */
export const createPaymentLane = (
  db: Database,
  { fraud, limits, halts, notifications }: LaneParts,
  laneLimits: LaneLimits,
  firstTicket: bigint,
): Lane<Step> => {
  const [charges, disputes, fees] = [createChargeLane(), createDisputeLane(notifications.tell), createFeeLane()]
  return createLane<Step>(
    db,
    [
      claimer,
      codeSpender,
      abroadTaker,
      createHalter(halts),
      createLimiter(limits),
      charges.decider,
      disputes.decider,
      fees.decider,
      poster(
        (step: Step) => fees.addFee(step, disputes.transfersOf(step) ?? charges.transfersOf(step) ?? transfersOf(step)),
        bookRefusal,
        firstTicket,
      ),
      codeReturner,
      recorder,
      abroadRecorder,
      charges.recorder,
      disputes.recorder,
      fees.recorder,
      fraud.recorder((step: Step) => (step.isNew ? step.assessment : null)),
      fraud.concluder(conclusionOf),
      fraud.alerter(alertsOf),
      notifications.recorder(toldOf),
    ],
    laneLimits,
  )
}

/** Opens payments. */
export const createPayments = (needs: PaymentsNeeds): Payments => {
  const { db, identity, products, clock } = needs
  const show = createView(db, identity, products, needs.fraud, clock)
  const view: typeof show = (rows, viewer) => needs.stages.time('answer', () => show(rows, viewer))
  const seen = { ...needs, view }
  const place = createPlace(needs)
  const uses = createUses(seen, place)
  identity.approvals.register(createReviewKind(seen))
  products.noteBy((ids) => findNotes(db, ids))
  products.fees.countBy(usedBy(db))
  const endDue = createEndDue(needs)
  const files = createFiles({ ...needs, place: uses.place, findAll: uses.findAll })
  const people = createPeople({ ...seen, place: uses.place, tell: needs.tell ?? (async () => {}) })
  const codes = createCodes(needs)
  const merchants = createMerchants({ ...seen, place: uses.place, tell: needs.tell ?? (async () => {}) })
  const abroad = createAbroad({ ...seen, ...needs.abroad, place })
  return {
    uses,
    codes,
    abroad,
    merchants: merchants.uses,
    endDue: async () => (await endDue()) + (await merchants.endDue()),
    people: people.uses,
    runDue: people.runDue,
    carryFilesOn: files.carryOn,
    bringFile: files.bring,
    tidy: async () => {
      await people.tidy()
      await codes.tidy()
    },
    routes: (http) => {
      addRoutes(http, uses, identity.readings, clock)
      people.routes(http)
      addCodeRoutes(http, codes)
      merchants.routes(http)
      addReceiptRoutes(http, needs)
      files.routes(http)
      abroad.routes(http)
      addReconciliationRoutes(http, needs)
    },
  }
}
