/** A sequence and where two books differ, in lines that a person can read and repeat. */
import { nobody } from './create-accounts.ts'
import type { Disagreement, Script, Step } from './script.ts'

const shown = (value: unknown): string => {
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'bigint' ? `${value}` : JSON.stringify(value)
}

const instants = new Set(['bookedAt', 'now'])

/** The properties of an item that are given, in one line. */
const lineOf = (item: object): string =>
  Object.entries(item)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([name, value]) => `${name} ${instants.has(name) ? new Date(value).toISOString() : shown(value)}`)
    .join(', ')

const linesOf = (step: Step): string[] => {
  switch (step.does) {
    case 'accounts':
      return [
        `create accounts at ${new Date(step.now).toISOString()}`,
        ...step.items.map((item, index) => `  ${index + 1}. ${lineOf(item)}`),
      ]
    case 'transfers':
      return [
        `create transfers, ${step.now === null ? 'without a clock' : `clock ${new Date(step.now).toISOString()}`}`,
        ...step.items.map((item, index) => `  ${index + 1}. ${lineOf(item)}`),
      ]
    case 'flag':
      return [`${step.account}: ${step.isSet ? '' : 'not '}${step.flag}`]
    case 'close':
      return [step.through === null ? 'every period is open' : `closed through ${step.through}`]
  }
}

const withNames = (text: string, { names }: Script): string => {
  let named = text.replaceAll(nobody, 'zero')
  for (const [id, name] of names) named = named.replaceAll(id, name)
  return named
}

/** The failing sequence up to where the books differ, and what each of them says. */
export const formatFailure = (seed: number, script: Script, disagreement: Disagreement): string => {
  const steps = script.steps.slice(0, disagreement.step + 1).flatMap(linesOf)
  const lines = [
    `seed ${seed}: the model and the database differ after the last of these steps`,
    ...steps,
    'the model says',
    ...disagreement.expected.map((line) => `  ${line}`),
    'the database says',
    ...disagreement.actual.map((line) => `  ${line}`),
    `npm run simulate -- --seed ${seed}`,
  ]
  return withNames(lines.join('\n'), script)
}
