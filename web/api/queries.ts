import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query'
import { checkSafety } from '#wire/fraud'
import {
  consents,
  devices,
  me,
  myFactors,
  myPhone,
  myTyping,
  passkeys,
  readConsentRequest,
  sessions,
} from '#wire/identity'
import { activity, codeFate, getPayee, getPayment, payees, readCode, savedPayees, sentToday } from '#wire/payments'
import type { Product } from '#wire/products'
import { limits, months, myHalt, products, statement, statementsTaken } from '#wire/products'
import { call } from './call.ts'
import { Problem } from './problem.ts'

// Everything that a movement of money can change is kept under one key, so that one call refreshes it all.
const MONEY = 'money'
const SOON_MS = 5_000
const PAGE = '25'

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

/** My phone number. */
export const phoneQuery = queryOptions({
  queryKey: ['phone'],
  queryFn: ({ signal }) => call(myPhone, { signal }),
})

/** My passkeys, and what proves that it is me. */
export const passkeysQuery = queryOptions({
  queryKey: ['passkeys'],
  queryFn: ({ signal }) => call(passkeys, { signal }),
})

/** My second factors, and what proves that it is me. */
export const factorsQuery = queryOptions({
  queryKey: ['factors'],
  queryFn: ({ signal }) => call(myFactors, { signal }),
})

/** My bound devices. */
export const devicesQuery = queryOptions({
  queryKey: ['devices'],
  queryFn: async ({ signal }) => (await call(devices, { signal })).items,
})

/** What a statement of an account would say. */
export const statementQuery = (id: string, period: { readonly from: string; readonly to: string }) =>
  queryOptions({
    queryKey: [MONEY, 'statement', id, period],
    queryFn: ({ signal }) => call(statement, { params: { id }, query: period, signal }),
  })

/** Statements of mine that left the bank as files. */
export const statementsTakenQuery = queryOptions({
  queryKey: ['statements-taken'],
  queryFn: async ({ signal }) => (await call(statementsTaken, { signal })).items,
})

/** Since when I let nothing leave my accounts; null where money may leave. */
export const haltQuery = queryOptions({
  queryKey: [MONEY, 'halt'],
  queryFn: async ({ signal }) => (await call(myHalt, { signal })).since,
})

/** Whether I allow that the rhythm of my typing is looked at. */
export const typingQuery = queryOptions({
  queryKey: ['typing'],
  queryFn: ({ signal }) => call(myTyping, { signal }),
})

/** Where I am signed in, and was. */
export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  refetchInterval: SOON_MS,
  queryFn: async ({ signal }) => (await call(sessions, { signal })).items,
})

/** What a client asks of me; it does not change, and is asked for once. */
export const consentRequestQuery = (id: string) =>
  queryOptions({
    queryKey: ['consent-request', id],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => call(readConsentRequest, { params: { id }, signal }),
  })

/** What I have allowed others. */
export const consentsQuery = queryOptions({
  queryKey: ['consents'],
  queryFn: async ({ signal }) => (await call(consents, { signal })).items,
})

// Current accounts first, since most payments leave from one, and each kind by its age.
const inOrder = (one: Product, other: Product): number =>
  one.kind.localeCompare(other.kind) || one.openedAt.localeCompare(other.openedAt)

/** My accounts with what can be spent from each, the main one first. Asks again by itself, so that a released payment shows up. */
export const productsQuery = queryOptions({
  queryKey: [MONEY, 'products'],
  refetchInterval: SOON_MS,
  queryFn: async ({ signal }) => (await call(products, { signal })).items.toSorted(inOrder),
})

/** Money in and out of an account in the last six months. */
export const monthsQuery = (id: string) =>
  queryOptions({
    queryKey: [MONEY, 'months', id],
    queryFn: async ({ signal }) => (await call(months, { params: { id }, signal })).items,
  })

/** What happened on my accounts, or on one of them, page by page into the past. */
export const activityQuery = (product?: string) =>
  infiniteQueryOptions({
    queryKey: [MONEY, 'activity', product ?? 'all'],
    refetchInterval: SOON_MS,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => call(activity, { query: { product, before: pageParam, limit: PAGE }, signal }),
    getNextPageParam: (page) => page.next ?? undefined,
  })

// A payment in one of these states can still change without this page.
const open = new Set(['challenged', 'waiting', 'tried', 'in_review', 'announced', 'authorized'])

/** One payment; asked for again while it can still change. */
export const paymentQuery = (id: string) =>
  queryOptions({
    queryKey: [MONEY, 'payment', id],
    queryFn: ({ signal }) => call(getPayment, { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data && !open.has(state.data.state) ? false : 2_000),
  })

/** What a payment code says, once the bank has verified it. */
export const codeQuery = (text: string) =>
  queryOptions({
    queryKey: ['code', text],
    retry: false,
    queryFn: ({ signal }) => call(readCode, { body: { text }, signal }),
  })

/** Whether a code of mine was paid; asked again and again while it is open. */
export const codeFateQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: ['code-fate', id],
    enabled: id !== undefined,
    queryFn: ({ signal }) => call(codeFate, { params: { id: id ?? '' }, signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'paid' ? false : 2_000),
  })

/** What the guard finds in a payee's name and a note. */
export const safetyQuery = (note: string, payee: string) =>
  queryOptions({
    queryKey: ['safety', note, payee],
    enabled: payee !== '',
    staleTime: 60_000,
    queryFn: ({ signal }) => call(checkSafety, { body: { note, payee }, signal }),
  })

/** Whom I have paid, and what I usually send. */
export const payeesQuery = queryOptions({
  queryKey: [MONEY, 'payees'],
  queryFn: ({ signal }) => call(payees, { signal }),
})

/** What I allow myself to pay, with what I have sent today. */
export const limitsQuery = queryOptions({
  queryKey: [MONEY, 'limits'],
  queryFn: async ({ signal }) => {
    const [set, sent] = await Promise.all([call(limits, { signal }), call(sentToday, { signal })])
    return { ...set, sent: sent.items, freesAt: sent.freesAt }
  },
})

/** Payees that I saved, by the name that I typed. */
export const savedPayeesQuery = queryOptions({
  queryKey: [MONEY, 'saved-payees'],
  queryFn: async ({ signal }) => (await call(savedPayees, { signal })).items,
})

/** Whose account a number is; asked for only when it has all its digits. */
export const payeeQuery = (number: string) =>
  queryOptions({
    queryKey: ['payee', number],
    enabled: /^\d{12}$/.test(number),
    staleTime: 60_000,
    queryFn: ({ signal }) => call(getPayee, { params: { number }, signal }),
  })

/** Returns what asks the bank again for everything that a movement of money can change. */
export const useRefreshMoney = (): (() => Promise<void>) => {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: [MONEY] })
}
