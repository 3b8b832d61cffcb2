/** What products take and answer, as it travels. */
import { z } from 'zod'
import {
  currency,
  endpoint,
  instant,
  linesOfText,
  minorUnits,
  nameOfThing,
  newUuid,
  next,
  page,
  uuid,
} from '#platform/endpoint'
import { needsReason } from '#wire/identity'

export * from './wire/fees.ts'
export * from './wire/halts.ts'
export * from './wire/limits.ts'
export * from './wire/statements.ts'

export const productKind = z.enum(['current', 'savings']).meta({ id: 'ProductKind' })

export const accountNumber = z
  .string()
  .regex(/^\d{12}$/, 'an account number of 12 digits')
  .meta({ description: 'Twelve digits; the last two are check digits (ISO 7064, MOD 97-10).' })

const productName = nameOfThing(60)

export const product = z
  .strictObject({
    id: uuid,
    owner: uuid,
    kind: productKind,
    currency,
    name: z.string(),
    number: accountNumber,
    isFrozen: z.boolean(),
    balance: minorUnits.meta({ description: 'What is written in the book.' }),
    onHold: minorUnits.meta({ description: 'Set aside by holds.' }),
    available: minorUnits.meta({ description: 'Balance less holds: what can be spent.' }),
    openedAt: instant,
  })
  .meta({ id: 'Product', description: 'What a customer holds; screens call it an account.' })

export const products = endpoint({
  method: 'GET',
  path: '/v1/products',
  tag: 'Products',
  summary: 'My accounts',
  answer: z.strictObject({ items: z.array(product) }),
})

export const openProduct = endpoint({
  method: 'PUT',
  path: '/v1/products/{id}',
  tag: 'Products',
  summary: 'Open an account',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({ kind: productKind, currency, name: productName }),
  answer: product,
  refusals: ['id-taken', 'too-many-products'],
})

export const oneProduct = endpoint({
  method: 'GET',
  path: '/v1/products/{id}',
  tag: 'Products',
  summary: 'One of my accounts',
  params: z.strictObject({ id: uuid }),
  answer: product,
  refusals: ['no-such-product'],
})

export const entry = z
  .strictObject({
    transfer: uuid,
    bookedAt: instant,
    side: z.enum(['in', 'out']),
    amount: minorUnits,
    balance: minorUnits.meta({ description: 'The balance after this entry.' }),
  })
  .meta({ id: 'Entry' })

export const entries = endpoint({
  method: 'GET',
  path: '/v1/products/{id}/entries',
  tag: 'Products',
  summary: 'Entries of one of my accounts with the balance after each, newest first',
  params: z.strictObject({ id: uuid }),
  query: z.strictObject(page),
  answer: z.strictObject({ items: z.array(entry), next }),
  refusals: ['no-such-product'],
})

export const months = endpoint({
  method: 'GET',
  path: '/v1/products/{id}/months',
  tag: 'Products',
  summary: 'Money in and out of one of my accounts in each of the last six months, oldest first',
  params: z.strictObject({ id: uuid }),
  answer: z.strictObject({ items: z.array(z.strictObject({ month: z.string(), in: minorUnits, out: minorUnits })) }),
  refusals: ['no-such-product'],
})

export const productsOfCustomer = endpoint({
  method: 'GET',
  path: '/v1/customers/{id}/products',
  tag: 'Staff',
  summary: 'Accounts of a customer',
  description: needsReason,
  params: z.strictObject({ id: uuid }),
  answer: z.strictObject({ items: z.array(product) }),
  refusals: ['reason-needed'],
})

export const freezeProduct = endpoint({
  method: 'PUT',
  path: '/v1/products/{id}/freeze',
  tag: 'Staff',
  summary: 'Freeze an account, or end its freeze',
  params: z.strictObject({ id: uuid }),
  body: z.strictObject({ isFrozen: z.boolean(), note: linesOfText(3, 500) }),
  answer: product,
  refusals: ['no-such-product'],
})

export const importedParty = z
  .strictObject({
    id: uuid.meta({ description: 'The id of the account; the same id again changes nothing.' }),
    name: productName,
    kind: productKind,
    currency,
    opening: minorUnits.meta({
      description: 'Opening balance, posted from the opening-balances account; zero posts nothing.',
    }),
    openedAt: instant,
  })
  .meta({ id: 'ImportedParty' })

export const importProducts = endpoint({
  method: 'POST',
  path: '/v1/products/import',
  tag: 'Service clients',
  summary: 'Bring parties from another system: each gets an account and an opening balance',
  body: z.strictObject({ parties: z.array(importedParty).min(1).max(1000) }),
  answer: z.strictObject({ opened: z.number().int(), known: z.number().int() }),
  refusals: ['id-taken'],
})

export type Product = z.infer<typeof product>
export type ProductKind = z.infer<typeof productKind>
export type Entry = z.infer<typeof entry>
export type ImportedParty = z.infer<typeof importedParty>
