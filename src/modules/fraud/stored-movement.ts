/** Movements as the table of decisions holds them: one text each, which the driver reads twice as fast as so many columns. */
import type { AttemptKind, Movement } from './attempt.ts'

const separator = '\x1f'

/** The column `line` of a movement, read from `fraud.decision` under this name. Numbers are exact up to 2^53. */
export const movementLine = (decision: string): string =>
  `concat_ws(chr(31), ${[
    'kind',
    'currency',
    'minor',
    'payer',
    "coalesce(#.payee::text, '')",
    "coalesce(#.owner::text, '')",
    "coalesce(#.payee_owner::text, '')",
    "coalesce(#.device, '')",
    "coalesce(#.network, '')",
    "coalesce(#.place, '')",
    "coalesce(#.category, '')",
    '(extract(epoch from #.booked_at) * 1000)::bigint',
  ]
    .map((column) => (column.includes('#') ? column.replace('#', decision) : `${decision}.${column}`))
    .join(', ')}) as line`

/** The movement that such a line tells. */
export const movementIn = (line: string): Movement => {
  const [kind, currency, minor, payer, payee, owner, payeeOwner, ...others] = line.split(separator)
  const [device, network, place, category, atMs] = others.map((word) => word || null)
  return {
    kind: kind as AttemptKind,
    payer,
    payee: payee || null,
    owner: owner || payer,
    payeeOwner: payeeOwner || undefined,
    context: { device, network, place, category },
    currency,
    minor: Number(minor),
    atMs: Number(atMs),
  }
}
