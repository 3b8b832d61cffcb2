/** A small book for tests, with one of everything in it: holds in every state, reversals, chains, a history, two periods. */
import { randomUUID } from 'node:crypto'
import { openDatabase } from '#platform/database'
import { testDatabase } from '#testing/cluster'
import { accountFlag, createLedger, houseAccount, type Transfer } from '../index.ts'

const rupees = 356
const january = new Date(Date.UTC(2026, 0, 10))
const march = new Date(Date.UTC(2026, 2, 2, 9))

export const testBook = async () => {
  const db = openDatabase(await testDatabase(), 6)
  const clock = () => march
  const ledger = createLedger(db, clock)
  await ledger.open()
  const [ada, bob, cleo] = [randomUUID(), randomUUID(), randomUUID()]
  const opening = houseAccount('opening', 'INR')
  const customer = { ledger: rupees, code: 2010, flags: accountFlag.debitsMustNotExceedCredits }
  await ledger.createAccounts(
    db,
    [
      { id: ada, ...customer },
      { id: bob, ...customer },
      { id: cleo, ...customer, flags: customer.flags | accountFlag.history },
    ],
    january,
  )
  const move = (debit: string, credit: string, amount: bigint, more: object = {}): Transfer => ({
    kind: 'posted',
    id: randomUUID(),
    debit,
    credit,
    amount,
    ledger: rupees,
    code: 1,
    bookedAt: march,
    ...more,
  })
  const hold = (amount: bigint, more: object = {}) => move(bob, ada, amount, { kind: 'pending', ...more })
  const named = {
    fundAda: move(opening, ada, 1000n, { bookedAt: january }),
    fundBob: move(opening, bob, 500n, { bookedAt: january }),
    sent: move(ada, bob, 70n),
    toCleo: move(ada, cleo, 200n, { isLinked: true }),
    fromCleo: move(cleo, bob, 50n, { valueDate: '2026-02-27' }),
    atMost: move(cleo, ada, 40n, { balancing: 'debit' }),
    open: hold(60n, { timeoutSeconds: 3600 }),
    endless: hold(5n),
    held: hold(30n, { timeoutSeconds: 600 }),
    dropped: hold(20n),
    lapsed: hold(10n, { timeoutSeconds: 1 }),
    late: move(ada, bob, 5n, { bookedAt: new Date(march.getTime() - 3_600_000), isImported: true }),
    topUp: move(opening, bob, 1n),
  }
  const end = (kind: 'post' | 'void' | 'expire', pending: Transfer, more: object = {}): Transfer => ({
    kind,
    id: randomUUID(),
    pending: pending.id,
    bookedAt: march,
    ...more,
  })
  const ends = {
    posted: end('post', named.held, { amount: 25n }),
    voided: end('void', named.dropped),
    expired: end('expire', named.lapsed, { bookedAt: new Date(march.getTime() + 1000) }),
    undone: { kind: 'reverse', id: randomUUID(), reverses: named.sent.id, bookedAt: march } satisfies Transfer,
  }
  const results = await ledger.createTransfers(db, [...Object.values(named), ...Object.values(ends)])
  if (results.some((result) => result !== 'ok')) throw new Error(`the book was answered ${results}`)

  return {
    db,
    ledger,
    accounts: { ada, bob, cleo, opening },
    ids: Object.fromEntries(Object.entries({ ...named, ...ends }).map(([name, { id }]) => [name, id])) as Record<
      keyof typeof named | keyof typeof ends,
      string
    >,
    prove: () => ledger.prove(),
    /** With the rights of a superuser, and no trigger in the way. */
    tamper: (sql: string) =>
      db.transaction(async (tx) => {
        await tx.script('set local session_replication_role = replica')
        await tx.script(sql)
      }),
    [Symbol.asyncDispose]: () => db.close(),
  }
}

export type TestBook = Awaited<ReturnType<typeof testBook>>
