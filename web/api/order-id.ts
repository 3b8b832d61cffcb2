import { useRef } from 'react'
import { newId } from './new-id.ts'

/**
 * The id of an order: the same as long as its content is the same, so that trying again never does it twice, and another
 * as soon as the content changes. `forget` is for an id that the bank has refused, since a refused id stays refused.
 */
export const useOrderId = (): { readonly idOf: (content: unknown) => string; readonly forget: () => void } => {
  const kept = useRef<{ readonly content: string; readonly id: string }>(undefined)
  const idOf = (content: unknown): string => {
    const text = JSON.stringify(content)
    if (kept.current?.content !== text) kept.current = { content: text, id: newId() }
    return kept.current.id
  }
  const forget = (): void => {
    kept.current = undefined
  }
  return { idOf, forget }
}
