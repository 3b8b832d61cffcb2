/** The book over HTTP, to be read by staff and by service clients. */
import type { z } from 'zod'
import type { Http } from '#platform/http'
import { type CurrencyCode, currencies, currencyCodes } from '#platform/money'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import { accountFlag } from '../accounts.ts'
import { type TransferKind, transferFlag } from '../transfer.ts'
import * as wire from '../wire.ts'
import type { TransferFilter } from './account-transfers.ts'
import type { Counters } from './at-instant.ts'
import type { LedgerAccount, LedgerTransfer } from './lookups.ts'
import type { Reading } from './reading.ts'
import type { When } from './trial-balance.ts'

const permission = 'ledger:read'
const itemsOnPage = 25

const notInBook = () => new Refusal('not-in-book', 404, 'The book has nothing under this id.')

const bookOf = (ledger: number): { ledger: number; currency: CurrencyCode | null } => ({
  ledger,
  currency: currencyCodes.find((code) => currencies[code].ledger === ledger) ?? null,
})

const flagNames = <Name extends string>(flags: number, known: Readonly<Record<Name, number>>): Name[] =>
  (Object.keys(known) as Name[]).filter((name) => (flags & known[name]) !== 0)

const showCounters = (counters: Counters) => ({
  debitsPending: counters.debitsPending.toString(),
  debitsPosted: counters.debitsPosted.toString(),
  creditsPending: counters.creditsPending.toString(),
  creditsPosted: counters.creditsPosted.toString(),
})

const showAccount = (account: LedgerAccount): z.input<typeof wire.ledgerAccount> => ({
  id: account.id,
  ...bookOf(account.ledger),
  code: account.code,
  flags: flagNames(account.flags, accountFlag),
  ...showCounters(account),
  balance: (account.creditsPosted - account.debitsPosted).toString(),
  createdAt: account.createdAt.toISOString(),
})

const showTransfer = (transfer: LedgerTransfer): z.input<typeof wire.ledgerTransfer> => ({
  id: transfer.id,
  position: transfer.seq.toString(),
  kind: transfer.kind,
  flags: flagNames(transfer.flags, transferFlag),
  debit: transfer.debit,
  credit: transfer.credit,
  amount: transfer.amount.toString(),
  ...bookOf(transfer.ledger),
  code: transfer.code,
  refersTo: transfer.refersTo,
  expiresAt: transfer.expiresAt?.toISOString() ?? null,
  bookedAt: transfer.bookedAt.toISOString(),
  valueDate: transfer.valueDate,
  isLate: transfer.isLate,
  debitBalance: transfer.debitBalance.toString(),
  creditBalance: transfer.creditBalance.toString(),
  endedBy: transfer.endedBy && {
    ...transfer.endedBy,
    amount: transfer.endedBy.amount.toString(),
    bookedAt: transfer.endedBy.bookedAt.toISOString(),
  },
})

const whenOf = (query: { at?: string; valueDate?: string }): When => ({
  ...(query.at === undefined ? {} : { at: new Date(query.at) }),
  ...(query.valueDate === undefined ? {} : { valueDate: query.valueDate }),
})

const dateOf = (text: string | undefined) => (text === undefined ? undefined : new Date(text))
const bigintOf = (text: string | undefined) => (text === undefined ? undefined : BigInt(text))

const filterOf = (account: string, query: z.output<typeof wire.readAccountTransfers.query>): TransferFilter => ({
  account,
  side: query.side,
  codes: query.codes?.split(',').map(Number),
  // The schema takes no other words.
  kinds: query.kinds?.split(',') as TransferKind[] | undefined,
  bookedFrom: dateOf(query.bookedFrom),
  bookedBefore: dateOf(query.bookedBefore),
  amountFrom: bigintOf(query.amountFrom),
  amountTo: bigintOf(query.amountTo),
})

const addAccountRoutes = (http: Http, reading: Reading, clock: Clock): void => {
  const find = async (id: string): Promise<LedgerAccount> => {
    const [account] = await reading.accounts([id])
    if (!account) throw notInBook()
    return account
  }
  http.route(wire.readAccount, permission, async ({ params }) => showAccount(await find(params.id)))
  http.route(wire.readAccountTransfers, permission, async ({ params, query }) => {
    await find(params.id)
    const limit = Number(query.limit ?? itemsOnPage)
    const page = { order: query.order ?? 'newest', after: bigintOf(query.cursor), limit }
    const found = await reading.transfersOf(filterOf(params.id, query), page)
    return { items: found.map(showTransfer), next: found.length === limit ? `${found[limit - 1].seq}` : null }
  })
  http.route(wire.readBalance, permission, async ({ params, query }) => {
    const account = await find(params.id)
    const { at = clock(), valueDate } = whenOf(query)
    const hasCounters = valueDate === undefined && (account.flags & accountFlag.history) !== 0
    const balance = valueDate ? reading.balanceOn(account.id, valueDate) : reading.balanceAt(account.id, at)
    return {
      account: account.id,
      ...bookOf(account.ledger),
      at: valueDate === undefined ? at.toISOString() : null,
      valueDate: valueDate ?? null,
      balance: (await balance).toString(),
      counters: hasCounters ? showCounters(await reading.countersAt(account.id, at)) : null,
    }
  })
  http.route(wire.readHistory, permission, async ({ params, query }) => {
    await find(params.id)
    const limit = Number(query.limit ?? itemsOnPage)
    const found = await reading.history(params.id, { before: bigintOf(query.cursor), limit })
    return {
      items: found.map(({ transfer, bookedAt, position: _, ...counters }) => ({
        transfer,
        bookedAt: bookedAt.toISOString(),
        ...showCounters(counters),
      })),
      next: found.length === limit ? `${found[limit - 1].position}` : null,
    }
  })
}

/** Adds the paths that read the book. */
export const addReadingRoutes = (http: Http, reading: Reading, clock: Clock): void => {
  addAccountRoutes(http, reading, clock)
  http.route(wire.readTransfer, permission, async ({ params }) => {
    const [transfer] = await reading.transfers([params.id])
    if (!transfer) throw notInBook()
    return showTransfer(transfer)
  })
  http.route(wire.readChart, permission, async () => ({ items: await reading.chart() }))
  http.route(wire.readTrialBalance, permission, async ({ query }) => ({
    at: query.valueDate === undefined ? (query.at ?? clock().toISOString()) : null,
    valueDate: query.valueDate ?? null,
    ledgers: (await reading.trialBalance(whenOf(query))).map(({ ledger, debits, credits, lines }) => ({
      ...bookOf(ledger),
      debits: debits.toString(),
      credits: credits.toString(),
      lines: lines.map((line) => ({
        ...line,
        debits: line.debits.toString(),
        credits: line.credits.toString(),
        balance: line.balance.toString(),
      })),
    })),
  }))
}
