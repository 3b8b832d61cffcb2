import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { FateUnknown, isUnreachable, openDatabase } from '#platform/database'
import { createLane, type Participant } from '#platform/lane'
import { Refusal } from '#platform/refusal'
import { testDatabase } from '#testing/cluster'
import { type Moment, startCuttingProxy } from '#testing/cutting-proxy'
import { createLedger, houseAccount, poster, type Transfer, transferCode } from './index.ts'

const at = new Date(Date.UTC(2026, 2, 2))
const [opening, cash] = [houseAccount('opening', 'INR'), houseAccount('cash', 'INR')]

/** A ledger whose connections can be cut, and a way to look at the book that cannot. */
const book = async () => {
  const connection = await testDatabase()
  const proxy = await startCuttingProxy(connection)
  const [db, own] = [openDatabase(proxy.connection, 4), openDatabase(connection, 2)]
  const ledger = createLedger(db, () => at)
  await ledger.open()
  return {
    db,
    proxy,
    ledger,
    moved: async () => (await createLedger(own, () => at).balances([cash])).get(cash)?.balance,
    proved: async () => (await createLedger(own, () => at).prove()).breach === null,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([db.close(), own.close()])
      await proxy[Symbol.asyncDispose]()
    },
  }
}

const money = (): Transfer => ({
  kind: 'posted',
  id: randomUUID(),
  debit: opening,
  credit: cash,
  amount: 70n,
  ledger: 356,
  code: transferCode.opening,
  bookedAt: at,
})

const limits = { batch: 64, waiting: 100, inFlight: 2 }
const ledgerPart = poster<Transfer>(
  (transfer) => transfer,
  (result) => new Refusal(result, 422, result),
)
const scribe: Participant<Transfer> = {
  name: 'scribe',
  record: async (tx) => {
    await tx.query('select 1')
  },
}

const fates: [moment: Moment, movedBy: bigint, again: string][] = [
  ['before', 0n, 'ok'],
  ['after', 70n, 'exists'],
]

for (const [moment, movedBy, again] of fates) {
  const when = moment === 'before' ? 'before it arrived' : 'after it was carried out, its answer lost'

  test(`a COMMIT cut ${when}: sent again, the transfer is ${again}, and money has moved once`, async () => {
    await using it = await book()
    const transfer = money()
    it.proxy.cutAt(/^commit/, moment)
    await assert.rejects(
      it.db.transaction((tx) => it.ledger.createTransfers(tx, [transfer])),
      isUnreachable,
    )
    assert.deepEqual([it.proxy.cuts(), await it.moved()], [1, movedBy])
    assert.deepEqual(await it.ledger.createTransfers(it.db, [transfer]), [again])
    assert.deepEqual([await it.moved(), await it.proved()], [70n, true])
  })

  test(`a call on its own cut ${when}: sent again, the transfer is ${again}, and money has moved once`, async () => {
    await using it = await book()
    const transfer = money()
    it.proxy.cutAt(/ledger\.create_transfer\(/, moment)
    await assert.rejects(it.ledger.createTransfers(it.db, [transfer]), isUnreachable)
    assert.deepEqual([it.proxy.cuts(), await it.moved()], [1, movedBy])
    assert.deepEqual(await it.ledger.createTransfers(it.db, [transfer]), [again])
    assert.deepEqual([await it.moved(), await it.proved()], [70n, true])
  })

  for (const [path, participants, words] of [
    ['in one statement', [ledgerPart], /ledger\.create_transfers/],
    ['in a transaction', [ledgerPart, scribe], /^commit/],
  ] as const)
    test(`a lane's batch ${path}, cut ${when}: each caller hears that its fate is unknown, and the id again tells`, async () => {
      await using it = await book()
      const lane = createLane(it.db, participants, limits)
      const transfers = [money(), money(), money()]
      it.proxy.cutAt(words, moment)
      for (const fate of await Promise.allSettled(transfers.map((transfer) => lane.join(transfer)))) {
        const reason: unknown = fate.status === 'rejected' ? fate.reason : undefined
        assert.ok(reason instanceof FateUnknown && /unknown; the same id again tells/.test(reason.message))
      }
      assert.deepEqual([it.proxy.cuts(), await it.moved()], [1, 3n * movedBy])
      const settled = await Promise.allSettled(transfers.map((transfer) => lane.join(transfer)))
      const results = settled.map((fate) => (fate.status === 'fulfilled' ? 'ok' : fate.reason.code))
      assert.deepEqual(results, [again, again, again])
      assert.deepEqual([await it.moved(), await it.proved()], [210n, true])
    })
}
