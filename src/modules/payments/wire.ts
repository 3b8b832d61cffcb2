/** What payments take and answer, as it travels. */
import type { z } from 'zod'
import type { aliases, payeeCheck } from './wire/aliases.ts'
import type { cardPayment, cardResult } from './wire/cards.ts'
import type { activityItem, challengeAnswer, order, payee } from './wire/customer.ts'
import type { foundDecision, graphLink, graphNode } from './wire/decisions.ts'
import type { party, payment, paymentKind, paymentState } from './wire/payment.ts'
import type { blockedRequesters, moneyRequest, putBill } from './wire/requests.ts'
import type { savedPayee } from './wire/saved-payees.ts'
import type { pastPayment, reviewItem } from './wire/staff.ts'
import type { standingOrder, standingTerms } from './wire/standing-orders.ts'

export type { Proof } from '#wire/identity'
export * from './wire/abroad.ts'
export * from './wire/abroad-messages.ts'
export * from './wire/aliases.ts'
export * from './wire/cards.ts'
export * from './wire/charges.ts'
export * from './wire/codes.ts'
export * from './wire/corridors.ts'
export * from './wire/customer.ts'
export * from './wire/decisions.ts'
export * from './wire/disputes.ts'
export * from './wire/files.ts'
export * from './wire/payment.ts'
export * from './wire/quotes.ts'
export * from './wire/receipts.ts'
export * from './wire/reconciliation.ts'
export * from './wire/reference-rates.ts'
export * from './wire/requests.ts'
export * from './wire/saved-payees.ts'
export * from './wire/staff.ts'
export * from './wire/standing-orders.ts'
export * from './wire/trials.ts'
export type Order = z.infer<typeof order>
export type ChallengeAnswer = z.infer<typeof challengeAnswer>
export type PaymentState = z.infer<typeof paymentState>
export type PaymentKind = z.infer<typeof paymentKind>
export type PaymentView = z.infer<typeof payment>
export type Party = z.infer<typeof party>
export type Payee = z.infer<typeof payee>
export type SavedPayee = z.infer<typeof savedPayee>
export type ActivityItem = z.infer<typeof activityItem>
export type ReviewItem = z.infer<typeof reviewItem>
export type CardPayment = z.infer<typeof cardPayment>
export type CardResult = z.infer<typeof cardResult>
export type PastPayment = z.infer<typeof pastPayment>
export type FoundDecision = z.infer<typeof foundDecision>
export type GraphNode = z.infer<typeof graphNode>
export type GraphLink = z.infer<typeof graphLink>
export type Aliases = z.infer<typeof aliases.answer>
export type PayeeCheck = z.infer<typeof payeeCheck>
export type MoneyRequest = z.infer<typeof moneyRequest>
export type Bill = z.infer<typeof putBill.answer>
export type BillAsked = z.output<typeof putBill.body>
export type BlockedRequester = z.infer<typeof blockedRequesters.answer>['items'][number]
export type StandingOrder = z.infer<typeof standingOrder>
export type StandingTerms = z.infer<typeof standingTerms>
