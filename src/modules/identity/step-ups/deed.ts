/** What somebody proves that they want to do. Whoever asks for proof makes it anew at the answer, from what will be done. */
import { createHash } from 'node:crypto'
import type { Money } from '#platform/money'
import type { StepUp } from '../wire.ts'

export interface Deed {
  /** What is done, such as `send`. */
  readonly act: string
  /** The id of what it is done to. */
  readonly subject: string
  readonly amount: Money | null
  /** The account number (or what else says where the money goes) and the name that the person reads. */
  readonly payee: { readonly account: string; readonly name: string } | null
  /** What else the person reads and signs, such as a phone number. */
  readonly about?: string
}

/** A deed without amount and payee. */
export const plainDeed = (act: string, subject: string, about?: string): Deed => ({
  act,
  subject,
  amount: null,
  payee: null,
  about,
})

/** Commits to every part of a deed: a list of texts in JSON has one reading. */
export const hashDeed = ({ act, subject, amount, payee, about }: Deed): Buffer => {
  const parts = [act, subject, amount?.currency, amount?.minor.toString(), payee?.account, payee?.name, about]
  return createHash('sha256')
    .update(JSON.stringify(['deed 2', ...parts.map((part) => part ?? null)]))
    .digest()
}

/** A deed as the person is shown it. */
export const toSigns = ({ act, amount, payee, about }: Deed): StepUp['signs'] => ({
  act,
  amount: amount && { currency: amount.currency, minor: amount.minor.toString() },
  payee: payee && { name: payee.name, ends: payee.account.slice(-4) },
  about: about ?? null,
})
