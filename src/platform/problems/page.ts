/** What a page about a refusal tells. */

export interface ProblemPage {
  readonly title: string
  /** The HTTP statuses that it comes with. */
  readonly statuses: readonly number[]
  readonly meaning: string
  /** What happened to the money. */
  readonly money: string
  readonly advice: string
}

const nothingMoved = 'Nothing was written and no money moved.'
export const notAboutMoney = 'This has nothing to do with money; all of it is where it was.'

/** A page; unless it says otherwise, nothing was written and no money moved. */
export const page = (
  statuses: readonly number[],
  title: string,
  meaning: string,
  advice: string,
  money = nothingMoved,
): ProblemPage => ({ statuses, title, meaning, money, advice })
