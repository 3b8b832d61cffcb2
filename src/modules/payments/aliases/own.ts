/** A customer's own aliases: chosen, given up, switched on and off. */
import type { Database, Tx } from '#platform/database'
import { Refusal } from '#platform/refusal'
import { dayMs } from '#platform/time'
import type { Aliases } from '../wire.ts'
import { maskAddress } from './address.ts'
import { checkAliasName, likenessOf } from './alias-name.ts'
import type { AliasNeeds } from './check.ts'
import {
  type AliasRow,
  type ContactKind,
  findAliases,
  findContacts,
  findLookAlike,
  releaseAlias,
  removeContact,
  writeAlias,
  writeContact,
} from './rows.ts'

const mostNames = 3
/** Nobody else gets a name that was given up before whoever paid under it has forgotten it. */
const restMs = 365 * dayMs

/** The same for a name that is taken and for one that looks like it. */
const aliasTaken = () =>
  new Refusal('alias-taken', 409, 'This name is taken, or looks like one that is. Please choose another one.')
const tooManyAliases = () => new Refusal('too-many-aliases', 422, 'You have three names already. Give one up first.')
const contactUnproved = () =>
  new Refusal('contact-unproved', 422, 'You can be paid under a phone or an email that you have proved to be yours.')

/** Their names, and their phone and email with the account that each leads to. */
export const createOwnAliases =
  ({ db, identity }: AliasNeeds) =>
  async (owner: string): Promise<Aliases> => {
    const [names, switched, contacts] = await Promise.all([
      findAliases(db, owner),
      findContacts(db, owner),
      identity.contacts.of(owner),
    ])
    return {
      names: names.map(({ name, product, created_at }) => ({ name, product, createdAt: created_at.toISOString() })),
      contacts: contacts.map(({ kind, value, isProved }) => ({
        kind,
        shown: maskAddress({ kind, value }),
        isProved,
        product: switched.find((row) => row.kind === kind)?.product ?? null,
      })),
    }
  }

const isFree = (known: AliasRow, owner: string, at: Date) =>
  known.owner === owner || (known.released_at !== null && known.released_at.getTime() + restMs <= at.getTime())

const take = async (tx: Tx, alias: Omit<AliasRow, 'released_at'>): Promise<void> => {
  const { owner, likeness, created_at } = alias
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 10))', [likeness])
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 11))', [owner])
  const known = await findLookAlike(tx, likeness)
  if (known && !isFree(known, owner, created_at)) throw aliasTaken()
  const own = await findAliases(tx, owner)
  if (own.length >= mostNames && !own.some((row) => row.likeness === likeness)) throw tooManyAliases()
  await writeAlias(tx, alias)
}

export interface Choice {
  readonly owner: string
  readonly name: string
  readonly product: string
}

/** Chooses a name, or leads it to another account. Throws alias-not-allowed, alias-taken, too-many-aliases, no-such-product, too-many-attempts. */
export const createChooseAlias =
  ({ db, identity, products, clock }: AliasNeeds) =>
  async ({ owner, name, product }: Choice): Promise<void> => {
    checkAliasName(name)
    await products.own(owner, product)
    // Whether a name is taken is told, so names cannot be tried without end.
    await identity.countAliasClaim(owner)
    await db.transaction((tx) => take(tx, { name, likeness: likenessOf(name), owner, product, created_at: clock() }))
  }

/** What is not theirs is given up already. */
export const createReleaseAlias =
  ({ db, clock }: { db: Database; clock: AliasNeeds['clock'] }) =>
  (owner: string, name: string): Promise<void> =>
    releaseAlias(db, owner, name, clock())

export interface Switch {
  readonly owner: string
  readonly kind: ContactKind
  /** The account that it leads to; null switches it off. */
  readonly product: string | null
}

/** Throws contact-unproved, no-such-product. */
export const createSwitchContact =
  ({ db, identity, products, clock }: AliasNeeds) =>
  async ({ owner, kind, product }: Switch): Promise<void> => {
    if (product === null) return removeContact(db, owner, kind)
    await products.own(owner, product)
    const contact = (await identity.contacts.of(owner)).find((each) => each.kind === kind)
    if (!contact?.isProved) throw contactUnproved()
    await writeContact(db, owner, { kind, product }, clock())
  }
