/** Somebody asks one or many people for money. */
import { createHash } from 'node:crypto'
import type { Fraud } from '#modules/fraud'
import type { Identity } from '#modules/identity'
import type { Products } from '#modules/products'
import type { Database, Tx } from '#platform/database'
import { uuidv8 } from '#platform/id'
import { type CurrencyCode, largestMinor } from '#platform/money'
import { Refusal } from '#platform/refusal'
import { type Clock, dayMs } from '#platform/time'
import { findRecipient } from '../aliases/recipients.ts'
import { hasPaid } from '../payees/payees.ts'
import { noSuchAccount, refusalOf } from '../refusals.ts'
import type { Tell } from '../telling/tell.ts'
import type { Bill, BillAsked } from '../wire.ts'
import { type BillRow, findBill, findBlockers, findOfBill, type NewRequest, writeBill, writeRequests } from './rows.ts'
import { splitEvenly } from './split.ts'
import { viewRequests } from './view.ts'

export interface AskNeeds {
  readonly db: Database
  readonly identity: Identity
  readonly products: Products
  readonly fraud: Pick<Fraud, 'safety'>
  readonly clock: Clock
  readonly tell: Tell
}

const usualDays = 14

const billDiffers = () =>
  new Refusal('bill-differs', 409, 'Something else was asked for under this id. Nobody was asked now.')
const asksOneself = () => new Refusal('asks-oneself', 422, 'You are among those whom you ask. Leave yourself out.')
const askedTwice = () =>
  new Refusal('asked-twice', 422, 'You ask the same person twice. Ask them for all of it at once.')
const tooSmall = () =>
  new Refusal('too-small-to-split', 422, 'There are more people than the smallest units of this amount.')

interface Share {
  readonly to: string
  readonly minor: bigint
}

/** Who is asked for how much. The asker's own part, where they bear one, is the first and takes the odd unit. */
const sharesOf = ({ split }: BillAsked): { whole: bigint; shares: Share[] } => {
  if (split.kind === 'amounts') {
    const shares = split.shares.map(({ payer, minor }) => ({ to: payer, minor: BigInt(minor) }))
    const whole = shares.reduce((sum, { minor }) => sum + minor, 0n)
    if (whole > largestMinor) throw refusalOf('overflows_credits')
    return { whole, shares }
  }
  const { payers, includesMe } = split
  const whole = BigInt(split.minor)
  const mine = includesMe ? 1 : 0
  if (whole < BigInt(payers.length + mine)) throw tooSmall()
  const parts = splitEvenly(whole, payers.length + mine).slice(mine)
  return { whole, shares: payers.map((to, index) => ({ to, minor: parts[index] })) }
}

export interface Payer extends Share {
  readonly person: string
  readonly shown: string
}

/** A number tells its holder's name, so it counts as a look-up of it; a check was counted when it was made. */
export const findPayer = async (
  { db, identity, products, clock }: Pick<AskNeeds, 'db' | 'identity' | 'products' | 'clock'>,
  asker: string,
  share: Share,
): Promise<Payer> => {
  await identity.countRequest(asker)
  const found = await findRecipient(db, products, asker, share.to, clock())
  if (!found?.check && !(found && (await hasPaid(db, asker, found.product.id)))) await identity.countPayeeLookUp(asker)
  if (!found) throw noSuchAccount()
  const { owner } = found.product
  if (owner === asker) throw asksOneself()
  const shown = found.check?.shown ?? (await identity.names([owner])).get(owner)?.name ?? ''
  return { ...share, person: owner, shown }
}

const findPayers = async (needs: AskNeeds, asker: string, shares: readonly Share[]): Promise<Payer[]> => {
  const payers: Payer[] = []
  for (const share of shares) payers.push(await findPayer(needs, asker, share))
  if (new Set(payers.map(({ person }) => person)).size < payers.length) throw askedTwice()
  return payers
}

const requestId = (bill: string, payer: string) =>
  uuidv8(createHash('sha256').update(`request ${bill} ${payer}`).digest())

const write = async ({ tell }: AskNeeds, tx: Tx, bill: BillRow, payers: readonly Payer[]): Promise<void> => {
  if (!(await writeBill(tx, bill))) return
  const blockers = await findBlockers(
    tx,
    bill.requester,
    payers.map(({ person }) => person),
  )
  const rows = payers.map(
    ({ person, minor, shown }): NewRequest => ({
      id: requestId(bill.id, person),
      bill: bill.id,
      requester: bill.requester,
      payer: person,
      minor,
      shown,
      is_hidden: blockers.has(person),
    }),
  )
  await writeRequests(tx, rows)
  await tell(
    tx,
    rows
      .filter((row) => !row.is_hidden)
      .map(({ id, payer, minor }) => ({
        person: payer,
        kind: 'request-received',
        at: bill.created_at,
        amount: { currency: bill.currency, minor },
        other: bill.requester,
        note: bill.note,
        link: `/requests/${id}`,
      })),
  )
}

/** Asks. The same id again answers what was asked. Throws what the path says. */
export const createAsk = (needs: AskNeeds) => {
  const { db, products, clock } = needs
  const answer = async (bill: BillRow, asked: string): Promise<Bill> => {
    if (bill.asked !== asked) throw billDiffers()
    const requests = await viewRequests(needs, await findOfBill(db, bill.id), bill.requester, clock())
    return {
      id: bill.id,
      amount: { currency: bill.currency, minor: bill.minor.toString() },
      note: bill.note,
      requests,
    }
  }

  return async (asker: string, id: string, given: BillAsked): Promise<Bill> => {
    const asked = JSON.stringify(given)
    const known = await findBill(db, id)
    if (known && known.requester !== asker) throw billDiffers()
    if (known) return answer(known, asked)
    const { currency } = await products.own(asker, given.to)
    const { whole, shares } = sharesOf(given)
    const payers = await findPayers(needs, asker, shares)
    await db.transaction((tx) => write(needs, tx, newBill(asker, id, given, asked, currency, whole, clock()), payers))
    const bill = await findBill(db, id)
    if (bill?.requester !== asker) throw billDiffers()
    return answer(bill, asked)
  }
}

const newBill = (
  requester: string,
  id: string,
  { to, note, days }: BillAsked,
  asked: string,
  currency: CurrencyCode,
  minor: bigint,
  at: Date,
): BillRow => ({
  id,
  requester,
  product: to,
  currency,
  minor,
  note: note ?? '',
  asked,
  created_at: at,
  expires_at: new Date(at.getTime() + (days ?? usualDays) * dayMs),
})
