/** Reading roles: what each may do, and who has it. */
import type { Query } from '#platform/database'
import { everyPermission, permissionsOfCustomers } from '../permissions.ts'
import { role as everyRole, type Role, type RoleMatrix } from '../wire.ts'

interface Holder {
  readonly role: Role
  readonly id: string
  readonly name: string
  readonly is_locked: boolean
}

const holdersStatement = `
  select role.role, person.id, person.name,
         coalesce((select is_locked from identity.person_lock where person_lock.person = person.id order by seq desc limit 1), false) as is_locked
    from identity.role join identity.person on person.id = role.person and person.kind = 'staff'
   order by person.name, person.id limit 1000`

/** Every role with what it may do and which of the staff have it. */
export const readMatrix = async (db: Query): Promise<RoleMatrix> => {
  const [given, holders] = await Promise.all([
    db.query<{ role: Role; permission: string }>(
      'select role, permission from identity.role_permission order by permission',
    ),
    db.query<Holder>(holdersStatement),
  ])
  return {
    permissions: everyPermission.filter((permission) => !permissionsOfCustomers.has(permission)),
    items: everyRole.options.map((role) => ({
      role,
      isFixed: role === 'customer',
      permissions: given.filter((row) => row.role === role).map(({ permission }) => permission),
      holders: holders
        .filter((row) => row.role === role)
        .map(({ id, name, is_locked }) => ({ id, name, isLocked: is_locked })),
    })),
  }
}
