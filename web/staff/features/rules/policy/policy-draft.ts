import { useState } from 'react'
import { currencyCodes } from '#platform/money'
import type { KindPolicyBody } from '#wire/fraud'
import { kindPolicyBody } from '#wire/fraud'
import { parseAmount } from '../../../../kit/amount-parse.ts'
import { type CurrencyCode, exponentOf, moneyOf } from '../../../../kit/currency.ts'
import { formatDigits } from '../../../../kit/money-format.ts'

type LimitKey = 'unscored' | 'below' | 'secondPersonFrom' | 'lossChallenge' | 'lossReview'
type Texts = {
  readonly challenge: string
  readonly review: string
  readonly block: string
  readonly answerMinutes: string
  readonly share: string
} & Readonly<Record<LimitKey, string>>

type Limits = KindPolicyBody['unscored']

const limitsOf = (body: KindPolicyBody, key: LimitKey): Limits | undefined => {
  if (key === 'below') return body.exploration.below
  if (key === 'lossChallenge') return body.losses?.challenge
  return key === 'lossReview' ? body.losses?.review : body[key]
}

const digitsOf = (body: KindPolicyBody, key: LimitKey, currency: CurrencyCode): string =>
  formatDigits(moneyOf(currency, limitsOf(body, key)?.[currency] ?? '0'))

const textsOf = (body: KindPolicyBody, currency: CurrencyCode): Texts => ({
  challenge: String(body.thresholds.challenge),
  review: String(body.thresholds.review),
  block: String(body.thresholds.block),
  answerMinutes: String(body.answerMinutes),
  share: String(Number((body.exploration.share * 100).toFixed(3))),
  unscored: digitsOf(body, 'unscored', currency),
  below: digitsOf(body, 'below', currency),
  secondPersonFrom: digitsOf(body, 'secondPersonFrom', currency),
  lossChallenge: digitsOf(body, 'lossChallenge', currency),
  lossReview: digitsOf(body, 'lossReview', currency),
})

const minorOf = (text: string, currency: CurrencyCode): string => {
  const parsed = parseAmount(text, exponentOf(currency))
  return parsed.kind === 'amount' ? parsed.minor.toString() : ''
}

const none = Object.fromEntries(currencyCodes.map((code) => [code, '0'])) as Limits

const bodyOf = (base: KindPolicyBody, texts: Texts, currency: CurrencyCode) => ({
  thresholds: { challenge: Number(texts.challenge), review: Number(texts.review), block: Number(texts.block) },
  losses: {
    challenge: { ...none, ...base.losses?.challenge, [currency]: minorOf(texts.lossChallenge, currency) },
    review: { ...none, ...base.losses?.review, [currency]: minorOf(texts.lossReview, currency) },
  },
  unscored: { ...base.unscored, [currency]: minorOf(texts.unscored, currency) },
  exploration: {
    share: Number((Number(texts.share) / 100).toFixed(5)),
    below: { ...base.exploration.below, [currency]: minorOf(texts.below, currency) },
  },
  answerMinutes: Number(texts.answerMinutes),
  secondPersonFrom: { ...base.secondPersonFrom, [currency]: minorOf(texts.secondPersonFrom, currency) },
})

const fieldOf: Readonly<Record<string, keyof Texts>> = {
  'thresholds.challenge': 'challenge',
  'thresholds.review': 'review',
  'thresholds.block': 'block',
  'exploration.share': 'share',
  'losses.challenge': 'lossChallenge',
  'losses.review': 'lossReview',
}

/** A policy as it is being written, in texts: amounts of one currency at a time; null while it cannot be read. */
export const usePolicyDraft = (start: KindPolicyBody) => {
  const [currency, setCurrency] = useState<CurrencyCode>('INR')
  const [base, setBase] = useState(start)
  const [texts, setTexts] = useState(() => textsOf(start, 'INR'))
  const read = kindPolicyBody.safeParse(bodyOf(base, texts, currency))
  const wrong = new Set<keyof Texts | 'thresholds'>(
    read.success
      ? []
      : read.error.issues.map(({ path }) => {
          const [first, second] = path.map(String)
          if (first === 'thresholds' && second === undefined) return 'thresholds'
          if (first === 'exploration' && second === 'below') return 'below'
          return fieldOf[`${first}.${second}`] ?? (first as keyof Texts)
        }),
  )
  return {
    currency,
    texts,
    wrong,
    policy: read.success ? read.data : null,
    change: (change: Partial<Texts>) => setTexts({ ...texts, ...change }),
    changeCurrency: (next: CurrencyCode) => {
      // What was written of the other currency stays in the policy.
      const kept = read.success ? read.data : base
      setBase(kept)
      setCurrency(next)
      setTexts({ ...textsOf(kept, next), ...(read.success ? {} : { challenge: texts.challenge }) })
    },
  }
}

export type PolicyDraft = ReturnType<typeof usePolicyDraft>
