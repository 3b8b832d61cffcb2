import { type ClientKind, type NewOauthClient, newOauthClient, scope } from '#wire/identity'

/** What is typed about a client, before it is read. */
export type Draft = {
  readonly kind: ClientKind
  readonly name: string
  readonly redirects: string
  readonly keys: string
  readonly scopes: readonly string[]
}

export const empty: Draft = { kind: 'third-party', name: '', redirects: '', keys: '', scopes: [] }

/** What a client of each kind may be registered for. */
export const scopesOf: Readonly<Record<ClientKind, readonly string[]>> = {
  'third-party': ['accounts:read', 'payments:write'],
  app: ['bank:use'],
  program: scope.options,
}

const keysOf = newOauthClient.shape.keys

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

/** What a draft asks for. A part that is missing is null; an app has no keys and a program no addresses to miss. */
export const readDraft = ({ kind, name, redirects, keys, scopes }: Draft) => {
  const addresses = kind === 'program' ? [] : readRedirects(redirects)
  return {
    kind,
    name: name.trim() || null,
    redirectUris: addresses.length > 0 || kind === 'program' ? addresses : null,
    keys: kind === 'app' ? [] : readKeys(keys),
    scopes: scopes.length > 0 ? [...scopes] : null,
  }
}

/** The whole, or null where a part is missing. */
export const wholeOf = ({ kind, name, redirectUris, keys, scopes }: ReturnType<typeof readDraft>) =>
  name && redirectUris && keys && scopes ? { kind, name, redirectUris, keys, scopes } : null
