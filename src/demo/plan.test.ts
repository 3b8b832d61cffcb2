import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs } from '#platform/time'
import type { Planned } from './life.ts'
import { planHistory } from './plan.ts'
import { type Account, createWorld } from './world.ts'

const endMs = Date.UTC(2026, 10, 22, 6)
const planWhole = (seed = 20_261) => {
  const world = createWorld(seed, 1)
  return { world, plan: planHistory(world, { endMs, days: 185 }, []) }
}

const rupees = (payments: readonly Planned[]) => payments.reduce((sum, { minor }) => sum + minor, 0) / 100

const inMonth = (plan: readonly Planned[], month: number) =>
  plan.filter(({ atMs }) => new Date(atMs).getUTCMonth() === month)

test('in every month Meenakshi earns about a lakh, spends most of it, and pays her rent once', () => {
  const { world, plan } = planWhole()
  const [{ everyday, rent }] = world.people
  for (const month of [5, 6, 7, 8, 9]) {
    const payments = inMonth(plan, month)
    const received = rupees(payments.filter(({ to }) => to?.id === everyday.id))
    const paid = payments.filter(({ from }) => from?.id === everyday.id)
    assert.ok(received >= 98_650 && received <= 125_000, `in, month ${month}: ${received}`)
    assert.ok(rupees(paid) >= 65_000 && rupees(paid) <= 120_000, `out, month ${month}: ${rupees(paid)}`)
    assert.equal(paid.filter(({ minor, note }) => minor === rent && note.startsWith('Rent')).length, 1)
  }
})

test('six months of forty people are some thousand payments in five currencies, by day rather than by night', () => {
  const { world, plan } = planWhole()
  assert.equal(world.people.length, 40)
  assert.ok(plan.length > 6_000 && plan.length < 12_000, `${plan.length} payments`)
  const currencies = new Set(plan.map(({ from, to }) => (from ?? to)?.currency))
  assert.deepEqual([...currencies].sort(), ['EUR', 'INR', 'JPY', 'KWD', 'USD'])
  const homes = new Map(world.people.map(({ everyday, home }) => [everyday.id, home.hoursAhead]))
  const hours = plan.flatMap(({ from, atMs }) => {
    const ahead = from && homes.get(from.id)
    return ahead === null || ahead === undefined ? [] : [new Date(atMs + ahead * 3_600_000).getUTCHours()]
  })
  assert.ok(
    hours.every((hour) => hour >= 8 && hour < 22),
    `${hours.filter((hour) => hour < 8)}`,
  )
})

test('nobody is planned to spend what they do not have, but for the one who asks the counter for it', () => {
  const { world, plan } = planWhole(7)
  const balances = new Map(world.accounts.map(({ id, opening }) => [id, opening]))
  const change = (account: Account | null, minor: number) =>
    account && balances.set(account.id, (balances.get(account.id) ?? 0) + minor)
  let refused = 0
  for (const { from, to, minor, isDetermined } of plan) {
    if (isDetermined) refused++
    else {
      change(from, -minor)
      change(to, minor)
      assert.ok(!from || (balances.get(from.id) ?? 0) >= 0, `${from?.ownerName} spends too much`)
    }
  }
  assert.equal(refused, 1)
})

test('payments are planned in the order of their time, the same from the same seed, and none after the end', () => {
  const { plan } = planWhole()
  assert.ok(plan.every(({ atMs }, index) => index === 0 || plan[index - 1].atMs <= atMs))
  assert.ok(plan[0].atMs > endMs - 187 * dayMs && plan[plan.length - 1].atMs < endMs)
  assert.deepEqual(planWhole().plan, plan)
})
