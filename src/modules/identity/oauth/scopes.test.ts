import assert from 'node:assert/strict'
import { test } from 'node:test'
import { permissionsFor, permissionsOfProgram, permissionsOfScope } from './scopes.ts'

test('a scope gives nothing that the customer does not have themselves', () => {
  const own = new Set(['products:see'])
  assert.deepEqual([...permissionsFor(['accounts:read', 'payments:write', 'bank:use'], own)], ['products:see'])
  assert.equal(permissionsFor(['accounts:read'], new Set()).size, 0)
})

test('a scope of customers gives a program nothing, one of programs gives a customer nothing, an unknown one nothing at all', () => {
  const everything = new Set([...Object.values(permissionsOfScope).flat(), 'ledger:write'])
  assert.deepEqual([...permissionsOfProgram(['accounts:read', 'ledger:read', 'toString'])], ['ledger:read'])
  assert.equal(permissionsFor(['ledger:write', 'constructor', ''], everything).size, 0)
})

test('who may read may not change: no scope of third parties holds a permission for changing accounts, limits or payees', () => {
  for (const scope of ['accounts:read', 'payments:write'] as const)
    for (const permission of ['products:own', 'payments:own'])
      assert.ok(!permissionsOfScope[scope].includes(permission), `${scope} and ${permission}`)
})
