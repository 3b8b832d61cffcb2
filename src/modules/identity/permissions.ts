/** What there is to be permitted, and which role has it at first. From then on which role has what is data (roles/). */
import type { Role } from './wire.ts'

/** What a role may do when the code brings it: written into the tables once, and after that changed by two people. */
export const permissionsOfRole: Readonly<Record<Role, readonly string[]>> = {
  customer: ['products:own', 'products:see', 'payments:own', 'payments:see', 'payments:ask', 'lockers:own'],
  teller: [
    'counter:serve',
    'payments:ask',
    'customers:read',
    'payments:read',
    'lockers:serve',
    'lockers:watch',
    'approvals:sign',
  ],
  analyst: [
    'reviews:decide',
    'disputes:decide',
    'cases:work',
    'customers:read',
    'payments:read',
    'products:freeze',
    'customers:lock',
    'books:prove',
    'books:reopen',
    'ledger:read',
    'models:read',
    'models:manage',
    'rules:set',
    'corridors:read',
    'corridors:change',
    'abroad:work',
    'books:reconcile',
    'approvals:sign',
    'glass:break',
    'lockers:watch',
  ],
  compliance: [
    'customers:read',
    'customers:lock',
    'payments:read',
    'fees:set',
    'ledger:read',
    'models:read',
    'readings:read',
    'log:read',
    'sealed:read',
    'roles:read',
    'glass:review',
    'glass:break',
    'corridors:read',
    'approvals:sign',
    'lockers:watch',
  ],
  administrator: [
    'clients:manage',
    'webhooks:manage',
    'disputes:decide',
    'fees:set',
    'customers:read',
    'customers:lock',
    'payments:read',
    'products:freeze',
    'books:prove',
    'books:close',
    'books:reopen',
    'ledger:read',
    'models:read',
    'models:manage',
    'rules:set',
    'corridors:read',
    'corridors:change',
    'abroad:work',
    'books:reconcile',
    'roles:read',
    'roles:change',
    'staff:manage',
    'readings:read',
    'sealed:read',
    'log:read',
    'glass:review',
    'glass:break',
    'approvals:sign',
    'lockers:serve',
    'lockers:watch',
    'lockers:manage',
  ],
}

/** Every permission that a role can have. */
export const everyPermission: readonly string[] = [...new Set(Object.values(permissionsOfRole).flat())]

const ofStaff = Object.entries(permissionsOfRole).flatMap(([role, permissions]) =>
  role === 'customer' ? [] : permissions,
)

/** What only customers have: nobody of the staff acts as the owner of money. */
export const permissionsOfCustomers: ReadonlySet<string> = new Set(
  permissionsOfRole.customer.filter((permission) => !ofStaff.includes(permission)),
)

/** What nobody takes alone, not for an hour either: with these a person could give themselves every other right. */
export const neverTakenAlone: ReadonlySet<string> = new Set(['roles:change', 'glass:break', 'glass:review'])
