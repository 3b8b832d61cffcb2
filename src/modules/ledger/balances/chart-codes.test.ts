import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountCode } from '../index.ts'
import type { ChartCode } from './chart-codes.ts'
import { testBook } from './test-book.ts'

const overdrafts: ChartCode = {
  code: 1210,
  key: 'overdrafts',
  name: 'Overdrafts',
  class: 'asset',
  normalSide: 'debit',
  isControl: false,
  control: 1000,
}

test('every code that the house opens accounts under is in the chart, by its key, and is no control', async () => {
  await using it = await testBook()
  const chart = new Map((await it.ledger.chart()).map((code) => [code.code, code]))
  for (const [key, code] of Object.entries(accountCode)) {
    assert.equal(chart.get(code)?.key, key)
    assert.equal(chart.get(code)?.isControl, false)
  }
})

test('a code stands under a control of its own class, and a control has no other code’s place', async () => {
  await using it = await testBook()
  for (const code of await it.ledger.chart()) {
    const control = (await it.ledger.chart()).find((other) => other.code === code.control)
    assert.ok(code.control === null || (control?.isControl && control.class === code.class), code.key)
    assert.equal(code.normalSide, code.class === 'asset' || code.class === 'expense' ? 'debit' : 'credit')
  }
})

test('a code is added once; the same again changes nothing, another meaning is refused', async () => {
  await using it = await testBook()
  await it.ledger.addChartCode(it.db, overdrafts)
  await it.ledger.addChartCode(it.db, overdrafts)
  assert.deepEqual(
    (await it.ledger.chart()).find(({ code }) => code === 1210),
    overdrafts,
  )

  const add = (more: Partial<ChartCode>) => it.ledger.addChartCode(it.db, { ...overdrafts, ...more })
  await assert.rejects(add({ name: 'Loans' }), { code: 'chart-code-taken' })
  await assert.rejects(add({ code: 1220 }), { code: 'chart-code-taken' })
  const other = { code: 1220, key: 'loans' }
  await assert.rejects(add({ ...other, control: 1999 }), { code: 'chart-control-unfit' })
  await assert.rejects(add({ ...other, control: 1010 }), { code: 'chart-control-unfit' })
  await assert.rejects(add({ ...other, control: 2000 }), { code: 'chart-control-unfit' })
  await assert.rejects(add({ ...other, key: 'Loans!' }), { code: 'chart-code-malformed' })
  await assert.rejects(add({ ...other, code: 0 }), { code: 'chart-code-malformed' })
})
