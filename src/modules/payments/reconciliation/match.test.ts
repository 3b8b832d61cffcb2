import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addUp, type Item, type MatchRules, match } from './match.ts'

const rules: MatchRules = { tolerance: 0n, windowDays: 3, most: 12 }
const item = (id: string, minor: bigint, day = 0, reference = ''): Item => ({ id, minor, day, reference })
const told = async (lines: Item[], transfers: Item[], more: Partial<MatchRules> = {}) =>
  (await match(lines, transfers, { ...rules, ...more })).map(
    ({ rule, lines: of, transfers: to, difference }) =>
      `${rule} ${of.map(({ id }) => id).join('+')}=${to.map(({ id }) => id).join('+')}${difference === 0n ? '' : ` ${difference}`}`,
  )

test('the reference is believed first, then amount and day, then the nearest day within the window', async () => {
  const lines = [item('l1', 100n, 0), item('l2', 100n, 0, 'R'), item('l3', 70n, 5)]
  const transfers = [item('t1', 100n, 9, 'R'), item('t2', 100n, 0), item('t3', 70n, 3), item('t4', 70n, 1)]
  assert.deepEqual(await told(lines, transfers), ['reference l2=t1', 'exact l1=t2', 'window l3=t3'])
  assert.deepEqual(await told([item('l', 70n, 5)], [item('t', 70n, 1)]), [])
})

test('what came in is never taken for what went out', async () => {
  assert.deepEqual(await told([item('l', 100n)], [item('t', -100n)], { tolerance: 500n }), [])
})

test('within the tolerance there has to be one alone, or it would be a guess', async () => {
  const lines = [item('l', 1000n)]
  assert.deepEqual(await told(lines, [item('t', 995n)], { tolerance: 5n }), ['tolerance l=t 5'])
  assert.deepEqual(await told(lines, [item('t', 994n)], { tolerance: 5n }), [])
  assert.deepEqual(await told(lines, [item('t1', 995n), item('t2', 1003n)], { tolerance: 5n }), [])
})

test('one line stands for many transfers, and many lines for one transfer', async () => {
  const five = [30n, 20n, 10n, 7n, 3n].map((minor, index) => item(`t${index}`, minor))
  assert.deepEqual(await told([item('l', 60n)], five), ['many l=t0+t1+t2'])
  assert.deepEqual(await told([item('l1', 33n), item('l2', 27n)], [item('t', 60n)]), ['many l1+l2=t'])
  assert.deepEqual(await told([item('l', 70n)], five), ['many l=t0+t1+t2+t3+t4'])
  const ofOne = [item('a', 5n, 0, 'M'), item('b', 6n, 0, 'M'), item('c', 11n, 9, 'x')]
  assert.deepEqual(await told([item('l', 11n, 0, 'M')], ofOne), ['many l=a+b'])
})

test('a search that would take too long ends without an answer', () => {
  const even = Array.from({ length: 40 }, (_, index) => item(`t${index}`, 2n ** BigInt(index % 20) * 2n))
  const began = performance.now()
  assert.equal(addUp(2n ** 21n + 1n, even, 12), null)
  assert.ok(performance.now() - began < 200)
})

const items = (name: string) =>
  fc
    .array(
      fc.record({
        minor: fc.integer({ min: -40, max: 40 }).filter((minor) => minor !== 0),
        day: fc.integer({ min: 0, max: 9 }),
        reference: fc.constantFrom('', 'A', 'B'),
      }),
      { maxLength: 12 },
    )
    .map((all) => all.map(({ minor, day, reference }, index) => item(`${name}${index}`, BigInt(minor), day, reference)))

test('whatever comes: nothing is used twice, sums agree to the tolerance, and the same input has the same answer', async () => {
  await fc.assert(
    fc.asyncProperty(
      items('l'),
      items('t'),
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 4 }),
      async (lines, transfers, slack, windowDays) => {
        const asked = { tolerance: BigInt(slack), windowDays, most: 6 }
        const found = await match(lines, transfers, asked)
        const used = found.flatMap((each) => [...each.lines, ...each.transfers].map(({ id }) => id))
        assert.equal(new Set(used).size, used.length)
        for (const { rule, lines: of, transfers: to, difference } of found) {
          const sum = (all: readonly Item[]) => all.reduce((whole, { minor }) => whole + minor, 0n)
          assert.equal(difference, sum(of) - sum(to))
          assert.ok(
            (difference < 0n ? -difference : difference) <=
              (rule === 'tolerance' || rule === 'reference' ? asked.tolerance : 0n),
          )
          assert.ok(of.length >= 1 && to.length >= 1 && (of.length === 1 || to.length === 1))
        }
        assert.deepEqual(await match(lines, transfers, asked), found)
      },
    ),
  )
})
