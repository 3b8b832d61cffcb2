/** Accounts that take in stolen money, and pass it on. */

import { dayMs, minuteMs } from '#platform/time'
import { type Context, unknownContext } from '../attempt.ts'
import type { Diary, Scenario } from './generator.ts'
import { type Den, denSession, ownSession } from './origins.ts'
import { type Account, type Customer, newAccount, type World } from './world.ts'

/** Where a mule's payments come from: the gang's den, or, of a customer who lends the account, the own devices. */
export interface Mule {
  readonly account: Account
  session(atMs: number): Context
}

/** Young as a rule, sometimes an old account that was bought, with or without a past. */
export const findMule = (world: World, den: Den, victim: Customer, atMs: number): Mule => {
  const { draw, customers, manner } = world
  if (draw.chance(0.35)) {
    const lender = draw.pick(customers)
    const isLent = draw.chance(0.5)
    return {
      account: lender,
      session: (thenMs) => (isLent ? denSession(world, den, victim) : ownSession(world, lender, thenMs)),
    }
  }
  const ageDays = draw.chance(0.3) ? draw.logBetween(90, 2_000) : draw.logBetween(0.5, 90)
  const given = { openedMs: atMs - ageDays * dayMs, credentialMs: Number.NaN, balance: manner.scale }
  return { account: newAccount(world, given), session: () => denSession(world, den, victim) }
}

/** Most of the money leaves the mule soon after it came. */
export const passOn = (
  { world, plan }: Diary,
  { account, session }: Mule,
  to: Account,
  amount: number,
  atMs: number,
  scenario: Scenario,
) => {
  const { draw } = world
  if (!draw.chance(0.7)) return
  const later = atMs + draw.logBetween(2, 600) * minuteMs
  const isCash = draw.chance(0.25)
  plan({
    kind: isCash ? 'withdrawal' : 'send',
    payer: account,
    payee: isCash ? null : to,
    amount: amount * draw.between(0.7, 1),
    atMs: later,
    context: isCash ? { ...unknownContext, place: session(later).place } : session(later),
    typed: to.name,
    scenario,
  })
}
