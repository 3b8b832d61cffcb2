import type { Product } from '#wire/products'

/** The account that the large amount speaks of: the oldest current one, else the oldest. */
export const mainOf = (products: readonly Product[]): Product | undefined => {
  const byAge = products.toSorted((one, other) => one.openedAt.localeCompare(other.openedAt))
  return byAge.find((product) => product.kind === 'current') ?? byAge[0]
}
