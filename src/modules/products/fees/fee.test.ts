import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { largestMinor } from '#platform/money'
import type { FeeLine } from '../wire.ts'
import { faultIn, feeByLine, feeInMonth, feeOf, shareOf, type Used } from './fee.ts'

const lineOf = (said: Partial<FeeLine> = {}): FeeLine => ({
  kind: 'send',
  product: null,
  currency: 'INR',
  from: '0',
  below: null,
  flat: '0',
  basisPoints: 0,
  minimum: '0',
  maximum: null,
  ...said,
})

test('half a minor unit goes to the even neighbor, less goes down and more goes up', () => {
  const shares = [50n, 150n, 250n, 149n, 151n, 0n].map((minor) => shareOf(minor, 100n))
  assert.deepEqual(shares, [0n, 2n, 2n, 1n, 2n, 0n])
})

test('a share is off by half a minor unit at most, for any amount and rate, and a larger amount never pays less', () => {
  const minors = fc.bigInt({ min: 0n, max: largestMinor })
  const rates = fc.bigInt({ min: 0n, max: 10_000n })
  fc.assert(
    fc.property(minors, minors, rates, (one, other, rate) => {
      const off = 2n * (shareOf(one, rate) * 10_000n - one * rate)
      assert.ok(off >= -10_000n && off <= 10_000n)
      const [less, more] = one < other ? [one, other] : [other, one]
      assert.ok(shareOf(less, rate) <= shareOf(more, rate))
    }),
    { numRuns: 2000 },
  )
})

test('rounding neither makes nor loses money over many payments: ties go up as often as down', () => {
  // Every amount of 50, 150, 250 … at one percent is a tie.
  let off = 0n
  for (let step = 0n; step < 10_000n; step++)
    off += shareOf(step * 100n + 50n, 100n) * 10_000n - (step * 100n + 50n) * 100n
  assert.equal(off, 0n)
})

test('a fee keeps to its minimum and maximum, and what is taken off an arriving amount is never more than it', () => {
  const small = fc.integer({ min: 0, max: 100_000 })
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 12n }),
      small,
      small,
      small,
      fc.integer({ min: 0, max: 10_000 }),
      (minor, flat, low, more, basisPoints) => {
        const line = lineOf({
          kind: 'capture',
          flat: `${flat}`,
          basisPoints,
          minimum: `${low}`,
          maximum: `${low + more}`,
        })
        const fee = feeByLine(line, minor)
        assert.ok(fee >= BigInt(low) && fee <= BigInt(low + more))
        const taken = feeOf([line], { kind: 'capture', product: 'current', currency: 'INR', minor })
        assert.ok(taken <= minor && taken <= fee)
      },
    ),
  )
})

test('no fee is more than the book can hold', () => {
  assert.equal(feeByLine(lineOf({ flat: '900000000000000000', basisPoints: 10_000 }), largestMinor), largestMinor)
})

test('the line for the kind, account, currency and band decides, and without one there is no fee', () => {
  const lines = [
    lineOf({ below: '10000', flat: '5' }),
    lineOf({ from: '10000', flat: '9' }),
    lineOf({ kind: 'withdrawal', product: 'savings', flat: '7' }),
    lineOf({ currency: 'EUR', flat: '3' }),
  ]
  const fee = (kind: 'send' | 'withdrawal', product: 'current' | 'savings', currency: 'INR' | 'EUR', minor: bigint) =>
    feeOf(lines, { kind, product, currency, minor })
  assert.deepEqual([fee('send', 'current', 'INR', 9_999n), fee('send', 'savings', 'INR', 10_000n)], [5n, 9n])
  assert.deepEqual([fee('withdrawal', 'savings', 'INR', 1n), fee('withdrawal', 'current', 'INR', 1n)], [7n, 0n])
  assert.deepEqual(
    [fee('send', 'current', 'EUR', 1n), feeOf([], { kind: 'send', product: 'current', currency: 'INR', minor: 9n })],
    [3n, 0n],
  )
})

test('lines that cannot be are named: empty bands, crossed bounds, and two for one amount', () => {
  const faults: [FeeLine[], string][] = [
    [[lineOf({ from: '5', below: '5' })], 'band'],
    [[lineOf({ minimum: '6', maximum: '5' })], 'bounds'],
    [[lineOf({ below: '10' }), lineOf({ from: '9', product: 'savings' })], 'meets'],
    [[lineOf({ kind: 'capture', free: 3 })], 'month'],
    [[lineOf({ kind: 'abroad', mostInMonth: '5' })], 'month'],
  ]
  for (const [lines, fault] of faults) assert.equal(faultIn(lines)?.fault, fault)
  assert.equal(faultIn([lineOf({ below: '10' }), lineOf({ from: '10' }), lineOf({ currency: 'EUR' })]), null)
})

test('over any month the first ones are free, and all together cost at most what the line says', () => {
  const amounts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 9n }), { maxLength: 20 })
  const settings = fc.record({ free: fc.option(fc.integer({ min: 1, max: 9 })), most: fc.option(fc.nat(2_000)) })
  fc.assert(
    fc.property(amounts, settings, fc.nat(500), fc.nat(300), (minors, { free, most }, flat, basisPoints) => {
      const line = lineOf({
        flat: `${flat}`,
        basisPoints,
        ...(free !== null && { free }),
        ...(most !== null && { mostInMonth: `${most}` }),
      })
      let used: Used = { count: 0n, taken: 0n }
      for (const [index, minor] of minors.entries()) {
        const fee = feeInMonth(line, minor, used)
        if (index < (free ?? 0)) assert.equal(fee, 0n)
        else assert.ok(fee === feeByLine(line, minor) || (most !== null && used.taken + fee === BigInt(most)))
        used = { count: used.count + 1n, taken: used.taken + fee }
      }
      assert.ok(most === null || used.taken <= BigInt(most))
    }),
  )
})

test('lines that are taken never both speak of an amount', () => {
  const bands = fc.array(
    fc.record({
      from: fc.integer({ min: 0, max: 30 }),
      size: fc.option(fc.integer({ min: 1, max: 9 })),
      product: fc.constantFrom(null, 'current', 'savings'),
    }),
    { minLength: 2, maxLength: 5 },
  )
  fc.assert(
    fc.property(
      bands,
      fc.integer({ min: 0, max: 40 }),
      fc.constantFrom('current', 'savings'),
      (given, minor, product) => {
        const lines = given.map(({ from, size, product: of }) =>
          lineOf({
            from: `${from}`,
            below: size === null ? null : `${from + size}`,
            product: of as FeeLine['product'],
          }),
        )
        fc.pre(faultIn(lines) === null)
        const speaking = lines.filter(
          (line) =>
            (line.product === null || line.product === product) &&
            minor >= Number(line.from) &&
            (line.below === null || minor < Number(line.below)),
        )
        assert.ok(speaking.length <= 1)
      },
    ),
  )
})
