/** Payments of the story: asked of the model beforehand, then made one at a time. */
import type { Verdict } from '#modules/fraud'
import type { Aftermath, PastResult } from '#modules/payments'
import { secondMs } from '#platform/time'
import type { Bank } from '../app.ts'
import { paymentIdOf } from './ids.ts'
import type { Planned } from './life.ts'
import { orderOf } from './write-history.ts'

/** What the model would say; the question leaves no trace in its memory. */
const foresee = async ({ fraud, identity, ledger, products }: Bank, planned: Planned): Promise<Verdict> => {
  const { from, to, minor, atMs } = planned
  if (!from || !to) throw new Error('the model is asked of payments between accounts alone')
  const [rows, balances, credentialChangedAt] = await Promise.all([
    products.byIds([from.id, to.id]),
    ledger.balances([from.id]),
    identity.credentialChangedAt(from.owner),
  ])
  const openedAt = (id: string) => rows.get(id)?.opened_at ?? new Date(0)
  await using assessment = await fraud.assess({
    payment: paymentIdOf('question', new Date(atMs)),
    kind: planned.kind === 'card' ? 'card' : 'send',
    payer: {
      id: from.id,
      owner: from.owner,
      openedAt: openedAt(from.id),
      available: balances.get(from.id)?.available ?? 0n,
      credentialChangedAt,
    },
    payee: { id: to.id, owner: to.owner, openedAt: openedAt(to.id) },
    money: { currency: from.currency, minor: BigInt(minor) },
    at: new Date(atMs),
  })
  return assessment.verdict
}

const nothing: Aftermath = { provedAfterMs: null, review: null }

export interface Stage {
  /** The first of these that the model would give the verdict; undefined where there is none. */
  seek(verdict: Verdict, candidates: readonly Planned[]): Promise<Planned | undefined>
  /** Makes a payment, once under its name and time; a known one is left as it is. */
  tell(name: string, planned: Planned, aftermath?: Aftermath): Promise<PastResult>
  /** Of payments with these names and times, those that were made. */
  isTold(name: string, atMs: number): Promise<boolean>
}

/** So long before the beginning, and some seconds more: nobody acts on the full minute. */
export const before = (beganAt: Date, ms: number): number =>
  beganAt.getTime() - ms - (Math.floor(ms / secondMs) % 53) * secondMs - (ms % 977)

/** The id of a payment of the story. */
export const storyId = (name: string, atMs: number): string => paymentIdOf(`story ${name}`, new Date(atMs))

/** A stage over the bank. */
export const createStage = (bank: Bank): Stage => ({
  seek: async (verdict, candidates) => {
    for (const planned of candidates) if ((await foresee(bank, planned)) === verdict) return planned
    return undefined
  },
  tell: async (name, planned, aftermath = nothing) => {
    const order = { ...orderOf(planned, 0), id: storyId(name, planned.atMs), aftermath }
    const [result] = await bank.payments.uses.putHistory([order])
    return result
  },
  isTold: async (name, atMs) => (await bank.payments.uses.find(storyId(name, atMs))) !== undefined,
})
