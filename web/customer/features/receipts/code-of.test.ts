import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { Receipt } from '#wire/audit'
import { codeOf, MOST_OF_A_CODE } from './code-of.ts'

const kept = new URL('../../../../src/modules/audit/receipts/kept/level-4/receipt.txt', import.meta.url)
const receipt = JSON.parse(await readFile(kept, 'utf8')) as Receipt
const withSteps = (steps: number): Receipt => ({
  ...receipt,
  proof: Array.from({ length: steps }, () => receipt.proof[0] as string),
})
const [payment, origin] = ['p', 'https://bank.example']

test('a code holds the receipt as long as a telephone reads it from paper, also in a tree of a million leaves', async () => {
  for (const steps of [1, 7, 20]) {
    const { isWhole, text } = await codeOf(withSteps(steps), payment, origin)
    assert.ok(isWhole && text.length <= MOST_OF_A_CODE && text.startsWith(`${origin}/verify#r=`), `${steps}`)
  }
})

test('a receipt that is too long for a code, or not signed as receipts are, is led to', async () => {
  const led = { isWhole: false, text: `${origin}/payments/p/receipt` }
  assert.deepEqual(await codeOf(withSteps(40), payment, origin), led)
  assert.deepEqual(await codeOf({ ...receipt, keys: receipt.keys.toReversed() }, payment, origin), led)
  // The longest that fits, and one step more.
  const codes = await Promise.all(Array.from({ length: 40 }, (_, steps) => codeOf(withSteps(steps), payment, origin)))
  const first = codes.findIndex(({ isWhole }) => !isWhole)
  assert.ok(first > 20 && codes.slice(first).every(({ isWhole }) => !isWhole))
  assert.ok((codes[first - 1]?.text.length ?? 0) > MOST_OF_A_CODE - 43)
})
