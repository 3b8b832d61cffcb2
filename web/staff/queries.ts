import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import {
  approvals,
  clientProposals,
  customer,
  customers,
  me,
  myRights,
  oauthClients,
  serviceClients,
} from '#wire/identity'
import { lastProof } from '#wire/ledger'
import type { PaymentKind, PaymentState } from '#wire/payments'
import { decisions, oneDecision, passedUpTo, review, reviews, slips, staffPayments } from '#wire/payments'
import { productsOfCustomer } from '#wire/products'
import { call } from '../api/call.ts'
import { Problem } from '../api/problem.ts'

const SOON_MS = 5_000
const PAGE = '25'
const firstPage = undefined as string | undefined
const nextPage = (page: { readonly next: string | null }): string | undefined => page.next ?? undefined

/** Who is signed in; null for nobody. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  staleTime: 60_000,
  queryFn: ({ signal }) =>
    call(me, { signal }).catch((error: unknown) => {
      if (error instanceof Problem && error.status === 401) return null
      throw error
    }),
})

/** What I may do now, and what signs for me; asked again, for a right can come and go. */
export const rightsQuery = queryOptions({
  queryKey: ['rights'],
  staleTime: 20_000,
  refetchInterval: 60_000,
  queryFn: ({ signal }) => call(myRights, { signal }),
})

/** What waits for the signature of a second person, of the kinds that I may sign. Asks again by itself. */
export const approvalsQuery = queryOptions({
  queryKey: ['approvals'],
  refetchInterval: SOON_MS * 2,
  queryFn: async ({ signal }) => (await call(approvals, { signal })).items,
})

/** Payments that wait for a person, most money at risk first. Asks again by itself. */
export const reviewsQuery = queryOptions({
  queryKey: ['reviews'],
  refetchInterval: SOON_MS,
  queryFn: async ({ signal }) => (await call(reviews, { signal })).items,
})

// A payment in one of these states can still change without this page.
const open: ReadonlySet<PaymentState> = new Set([
  'challenged',
  'waiting',
  'tried',
  'in_review',
  'announced',
  'authorized',
])

/** One payment whole; asked for again while it can still change. */
export const reviewQuery = (id: string) =>
  queryOptions({
    queryKey: ['review', id],
    queryFn: ({ signal }) => call(review, { params: { id }, signal }),
    refetchInterval: (query) => (query.state.data && !open.has(query.state.data.payment.state) ? false : SOON_MS),
  })

export type PaymentFilter = {
  readonly state?: PaymentState
  readonly kind?: PaymentKind
  readonly customer?: string
}

/** All payments, or those that fit, page by page into the past. */
export const paymentsQuery = (filter: PaymentFilter) =>
  infiniteQueryOptions({
    queryKey: ['payments', filter],
    refetchInterval: SOON_MS * 2,
    initialPageParam: firstPage,
    queryFn: ({ pageParam, signal }) =>
      call(staffPayments, { query: { ...filter, before: pageParam, limit: PAGE }, signal }),
    getNextPageParam: nextPage,
  })

/** What decisions can be looked up by; what is left out does not matter. */
export type DecisionFilter = Omit<z.input<typeof decisions.query>, 'before' | 'limit'>

/** Decisions that fit, newest first, page by page into the past. */
export const decisionsQuery = (filter: DecisionFilter) =>
  infiniteQueryOptions({
    queryKey: ['decisions', filter],
    initialPageParam: firstPage,
    queryFn: ({ pageParam, signal }) =>
      call(decisions, { query: { ...filter, before: pageParam, limit: PAGE }, signal }),
    getNextPageParam: nextPage,
  })

/** One decision whole; asked for again while its payment can still change. */
export const decisionQuery = (id: string) =>
  queryOptions({
    queryKey: ['decision', id],
    queryFn: ({ signal }) => call(oneDecision, { params: { id }, signal }),
    refetchInterval: (query) => (query.state.data && !open.has(query.state.data.payment.state) ? false : SOON_MS),
  })

/** Up to which amount a payment that passed would have passed; found when it is asked for. */
export const passedUpToQuery = (id: string) =>
  queryOptions({
    queryKey: ['passed-up-to', id],
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: ({ signal }) => call(passedUpTo, { params: { id }, signal }),
  })

/** Customers by a part of their name, or their whole email or phone number, newest first. */
export const customersQuery = (search: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['customers', search ?? ''],
    initialPageParam: firstPage,
    queryFn: ({ pageParam, signal }) => call(customers, { query: { search, before: pageParam, limit: PAGE }, signal }),
    getNextPageParam: nextPage,
  })

/** One customer. */
export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer', id],
    staleTime: 60_000,
    queryFn: ({ signal }) => call(customer, { params: { id }, signal }),
  })

/** The accounts of a customer, with what is on hold. */
export const accountsQuery = (customerId: string) =>
  queryOptions({
    queryKey: ['accounts', customerId],
    refetchInterval: SOON_MS,
    queryFn: async ({ signal }) => (await call(productsOfCustomer, { params: { id: customerId }, signal })).items,
  })

/** Cash that customers announced, oldest first. */
export const slipsQuery = queryOptions({
  queryKey: ['slips'],
  refetchInterval: SOON_MS,
  queryFn: async ({ signal }) => (await call(slips, { query: {}, signal })).items,
})

/** Programs that may call the bank. */
export const clientsQuery = queryOptions({
  queryKey: ['clients'],
  queryFn: async ({ signal }) => (await call(serviceClients, { signal })).items,
})

/** Clients and keys that somebody asked for. */
export const clientProposalsQuery = queryOptions({
  queryKey: ['client-proposals'],
  refetchInterval: SOON_MS * 2,
  queryFn: async ({ signal }) => (await call(clientProposals, { signal })).items,
})

/** Clients of OAuth, newest first. */
export const oauthClientsQuery = queryOptions({
  queryKey: ['oauth-clients'],
  queryFn: async ({ signal }) => (await call(oauthClients, { signal })).items,
})

/** The last proof of the books, and whether one is under way; asked for again until it has ended. */
export const lastProofQuery = queryOptions({
  queryKey: ['last-proof'],
  queryFn: ({ signal }) => call(lastProof, { signal }),
  refetchInterval: (query) => (query.state.data?.isRunning ? SOON_MS / 5 : SOON_MS * 6),
})
