import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readShippedModel } from '../index.ts'
import { attempting, sureModel, testFraud } from '../test-fraud.ts'

test('a case takes fifty payments, those of one batch or of many; the next ones join the one that has room', async () => {
  const model = { ...sureModel(0.5, await readShippedModel()), policy: { challenge: 0.3, review: 0.4, block: 0.9 } }
  await using bank = await testFraud(model)
  const victims = Array.from({ length: 130 }, (_, index) =>
    attempting({ payment: `${index}`, payer: `victim ${index}`, payee: 'mule' }),
  )
  for (let start = 0; start < victims.length; start += 13) await bank.payAll(victims.slice(start, start + 13))
  const sizes = await bank.db.query<{ size: number }>(
    'select count(*)::integer as size from fraud.case_payment group by case_file order by size desc',
  )
  assert.deepEqual(
    sizes.map(({ size }) => size),
    [50, 50, 30],
  )
})
