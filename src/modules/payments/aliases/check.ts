/** Confirmation of payee for an alias: whether the name that was typed is the holder's, and no more than that. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Identity } from '#modules/identity'
import type { ProductRow, Products } from '#modules/products'
import type { Database } from '#platform/database'
import { type RandomBytes, uuidv7 } from '#platform/id'
import { Refusal } from '#platform/refusal'
import { type Clock, dayMs, hourMs } from '#platform/time'
import { matchOf } from '../saved-payees/match.ts'
import type { PayeeCheck } from '../wire.ts'
import { type Address, maskAddress, maskName, parseAddress } from './address.ts'
import { type CheckRow, findProductOf, forgetChecks, writeCheck } from './rows.ts'

export interface AliasNeeds {
  readonly db: Database
  readonly identity: Identity
  readonly products: Products
  readonly clock: Clock
  readonly randomBytes: RandomBytes
}

/** How long what was confirmed can be paid. */
export const checkLifeMs = hourMs
/** A check is kept longer, since an order may be sent again. */
const checkKeptMs = 7 * dayMs

/** One answer for what is not there and what its holder has not switched on. */
export const noSuchAlias = () =>
  new Refusal('no-such-alias', 404, 'Nobody can be paid under this. Check it with the person you want to pay.')

/** An answer comes on the next full step of this many ms, so that its time says nothing of what was found. */
const answerStepMs = 100
/** What finds nobody counts as so many look-ups: who pays people they know rarely misses. */
const missCounts = 5

const nobody = '00000000-0000-8000-8000-000000000000'

interface Found {
  readonly product: ProductRow | undefined
  readonly holder: string
}

/** The same statements in the same order, whether anybody is found or not. */
const find = async ({ db, identity, products }: AliasNeeds, { kind, value }: Address): Promise<Found> => {
  const owner = kind === 'name' ? null : await identity.contacts.holderOf(kind, value)
  const id = await findProductOf(db, kind === 'name' ? value : null, owner, kind)
  const product = (await products.byIds([id ?? nobody])).get(id ?? nobody)
  const names = await identity.names([product?.owner ?? nobody])
  return { product, holder: names.get(product?.owner ?? nobody)?.name ?? '' }
}

const shownOf = (match: CheckRow['match'], typed: string, holder: string): string => {
  if (match === 'close') return maskName(holder, typed)
  return typed
}

const countMiss = async ({ identity }: AliasNeeds, asker: string): Promise<void> => {
  for (let times = 1; times < missCounts; times++)
    // Past the limit the next look-up hears of it; this one is answered like every other.
    await identity.countAliasLookUp(asker).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error
    })
}

const onStep = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
  const begunAt = performance.now()
  try {
    return await work()
  } finally {
    const took = performance.now() - begunAt
    await sleep(Math.ceil(took / answerStepMs) * answerStepMs - took)
  }
}

export interface Looking {
  readonly asker: string
  readonly address: string
  readonly name: string
}

/** Throws no-such-alias, too-many-attempts. */
export const createCheckPayee = (needs: AliasNeeds) => {
  const look = async ({ asker, address: given, name }: Looking): Promise<CheckRow> => {
    await needs.identity.countAliasLookUp(asker)
    const address = parseAddress(given)
    const { product, holder } = await find(needs, address ?? { kind: 'name', value: '' })
    if (!address || !product) {
      await countMiss(needs, asker)
      throw noSuchAlias()
    }
    const match = matchOf(name, holder)
    const at = needs.clock()
    return {
      id: uuidv7(at.getTime(), needs.randomBytes(10)),
      asker,
      product: product.id,
      address: maskAddress(address),
      typed: name,
      match,
      shown: shownOf(match, name, holder),
      checked_at: at,
    }
  }

  return (looking: Looking): Promise<PayeeCheck> =>
    onStep(async () => {
      const row = await look(looking)
      await writeCheck(needs.db, row)
      const product = (await needs.products.byIds([row.product])).get(row.product)
      if (!product) throw noSuchAlias()
      return {
        id: row.id,
        address: row.address,
        match: row.match,
        name: row.shown,
        currency: product.currency,
        holdsUntil: new Date(row.checked_at.getTime() + checkLifeMs).toISOString(),
      }
    })
}

/** Forgets what was looked up and is too old to be paid. */
export const createTidyChecks =
  ({ db, clock }: AliasNeeds) =>
  (): Promise<void> =>
    forgetChecks(db, new Date(clock().getTime() - checkKeptMs))
