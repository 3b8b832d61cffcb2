/** The accounts that a consent is for: the customer chooses them one by one. */
import { Refusal } from '#platform/refusal'
import type { OpenRequest } from './open.ts'

/** Which accounts a person has, by id. Products know, and say it to identity, which is below them. */
export type AccountsOf = (person: string) => Promise<readonly string[]>

const accountsNeeded = () =>
  new Refusal('accounts-needed', 422, 'Choose at least one account that this consent is for.')
const noSuchAccount = () => new Refusal('no-such-product', 404, 'You have no such account.')

/** What the customer chose; null for an app of ours, which is the customer's own hand. */
export const chosenAccounts = async (
  accountsOf: AccountsOf,
  person: string,
  { client }: Pick<OpenRequest, 'client'>,
  chosen: readonly string[] | undefined,
): Promise<readonly string[] | null> => {
  if (client.kind !== 'third-party') return null
  if (chosen === undefined || chosen.length === 0) throw accountsNeeded()
  const own = new Set(await accountsOf(person))
  if (!chosen.every((id) => own.has(id))) throw noSuchAccount()
  return [...new Set(chosen)]
}
