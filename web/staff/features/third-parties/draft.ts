import { createOauthClient, type NewOauthClient } from '#wire/identity'

/** What is typed about a third party, before it is read. */
export type Draft = {
  readonly name: string
  readonly redirects: string
  readonly keys: string
  readonly scopes: readonly string[]
}

export const empty: Draft = { name: '', redirects: '', keys: '', scopes: [] }

const keysOf = createOauthClient.body.shape.keys

/** The keys of a JSON Web Key Set, or null where the text is none. */
export const readKeys = (text: string): NewOauthClient['keys'] | null => {
  try {
    const read = JSON.parse(text) as { keys?: unknown } | null
    const { success, data } = keysOf.safeParse(read?.keys)
    return success && data.length > 0 ? data : null
  } catch {
    // Text that is no JSON is the everyday case of a half-typed field.
    return null
  }
}

/** One address a line. */
export const readRedirects = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
