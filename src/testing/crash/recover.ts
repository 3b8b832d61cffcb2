/** After a crash: everything is sent again, and the book is held against the journal. */
import type { Ledger, TransferResult } from '#modules/ledger'
import type { Database } from '#platform/database'
import { customers } from './invent.ts'
import { balancesOf, holdsOf, idsOf, type Journal, noteAnswer, type Sent } from './journal.ts'
import { outcomesOf } from './order.ts'

/** What is wrong, counted; all zero is what a crash must leave. */
export interface Findings {
  /** Transfers that were acknowledged and are not in the book. */
  lost: number
  /** What took effect twice: units that were done again, accounts with other money than the journal says, ids that nobody sent. */
  doubled: number
  /** Chains of which a part is in the book. */
  torn: number
}

export const noFindings = (): Findings => ({ lost: 0, doubled: 0, torn: 0 })

const unitsAtOnce = 2000

const inBook = async (db: Database, ids: ReadonlySet<string>): Promise<Set<string>> => {
  const rows = await db.query<{ id: string }>('select id from ledger.transfer where id = any ($1::uuid[])', [[...ids]])
  return new Set(rows.map((row) => row.id))
}

const sendAgain = async (db: Database, ledger: Ledger, units: readonly Sent[]) => {
  const outcomes: TransferResult[] = []
  for (let start = 0; start < units.length; start += unitsAtOnce) {
    const some = units.slice(start, start + unitsAtOnce)
    const results = await ledger.createTransfers(
      db,
      some.flatMap(({ transfers }) => transfers),
    )
    outcomes.push(...outcomesOf(some, results))
  }
  return outcomes
}

const countDifferences = async (db: Database, journal: Journal): Promise<number> => {
  const { rows, expired } = await db.transaction(async (tx) => {
    // One snapshot: holds expire while we look.
    await tx.script('set transaction isolation level repeatable read, read only')
    const rows = await tx.query<{ id: string; balance: bigint; held: bigint }>(
      'select id, credits_posted - debits_posted as balance, debits_pending as held from ledger.account where id = any ($1::uuid[])',
      [customers],
    )
    const expired = await tx.query<{ id: string }>('select pending_id as id from ledger.transfer where kind = 4')
    return { rows, expired: new Set(expired.map((row) => row.id)) }
  })
  const balances = balancesOf(journal.effective)
  const held = holdsOf(journal.effective, expired)
  return rows.filter((row) => row.balance !== (balances.get(row.id) ?? 0n) || row.held !== (held.get(row.id) ?? 0n))
    .length
}

/** Sends again what was acknowledged lately, which must exist, and what has no answer yet, which takes effect once. */
export const recover = async (db: Database, ledger: Ledger, journal: Journal, findings: Findings): Promise<void> => {
  const fresh = [...journal.fresh]
  const unknown = [...journal.unknown]
  const required = idsOf(fresh)
  const [kept, found] = await Promise.all([inBook(db, required), inBook(db, idsOf(unknown))])
  findings.lost += required.size - kept.size
  for (const { transfers } of unknown) {
    const there = transfers.filter(({ id }) => found.has(id)).length
    if (there !== 0 && there !== transfers.length) findings.torn++
  }
  const again = await sendAgain(db, ledger, fresh)
  findings.doubled += again.filter((outcome) => outcome !== 'exists').length
  const answers = await sendAgain(db, ledger, unknown)
  for (const [index, unit] of unknown.entries()) noteAnswer(journal, unit, answers[index])
  findings.doubled += await countDifferences(db, journal)
  journal.fresh.clear()
}

/** In the end: the ids in the book are those of the journal and of expired holds, no more and no less. */
export const compareAll = async (db: Database, journal: Journal, findings: Findings): Promise<void> => {
  const expected = idsOf(journal.effective)
  const rows = await db.query<{ id: string }>('select id from ledger.transfer where kind <> 4')
  findings.doubled += rows.filter(({ id }) => !expected.has(id)).length
  findings.lost += [...expected].length - rows.filter(({ id }) => expected.has(id)).length
}
