import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endpoint } from '#platform/endpoint'
import { permissionsOfRole } from './permissions.ts'
import { testIdentity } from './test-identity.ts'
import type { Role } from './wire.ts'

/** Written out in full, so that a change of permissions.ts has to be made twice, and be meant. */
const matrix: readonly [
  permission: string,
  customer: 0 | 1,
  teller: 0 | 1,
  analyst: 0 | 1,
  compliance: 0 | 1,
  administrator: 0 | 1,
][] = [
  ['products:own', 1, 0, 0, 0, 0],
  ['products:see', 1, 0, 0, 0, 0],
  ['payments:own', 1, 0, 0, 0, 0],
  ['payments:see', 1, 0, 0, 0, 0],
  ['payments:ask', 1, 1, 0, 0, 0],
  ['counter:serve', 0, 1, 0, 0, 0],
  ['customers:read', 0, 1, 1, 1, 1],
  ['payments:read', 0, 1, 1, 1, 1],
  ['reviews:decide', 0, 0, 1, 0, 0],
  ['products:freeze', 0, 0, 1, 0, 1],
  ['customers:lock', 0, 0, 1, 1, 1],
  ['books:prove', 0, 0, 1, 0, 1],
  ['ledger:read', 0, 0, 1, 1, 1],
  ['books:close', 0, 0, 0, 0, 1],
  ['books:reopen', 0, 0, 1, 0, 1],
  ['models:read', 0, 0, 1, 1, 1],
  ['models:manage', 0, 0, 1, 0, 1],
  ['rules:set', 0, 0, 1, 0, 1],
  ['cases:work', 0, 0, 1, 0, 0],
  ['disputes:decide', 0, 0, 1, 0, 1],
  ['fees:set', 0, 0, 0, 1, 1],
  ['clients:manage', 0, 0, 0, 0, 1],
  ['webhooks:manage', 0, 0, 0, 0, 1],
  ['approvals:sign', 0, 1, 1, 1, 1],
  ['glass:break', 0, 0, 1, 1, 1],
  ['glass:review', 0, 0, 0, 1, 1],
  ['readings:read', 0, 0, 0, 1, 1],
  ['log:read', 0, 0, 0, 1, 1],
  ['sealed:read', 0, 0, 0, 1, 1],
  ['corridors:read', 0, 0, 1, 1, 1],
  ['corridors:change', 0, 0, 1, 0, 1],
  ['abroad:work', 0, 0, 1, 0, 1],
  ['books:reconcile', 0, 0, 1, 0, 1],
  ['roles:read', 0, 0, 0, 1, 1],
  ['roles:change', 0, 0, 0, 0, 1],
  ['staff:manage', 0, 0, 0, 0, 1],
  ['lockers:own', 1, 0, 0, 0, 0],
  ['lockers:serve', 0, 1, 0, 0, 1],
  ['lockers:watch', 0, 1, 1, 1, 1],
  ['lockers:manage', 0, 0, 0, 0, 1],
  ['products:import', 0, 0, 0, 0, 0],
  ['cards:pay', 0, 0, 0, 0, 0],
  ['labels:write', 0, 0, 0, 0, 0],
  ['ledger:write', 0, 0, 0, 0, 0],
]
const doorOf = (permission: string) => `/doors/${permission.replace(':', '-')}`
const roles = ['customer', 'teller', 'analyst', 'compliance', 'administrator'] as const

test('every role may do what the table says, and nothing else', () => {
  for (const [permission, ...may] of matrix)
    for (const [index, role] of roles.entries())
      assert.equal(permissionsOfRole[role].includes(permission), may[index] === 1, `${role} and ${permission}`)
  const named = new Set(matrix.map(([permission]) => permission))
  const unnamed = Object.values(permissionsOfRole)
    .flat()
    .filter((permission) => !named.has(permission))
  assert.deepEqual(unnamed, [])
})

test('every role at every door: the right ones open, the others answer 403, and without sign-in 401', async () => {
  await using bank = await testIdentity()
  for (const [permission] of matrix) {
    const door = { method: 'GET', path: doorOf(permission), tag: 'Test', summary: 'A door' } as const
    bank.http.route(endpoint(door), permission, async () => undefined)
  }
  const cookies: Record<Role, string> = {
    customer: (await bank.register('asha@example.com')).cookie,
    teller: await bank.staff('teller'),
    analyst: await bank.staff('analyst'),
    compliance: await bank.staff('compliance'),
    administrator: await bank.staff('administrator'),
  }
  for (const [permission, ...may] of matrix) {
    const url = doorOf(permission)
    assert.equal((await bank.ask({ method: 'GET', url })).status, 401)
    for (const [index, role] of roles.entries()) {
      const { status } = await bank.ask({ method: 'GET', url, cookie: cookies[role] })
      assert.equal(status, may[index] === 1 ? 204 : 403, `${role} at ${permission}`)
    }
  }
})
