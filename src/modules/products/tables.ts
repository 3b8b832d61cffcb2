/** Rows of the schema `products`. */
import type { CurrencyCode } from '#platform/money'
import type { ProductKind } from './wire.ts'

export interface ProductRow {
  id: string
  owner: string
  kind: ProductKind
  currency: CurrencyCode
  name: string
  number: string
  opened_at: Date
}
