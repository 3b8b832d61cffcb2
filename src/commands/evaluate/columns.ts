/** Which column of a file of payments is which. */
import { PlainError } from '#platform/plain-errors'

const roles = ['id', 'time', 'payer', 'payee', 'amount', 'label', 'kind', 'currency'] as const
type Role = (typeof roles)[number]

/** Names by role, as a person gave them. */
export type ColumnNames = Readonly<Partial<Record<Role, string>>>

/** Where each role stands in a record; `id`, `payee`, `kind` and `currency` are -1 where there is none. */
export interface Places extends Readonly<Record<Role, number>> {
  /** Columns that become features by what they hold, in the order they were asked for. */
  readonly context: readonly number[]
}

/** Names that are recognized: the handbook's, then those of `npm run generate`, then others. */
const known: Readonly<Record<Role, readonly string[]>> = {
  id: ['transaction_id', 'payment_id', 'payment', 'tx_id', 'id'],
  time: ['tx_datetime', 'time', 'datetime', 'timestamp', 'at', 'booked_at', 'date'],
  payer: ['customer_id', 'payer', 'payer_id', 'customer', 'account_id', 'account', 'card_id', 'card'],
  payee: ['terminal_id', 'payee', 'payee_id', 'terminal', 'merchant_id', 'merchant'],
  amount: ['tx_amount', 'amount', 'amt', 'value'],
  label: ['tx_fraud', 'label', 'is_fraud', 'isfraud', 'fraud', 'class'],
  kind: ['kind'],
  currency: ['currency'],
}

const optional: readonly Role[] = ['id', 'payee', 'kind', 'currency']

/** What `npm run generate` writes besides; where all of it is there, it is the context without being asked for. */
const generated = ['device', 'network', 'place', 'category', 'known_at']

/** Reads `id=..,time=..,…`. Throws a PlainError on a role that there is not. */
export const parseColumns = (text: string): ColumnNames => {
  const names: Partial<Record<Role, string>> = {}
  for (const part of text.split(',')) {
    const [role = '', name = ''] = part.split(/=(.*)/s).map((side) => side.trim())
    if (!roles.includes(role as Role) || name === '')
      throw new PlainError(
        `--columns takes ${roles.map((each) => `${each}=NAME`).join(',')}; "${part}" is none of them.`,
      )
    names[role as Role] = name
  }
  return names
}

const recognize = (lower: readonly string[], role: Role): number =>
  known[role].map((name) => lower.indexOf(name)).find((place) => place >= 0) ?? -1

const placeOf = (file: string, header: readonly string[], name: string): number => {
  const place = header.indexOf(name)
  if (place < 0) throw new PlainError(`${file} has no column ${name}; it has ${header.slice(0, 40).join(', ')}.`)
  return place
}

/**
 * Finds the columns in a header. Where names are given, a role that need not be there and is not among them is not. Throws a
 * PlainError that says what is lacking.
 */
export const findPlaces = (
  file: string,
  header: readonly string[],
  names: ColumnNames | undefined,
  context: readonly string[],
): Places => {
  const lower = header.map((name) => name.toLowerCase())
  const find = (role: Role): number => {
    const name = names?.[role]
    if (name !== undefined) return placeOf(file, header, name)
    return names && optional.includes(role) ? -1 : recognize(lower, role)
  }
  const places = Object.fromEntries(roles.map((role) => [role, find(role)])) as Record<Role, number>
  const lacking = roles.filter((role) => places[role] < 0 && !optional.includes(role))
  if (lacking.length > 0) {
    throw new PlainError(
      `${file}: which column is the ${lacking.join(', the ')}? Say it with --columns ${lacking.map((role) => `${role}=NAME`).join(',')}. It has ${header.slice(0, 40).join(', ')}.`,
    )
  }
  return { ...places, context: context.map((name) => placeOf(file, header, name)) }
}

/** The context columns of a file that `npm run generate` wrote; none of any other. */
export const generatedContext = (header: readonly string[]): readonly string[] =>
  generated.every((name) => header.includes(name)) ? generated.filter((name) => name !== 'known_at') : []
