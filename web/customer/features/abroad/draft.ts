import type { CorridorView } from '#wire/payments'
import type { Product } from '#wire/products'
import { parseAmount } from '../../../kit/amount-parse.ts'
import { exponentOf } from '../../../kit/currency.ts'

/** What was typed so far. */
export interface Draft {
  readonly corridor: string
  readonly from: string
  readonly name: string
  readonly account: string
  readonly bank: string
  readonly purpose: string
  readonly note: string
  readonly side: 'pays' | 'gets'
  readonly text: string
}

export const emptyDraft: Draft = {
  corridor: '',
  from: '',
  name: '',
  account: '',
  bank: '',
  purpose: '',
  note: '',
  side: 'pays',
  text: '',
}

/** The corridor and the account that are meant, and those that can be. */
export const choicesOf = (draft: Draft, corridors: readonly CorridorView[], products: readonly Product[]) => {
  const open = corridors.filter(
    ({ rules }) => rules.isOpen && products.some(({ currency }) => rules.from.includes(currency)),
  )
  const corridor = open.find(({ id }) => id === draft.corridor) ?? open[0]
  const accounts = products.filter(({ currency }) => corridor?.rules.from.includes(currency))
  const product = accounts.find(({ id }) => id === draft.from) ?? accounts[0]
  return { open, corridor, accounts, product }
}

export type Choices = ReturnType<typeof choicesOf>

export type Missing = 'nameMissing' | 'accountMissing' | 'bankMissing' | 'purposeMissing' | 'amountMissing'

export const minorOf = ({ text }: Draft, currency: Product['currency']): bigint | null => {
  const parsed = parseAmount(text, exponentOf(currency))
  return parsed.kind === 'amount' && parsed.minor > 0n ? parsed.minor : null
}

export const currencyOf = (draft: Draft, { corridor, product }: Choices): Product['currency'] =>
  (draft.side === 'pays' ? product?.currency : corridor?.currency) ?? 'INR'

const bic = /^[A-Za-z0-9]{8}([A-Za-z0-9]{3})?$/

/** What is missing or cannot be right, by field. */
export const missingIn = (draft: Draft, choices: Choices): ReadonlySet<Missing> => {
  const { corridor } = choices
  const needsBank = corridor?.rules.account === 'bank-and-account'
  const found: [Missing, boolean][] = [
    ['nameMissing', draft.name.trim() === ''],
    ['accountMissing', draft.account.trim().length < 4],
    ['bankMissing', (needsBank || draft.bank !== '') && !bic.test(draft.bank.trim())],
    ['purposeMissing', (corridor?.rules.purposes.length ?? 0) > 0 && draft.purpose === ''],
    ['amountMissing', minorOf(draft, currencyOf(draft, choices)) === null],
  ]
  return new Set(found.flatMap(([name, isMissing]) => (isMissing ? [name] : [])))
}
