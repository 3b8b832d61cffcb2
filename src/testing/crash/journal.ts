/** What was sent and what was acknowledged, kept by the one who is not killed; and what must follow from it. */
import type { Transfer, TransferResult } from '#modules/ledger'
import type { Unit } from './order.ts'

/** Money that a transfer moves when it takes effect. */
export interface Movement {
  readonly debit: string
  readonly credit: string
  readonly amount: bigint
}

export interface Sent extends Unit {
  /** What the transfers move, posted; holds move nothing. */
  readonly movements: readonly Movement[]
  /** The hold that it places, or the one that it ends. */
  readonly places?: Movement & { readonly id: string }
  readonly ends?: string
}

export interface Journal {
  /** Everything, in order. */
  readonly sent: Sent[]
  /** What took effect: acknowledged, or found in the book afterward. */
  readonly effective: Set<Sent>
  /** Whose answer never came. */
  readonly unknown: Set<Sent>
  /** Acknowledged since the last recovery. */
  readonly fresh: Set<Sent>
  readonly counts: { acknowledged: number; sent: number }
}

export const newJournal = (): Journal => ({
  sent: [],
  effective: new Set(),
  unknown: new Set(),
  fresh: new Set(),
  counts: { acknowledged: 0, sent: 0 },
})

/** Written before it is sent: it may take effect from now on. */
export const noteSent = (journal: Journal, units: readonly Sent[]): void => {
  for (const unit of units) {
    journal.sent.push(unit)
    journal.unknown.add(unit)
    journal.counts.sent += unit.transfers.length
  }
}

/** What the server said of it. */
export const noteAnswer = (journal: Journal, unit: Sent, outcome: TransferResult): void => {
  journal.unknown.delete(unit)
  journal.counts.acknowledged += unit.transfers.length
  if (outcome !== 'ok' && outcome !== 'exists') return
  journal.effective.add(unit)
  journal.fresh.add(unit)
}

/** The ids that must be in the book, and no others but those of expired holds. */
export const idsOf = (units: Iterable<Unit>): Set<string> =>
  new Set([...units].flatMap((unit) => unit.transfers.map((transfer: Transfer) => transfer.id)))

/** Credits posted less debits posted, by account, from the journal alone. */
export const balancesOf = (units: Iterable<Sent>): Map<string, bigint> => {
  const balances = new Map<string, bigint>()
  const add = (account: string, amount: bigint) => balances.set(account, (balances.get(account) ?? 0n) + amount)
  for (const { movements } of units) {
    for (const { debit, credit, amount } of movements) {
      add(debit, -amount)
      add(credit, amount)
    }
  }
  return balances
}

/** What holds set aside on each account's debit side, when those of `expired` are over. */
export const holdsOf = (units: ReadonlySet<Sent>, expired: ReadonlySet<string>): Map<string, bigint> => {
  const ended = new Set([...units].flatMap((unit) => unit.ends ?? []))
  const held = new Map<string, bigint>()
  for (const { places } of units) {
    if (!places || ended.has(places.id) || expired.has(places.id)) continue
    held.set(places.debit, (held.get(places.debit) ?? 0n) + places.amount)
  }
  return held
}
