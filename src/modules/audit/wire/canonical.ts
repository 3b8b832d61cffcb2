/** Canonical JSON (RFC 8785) of text, whole numbers, facts, lists and records. Browser-safe. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/** Throws RangeError for a number that is not whole: its text would hang on who writes it. */
export const canonicalOf = (value: Json): string => {
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new RangeError('only whole numbers are canonical here')
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonicalOf).join(',')}]`
  // The order of RFC 8785 is that of UTF-16 code units, which is how JavaScript sorts.
  const fields = Object.keys(value).sort()
  return `{${fields.map((name) => `${JSON.stringify(name)}:${canonicalOf(value[name])}`).join(',')}}`
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)
