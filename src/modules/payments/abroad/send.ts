/** A customer sends money abroad by a quote: it becomes a payment like any other, scored, limited and challenged. */
import { createHash } from 'node:crypto'
import type { Database } from '#platform/database'
import { uuidv8 } from '#platform/id'
import type { Clock } from '#platform/time'
import type { Asker } from '../placing/order.ts'
import type { Placed } from '../placing/place.ts'
import { paymentDiffers } from '../refusals.ts'
import type { NewPayment } from '../step.ts'
import { findPayment } from '../store.ts'
import type { SendAbroadAsked } from '../wire.ts'
import { faultOfAccount, plainAccount } from './corridors/account.ts'
import { openCorridor } from './quotes/quote.ts'
import type { QuoteSeal } from './quotes/seal.ts'
import { type Terms, totalOf } from './quotes/terms.ts'
import * as no from './refusals.ts'
import { type AbroadRow, findAbroad, firstSeenAt } from './rows.ts'

export interface SendNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly seal: QuoteSeal
  readonly place: Placed
}

/** Who an account abroad is, for memories that know people by id. */
export const partyOf = (country: string, account: string): string =>
  uuidv8(createHash('sha256').update(`abroad ${country} ${account}`).digest())

const toRow = (id: string, terms: Terms, asked: SendAbroadAsked, at: Date): AbroadRow => {
  const country = terms.corridor.slice(0, 2)
  const account = plainAccount(asked.account)
  return {
    payment: id,
    quote: terms.id,
    direction: 'out',
    state: 'asked',
    country,
    name: asked.name,
    account,
    bank: asked.bank?.toUpperCase() ?? null,
    party: partyOf(country, account),
    purpose: asked.purpose ?? null,
    pay_currency: terms.pays,
    pay_minor: BigInt(terms.exchanged),
    fee_minor: BigInt(terms.fee),
    get_currency: terms.gets,
    get_minor: BigInt(terms.arrives),
    terms,
    settles: terms.leaves,
    message: null,
    sender: null,
    reference: null,
    reason: null,
    at,
    changed_at: at,
  }
}

/** What was sent under this id before, if it is the same; throws payment-differs. */
const checkSame = async (db: Database, known: NewPayment, row: AbroadRow) => {
  const before = (await findAbroad(db, [known.id])).get(known.id)
  const isSame =
    before?.direction === 'out' &&
    before.terms.id === row.terms.id &&
    before.name === row.name &&
    before.account === row.account &&
    before.bank === row.bank &&
    before.purpose === row.purpose
  if (!isSame) throw paymentDiffers()
}

const checkPayee = async (db: Database, row: AbroadRow) => {
  const { rules } = await openCorridor(db, row.terms.corridor ?? '')
  const isKnownPurpose = rules.purposes.length === 0 || rules.purposes.some((each) => each === row.purpose)
  if (!isKnownPurpose) throw no.purposeNeeded()
  const fault = faultOfAccount(rules.account, row.country, row)
  if (fault === 'account') throw no.accountMalformed()
  if (fault === 'bank') throw no.bankMalformed()
}

/** Throws quote-altered, quote-expired, quote-used, what the corridor refuses, and what placing a payment throws. */
export const createSendAbroad =
  ({ db, clock, seal, place }: SendNeeds) =>
  async (asker: Asker, id: string, asked: SendAbroadAsked): Promise<NewPayment> => {
    const terms = seal.open(asked.quote)
    if (terms.person !== asker.id) throw no.quoteAltered()
    const at = clock()
    const row = toRow(id, terms, asked, at)
    const known = await findPayment(db, id)
    if (known) await checkSame(db, known, row)
    else {
      if (at.toISOString() >= terms.expiresAt) throw no.quoteExpired()
      await checkPayee(db, row)
    }
    const amount = { currency: terms.pays, minor: totalOf(terms).toString() }
    const payee = { id: row.party, seenAt: (await firstSeenAt(db, row.party)) ?? at }
    return place(
      asker,
      id,
      { kind: 'send', from: terms.from, amount, note: asked.note ?? '', abroad: { row, payee } },
      at,
    )
  }
