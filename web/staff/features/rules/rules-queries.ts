import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { BackTestSubject, BackTestView } from '#wire/fraud'
import {
  checkRule,
  lastBackTest,
  oneRule,
  policies,
  policyHistory,
  readBackTest,
  ruleFeatures,
  rules,
} from '#wire/fraud'
import { call } from '../../../api/call.ts'
import { Problem } from '../../../api/problem.ts'

const SOON_MS = 5_000

/** Every rule, those in force first. Asks again by itself, for somebody else may decide. */
export const rulesQuery = queryOptions({
  queryKey: ['rules'],
  refetchInterval: SOON_MS,
  queryFn: async ({ signal }) => (await call(rules, { signal })).items,
})

/** One rule with its versions. */
export const ruleQuery = (id: string) =>
  queryOptions({
    queryKey: ['rule', id],
    refetchInterval: SOON_MS,
    queryFn: ({ signal }) => call(oneRule, { params: { id }, signal }),
  })

/** Every feature that a rule may name. */
export const featuresQuery = queryOptions({
  queryKey: ['rule-features'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async ({ signal }) => (await call(ruleFeatures, { signal })).items,
})

/** What is wrong with a condition, or what it says. */
export const checkQuery = (condition: string) =>
  queryOptions({
    queryKey: ['rule-check', condition],
    enabled: condition.trim() !== '',
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call(checkRule, { body: { condition }, signal }),
  })

/** A back-test; asked for again while it runs. */
export const backTestQuery = (id: string | null) =>
  queryOptions<BackTestView>({
    queryKey: ['back-test', id],
    enabled: id !== null,
    refetchInterval: (query) => (query.state.data?.state === 'running' ? 500 : false),
    queryFn: ({ signal }): Promise<BackTestView> => call(readBackTest, { params: { id: id ?? '' }, signal }),
  })

/** The last back-test of the same words that has ended. */
export const lastBackTestQuery = (subject: BackTestSubject | null) =>
  queryOptions({
    queryKey: ['last-back-test', subject],
    enabled: subject !== null,
    queryFn: async ({ signal }) =>
      subject &&
      (await call(lastBackTest, { body: { subject }, signal }).catch(nothingWhere('rule-not-understood')))?.backTest,
  })

const nothingWhere = (code: string) => (error: unknown) => {
  if (error instanceof Problem && error.code === code) return { backTest: null }
  throw error
}

/** What decides each kind of payment now. Asks again by itself. */
export const policiesQuery = queryOptions({
  queryKey: ['policies'],
  refetchInterval: SOON_MS,
  queryFn: async ({ signal }) => (await call(policies, { signal })).items,
})

/** Who proposed and granted policies of a kind. */
export const policyHistoryQuery = (kind: 'send' | 'withdrawal' | 'card') =>
  queryOptions({
    queryKey: ['policy-history', kind],
    queryFn: async ({ signal }) => (await call(policyHistory, { params: { kind }, signal })).items,
  })
