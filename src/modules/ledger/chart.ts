/** The chart of accounts: codes, and the house's own accounts, one of each in every currency. */
import { type CurrencyCode, currencies, currencyCodes } from '#platform/money'

/**
 * Codes of accounts. 1xxx are assets (their balance is debit), 2xxx what we owe customers, 3xxx equity; the table ledger.chart says
 * it of every code, by the same keys. An exchange account is what the bank holds or owes of a currency by having exchanged it.
 */
export const accountCode = {
  cash: 1010,
  correspondent: 1020,
  exchange: 1510,
  disputes: 1610,
  current: 2010,
  savings: 2020,
  abroad: 2510,
  opening: 3010,
  fees: 4010,
  'write-offs': 5020,
} as const

/** Codes of transfers: what a row of the book was for. */
export const transferCode = {
  send: 1,
  deposit: 2,
  withdrawal: 3,
  card: 4,
  opening: 5,
  exchange: 6,
  fee: 7,
  charge: 8,
  capture: 9,
  refund: 10,
  dispute: 11,
} as const

const houseKeys = ['cash', 'opening', 'exchange', 'correspondent', 'abroad', 'fees', 'disputes', 'write-offs'] as const
export type HouseAccount = (typeof houseKeys)[number]

/** The id of a house account, the same in every bank: UUID version 8 made of its code and its book. */
export const houseAccount = (account: HouseAccount, currency: CurrencyCode): string =>
  `00000000-0000-8000-8000-${accountCode[account].toString().padStart(6, '0')}${currencies[currency].ledger.toString().padStart(6, '0')}`

/** Every house account with its book and code. */
export const houseAccounts = currencyCodes.flatMap((currency) =>
  houseKeys.map((account) => ({
    id: houseAccount(account, currency),
    ledger: currencies[currency].ledger,
    code: accountCode[account],
    flags: 0,
  })),
)
