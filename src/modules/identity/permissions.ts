/** Who may do what, as data. A path asks for a permission; a caller has those of all their roles, a service its scopes. */
import type { Role } from './wire.ts'

export const permissionsOfRole: Readonly<Record<Role, readonly string[]>> = {
  customer: ['products:own', 'products:see', 'payments:own', 'payments:see', 'payments:ask'],
  teller: ['counter:serve', 'payments:ask', 'customers:read', 'payments:read'],
  analyst: [
    'reviews:decide',
    'cases:work',
    'customers:read',
    'payments:read',
    'products:freeze',
    'books:prove',
    'books:reopen',
    'ledger:read',
    'models:read',
    'models:manage',
    'rules:set',
  ],
  administrator: [
    'clients:manage',
    'customers:read',
    'payments:read',
    'products:freeze',
    'books:prove',
    'books:close',
    'books:reopen',
    'ledger:read',
    'models:read',
    'models:manage',
    'rules:set',
  ],
}

/** Everything that a person with these roles may do. */
export const permissionsOf = (roles: readonly Role[]): ReadonlySet<string> =>
  new Set(roles.flatMap((role) => permissionsOfRole[role]))
