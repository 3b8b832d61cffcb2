/** Results of the book by their numbers. */
import { type AccountResult, accountResults, type TransferResult, transferResults } from './wire/results.ts'

export { type AccountResult, accountResults, type TransferResult, transferResults }

const nameIn =
  <Name extends string>(names: Readonly<Record<number, Name>>) =>
  (code: number): Name => {
    const name = names[code]
    if (!name) throw new Error(`the book answered the unknown code ${code}`)
    return name
  }

/** The name of a code that the book answered for a transfer; an unknown number is a bug. */
export const resultOf = nameIn<TransferResult>(transferResults)

/** The same for an account. */
export const accountResultOf = nameIn<AccountResult>(accountResults)
