/** Why a member of staff looks at personal data: said once for a page, and sent with each call of that page for a working period. */

export type Reason = { readonly choice: string; readonly words: string }

const WORKING_PERIOD_MS = 4 * 60 * 60_000
const KEY = 'reason '

// A list and what is opened from it are looked at for reasons of their own; a page's search is not part of it.
const placeOf = (): string => window.location.pathname

type Kept = Reason & { readonly until: number }

const read = (place: string): Kept | undefined => {
  const text = window.sessionStorage.getItem(KEY + place)
  if (text === null) return undefined
  const kept: Kept = JSON.parse(text)
  return kept.until > Date.now() ? kept : undefined
}

/** Remembers why this page is looked at, in this tab alone. */
export const rememberReason = ({ choice, words }: Reason): void => {
  const kept: Kept = { choice, words, until: Date.now() + WORKING_PERIOD_MS }
  window.sessionStorage.setItem(KEY + placeOf(), JSON.stringify(kept))
}

/** Forgets every reason, when somebody else sits down. */
export const forgetReasons = (): void => {
  for (const key of Object.keys(window.sessionStorage)) if (key.startsWith(KEY)) window.sessionStorage.removeItem(key)
}

/** The header for calls of this page; undefined where nobody has said why. */
export const reasonHeader = (): string | undefined => {
  const kept = read(placeOf())
  return kept && `${kept.choice};${encodeURIComponent(kept.words)}`
}
