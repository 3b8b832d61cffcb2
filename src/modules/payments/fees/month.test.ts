import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FeeLine } from '#modules/products'
import { type TestBank, testBank } from '#testing/bank'
import { decideByMonth } from './month.ts'

const line: FeeLine = {
  kind: 'send',
  product: null,
  currency: 'INR',
  from: '0',
  below: null,
  flat: '100',
  basisPoints: 0,
  minimum: '0',
  maximum: null,
  free: 1,
}

const isSomebodyWaiting = async ({ db }: TestBank): Promise<boolean> => {
  const rows = await db.query(
    `select from pg_locks l join pg_database d on d.oid = l.database
      where l.locktype = 'advisory' and not l.granted and d.datname = current_database()`,
  )
  return rows.length > 0
}

test('who counts the month of an account waits for whoever counts it already', async () => {
  await using bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada', 1_000n), await bank.holder('Bob')]
  const payment = await bank.payments.uses.find((await bank.send(ada, bob, 100n)).body.id)
  assert.ok(payment)
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>()
  const { promise: hasRead, resolve: tellRead } = Promise.withResolvers<void>()
  const seen: string[] = []
  const first = bank.db.transaction(async (tx) => {
    await decideByMonth(tx, [{ payment, line }])
    tellRead()
    await mayEnd
    seen.push('the first one is done')
  })
  await hasRead
  const second = bank.db.transaction(async (tx) => {
    await decideByMonth(tx, [{ payment, line }])
    seen.push('the second one counts')
  })
  while (seen.length === 0 && !(await isSomebodyWaiting(bank)));
  end()
  await Promise.all([first, second])
  assert.deepEqual(seen, ['the first one is done', 'the second one counts'])
})
