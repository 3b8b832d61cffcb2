/**
 * A name for what the code keeps and how. It follows from what a few changes make of an empty memory and from the bytes that it is
 * stored in, so whoever changes an entity or
 * how it takes changes in need not think of it: entities that were stored by other code are left alone, and made anew from the log.
 */
import { createHash } from 'node:crypto'
import { dayMs, hourMs } from '#platform/time'
import type { Movement } from '../attempt.ts'
import { absorb, type Change } from '../features/change.ts'
import { create, createEntities, type Kind } from '../features/entities.ts'
import { encode } from './codec.ts'

const atMs = Date.UTC(2026, 0, 10, 9, 30)

const movement: Movement = {
  kind: 'send',
  payer: 'payer',
  payee: 'payee',
  owner: 'owner',
  context: { device: 'device', network: 'network', place: '12.97,77.59', category: 'category' },
  currency: 'INR',
  minor: 12_345,
  atMs,
}

const later = (ms: number, change: Partial<Movement> = {}): Movement => ({ ...movement, atMs: atMs + ms, ...change })

const examples: readonly Change[] = [
  { what: 'attempt', movement, isFirst: true, isSettled: true },
  { what: 'attempt', movement: later(hourMs, { payee: 'other' }), isFirst: true, isSettled: false },
  { what: 'attempt', movement: later(dayMs, { kind: 'withdrawal', payee: null }), isFirst: false, isSettled: false },
  { what: 'settled', movement: later(hourMs, { payee: 'other', minor: 900_000 }) },
  { what: 'reported', movement, knownMs: atMs + 2 * dayMs },
  { what: 'reported', movement: later(hourMs, { isLarge: true }), knownMs: atMs + 3 * dayMs },
  { what: 'observed', event: { person: 'owner', change: 'limitChanged', atMs, context: movement.context } },
  { what: 'observed', event: { person: 'owner', change: 'pauseWait', atMs } },
  { what: 'retracted', movement: later(hourMs), knownMs: atMs + 3 * dayMs },
]

// The last digits of a logarithm belong to the machine.
const rough = (_: string, value: unknown): unknown => {
  if (ArrayBuffer.isView(value)) return [value.constructor.name, ...Array.from(value as Float64Array, roughNumber)]
  return typeof value === 'number' ? roughNumber(value) : value
}

const roughNumber = (value: number): string => value.toPrecision(9)

/** Numbers of every kind, for how they are written belongs to the layout, too. */
const numbers = Float64Array.of(0, 1, -1, 300, atMs, -(2 ** 40), 2 ** 52, 0.5, 0.1, -0, Number.NaN, 1e300)

/** Sixteen hexadecimal digits. */
export const nameLayout = (): string => {
  const entities = createEntities()
  for (const change of examples) absorb(entities, change)
  const all = Object.keys(create) as Kind[]
  const kinds = all.map((kind) => [kind, [...entities.held(kind)]])
  const bytes = encode({ numbers, each: [...numbers], kinds: all.map((kind) => create[kind](1)) })
  return createHash('sha256').update(JSON.stringify(kinds, rough)).update(bytes).digest('hex').slice(0, 16)
}
