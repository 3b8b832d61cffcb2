/** What a rule asks, as a tree. */
import type { CurrencyCode } from '#platform/money'
import type { AttemptKind } from '../../attempt.ts'

export const operators = ['>', '>=', '<', '<=', '=', '!='] as const
export type Operator = (typeof operators)[number]

export const kinds = ['send', 'withdrawal', 'card'] as const satisfies readonly AttemptKind[]

export type Condition =
  | { readonly is: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly is: 'not'; readonly part: Condition }
  /** `name` is a feature, or `probability`: what the model thinks. */
  | { readonly is: 'number'; readonly name: string; readonly operator: Operator; readonly value: number }
  | { readonly is: 'missing'; readonly name: string; readonly negated: boolean }
  | { readonly is: 'amount'; readonly operator: Operator; readonly minor: bigint; readonly currency: CurrencyCode }
  | { readonly is: 'kind'; readonly kind: AttemptKind; readonly negated: boolean }

/** Names that are no features. */
export const probabilityName = 'probability'
export const reservedNames: readonly string[] = ['amount', 'kind', probabilityName]

/** Every name of a feature, and `probability`, that a condition reads, each once. */
export const namesIn = (condition: Condition): string[] => {
  const names = new Set<string>()
  const visit = (one: Condition): void => {
    if (one.is === 'and' || one.is === 'or') one.parts.forEach(visit)
    else if (one.is === 'not') visit(one.part)
    else if (one.is === 'number' || one.is === 'missing') names.add(one.name)
  }
  visit(condition)
  return [...names]
}
