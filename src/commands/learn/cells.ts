/** What a cell of a table says. */

const missing = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', 'nil', '?', '-', '#n/a', 'undefined', 'missing'])

/** Whether a cell says nothing. */
export const isMissing = (cell: string): boolean => missing.has(cell.trim().toLowerCase())

const plain = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?$/i
const grouped = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/

/** The number that a cell holds, with a currency's mark before or a percent sign behind it too; NaN where there is none. */
export const numberOf = (cell: string): number => {
  const text = cell
    .trim()
    .replace(/^([-+]?)[$€£₹¥]/, '$1')
    .replace(/\s?%$/, '')
  if (plain.test(text)) return Number(text)
  if (grouped.test(text)) return Number(text.replaceAll(',', ''))
  if (/^[-+]?inf(inity)?$/i.test(text))
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return Number.NaN
}

const time = /^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/

/** Milliseconds since 1970 of an ISO 8601 time, UTC where no zone is said; NaN where a cell is none. */
export const timeOf = (cell: string): number => {
  const text = cell.trim()
  if (!time.test(text)) return Number.NaN
  const iso = text.replace(' ', 'T')
  return Date.parse(iso.length === 10 || /(Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`)
}
