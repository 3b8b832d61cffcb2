/** Changes of who may do what. Both take two people, and neither may leave the bank without two who can change roles. */
import type { Query, Tx } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { Change } from '../approvals/proposals.ts'
import { everyPermission, permissionsOfCustomers } from '../permissions.ts'
import type { PermissionsChange, PersonChange } from '../wire.ts'

/** The permission without which nobody gets another. */
const changing = 'roles:change'
/** A change takes two, so with one of them nothing could be changed any more. */
export const leastWhoChange = 2

/** Changes of roles, and locks, come one after the other; the number is "role" in ASCII. */
export const takeRoleTurn = (tx: Query) => tx.query(`select pg_advisory_xact_lock(${0x726f6c65})`)

/** How many of the staff can change roles and are not locked out. */
export const countWhoChange = async (tx: Query): Promise<number> => {
  const [{ count }] = await tx.query<{ count: number }>(
    `select count(distinct role.person)::integer as count
       from identity.role join identity.role_permission using (role)
       join identity.person on person.id = role.person and person.kind = 'staff'
      where permission = $1 and not coalesce((select is_locked from identity.person_lock
        where person_lock.person = role.person order by seq desc limit 1), false)`,
    [changing],
  )
  return count
}

const assertSomebodyIsLeft = async (tx: Tx) => {
  if ((await countWhoChange(tx)) < leastWhoChange)
    throw new Refusal(
      'last-who-change-roles',
      409,
      'After this, fewer than two people could change roles, and nobody could give a right again.',
    )
}

const outdated = () =>
  new Refusal('content-changed', 409, 'The roles are not as they were when this was asked for. Ask for it anew.')
const nothingToChange = () => new Refusal('nothing-to-change', 422, 'This changes nothing.')

/** What is to be added must be missing, what is to be taken away must be there. */
const assertFits = (has: ReadonlySet<string>, add: readonly string[], remove: readonly string[]) => {
  if (add.length + remove.length === 0) throw nothingToChange()
  if (add.some((one) => has.has(one)) || remove.some((one) => !has.has(one))) throw outdated()
}

const permissionsOf = async (db: Query, role: string): Promise<Set<string>> => {
  const rows = await db.query<{ permission: string }>(
    'select permission from identity.role_permission where role = $1',
    [role],
  )
  return new Set(rows.map(({ permission }) => permission))
}

const assertPermissions = (add: readonly string[]) => {
  const unknown = add.find((one) => !everyPermission.includes(one) || permissionsOfCustomers.has(one))
  if (unknown !== undefined)
    throw new Refusal('no-such-permission', 422, `Staff cannot have the permission ${unknown}.`)
}

const ofPermissions: Change = {
  kind: 'roles.permissions',
  may: changing,
  check: async (db, given) => {
    const { role, add, remove } = given as PermissionsChange
    assertPermissions(add)
    assertFits(await permissionsOf(db, role), add, remove)
  },
  carryOut: async (tx, given) => {
    const { role, add, remove } = given as PermissionsChange
    await takeRoleTurn(tx)
    await tx.query('delete from identity.role_permission where role = $1 and permission = any ($2::text[])', [
      role,
      remove,
    ])
    await tx.query('insert into identity.role_permission (role, permission) select $1, unnest($2::text[])', [role, add])
    await assertSomebodyIsLeft(tx)
  },
  lines: async (_, given) => {
    const { role, add, remove } = given as PermissionsChange
    return [
      { what: 'role', value: role },
      ...add.map((value) => ({ what: 'add-permission', value })),
      ...remove.map((value) => ({ what: 'remove-permission', value })),
    ]
  },
}

interface StaffRow {
  readonly name: string
  readonly kind: 'customer' | 'staff'
  readonly roles: string[]
}

const findStaff = async (db: Query, person: string): Promise<StaffRow> => {
  const [row] = await db.query<StaffRow>(
    `select name, kind, array(select role from identity.role where role.person = person.id) as roles
       from identity.person where id = $1`,
    [person],
  )
  if (row?.kind !== 'staff') throw new Refusal('no-such-person', 404, 'Nobody of the staff has this id.')
  return row
}

const ofPerson: Change = {
  kind: 'roles.person',
  may: changing,
  check: async (db, given) => {
    const { person, add, remove } = given as PersonChange
    assertFits(new Set((await findStaff(db, person)).roles), add, remove)
  },
  carryOut: async (tx, given) => {
    const { person, add, remove } = given as PersonChange
    await takeRoleTurn(tx)
    await tx.query('delete from identity.role where person = $1 and role = any ($2::text[])', [person, remove])
    await tx.query('insert into identity.role (person, role) select $1, unnest($2::text[])', [person, add])
    await assertSomebodyIsLeft(tx)
  },
  lines: async (db, given) => {
    const { person, add, remove } = given as PersonChange
    const { name } = await findStaff(db, person)
    return [
      { what: 'person', value: name },
      ...add.map((value) => ({ what: 'add-role', value })),
      ...remove.map((value) => ({ what: 'remove-role', value })),
    ]
  },
}

/** Of what a role may do, and of which roles somebody has. */
export const roleChanges: readonly Change[] = [ofPermissions, ofPerson]
