/** Makes a failing script shorter, as long as it fails: without a step, an item, a property, or with a smaller amount. */
import type { Script, Step } from './script.ts'

/** Every step with one thing less, most first. */
const lessOf = (step: Step): Step[] => {
  if (step.does !== 'transfers' && step.does !== 'accounts') return []
  const { items } = step
  const withItems = (kept: readonly object[]) => ({ ...step, items: kept }) as Step
  const halves = items.length > 3 ? [items.slice(items.length >> 1), items.slice(0, items.length >> 1)] : []
  const without = items.length > 1 ? items.map((_, index) => items.toSpliced(index, 1)) : []
  return [...halves, ...without].map(withItems)
}

/** An item with one property left out, or its flags, one by one. */
const plainerOf = (step: Step): Step[] => {
  if (step.does !== 'transfers') return []
  return step.items.flatMap((item, index) => {
    const optional = (['valueDate', 'timeout', 'debit', 'credit', 'amount', 'ledger', 'code', 'refersTo'] as const)
      .filter((name) => item[name] !== undefined)
      .map((name) => ({ ...item, [name]: undefined }))
    const flags = [1, 16, 32, 256]
      .filter((flag) => item.flags & flag)
      .map((flag) => ({ ...item, flags: item.flags & ~flag }))
    const simple = item.amount === 1n || item.amount === undefined ? [] : [{ ...item, amount: 1n }]
    return [...optional, ...flags, ...simple].map((plainer) => ({ ...step, items: step.items.with(index, plainer) }))
  })
}

/** Ways to make a script shorter, the coarse ones first. */
const ways: readonly ((steps: readonly Step[]) => (readonly Step[])[])[] = [
  (steps) => steps.map((_, index) => steps.toSpliced(index, 1)),
  (steps) => steps.flatMap((step, index) => lessOf(step).map((less) => steps.with(index, less))),
  (steps) => steps.flatMap((step, index) => plainerOf(step).map((plainer) => steps.with(index, plainer))),
]

/** Shows ever shorter scripts that still fail, found by taking away one thing at a time, within so many attempts. */
export const shorten = async (
  script: Script,
  fails: (script: Script) => Promise<boolean>,
  attempts: number,
): Promise<void> => {
  let { steps } = script
  let left = attempts
  for (const variantsOf of [...ways, ...ways]) {
    // Where something could go, what follows it has taken its place, so the place stays.
    for (let place = 0; left > 0; left--) {
      const shorter = variantsOf(steps)[place]
      if (shorter === undefined) break
      if (await fails({ ...script, steps: shorter })) steps = shorter
      else place++
    }
  }
}
