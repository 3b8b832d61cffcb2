/** What a person may do now: by their roles, and by what they took for an hour. */
import type { Database, Query } from '#platform/database'
import type { Clock } from '#platform/time'
import { everyPermission, permissionsOfRole } from '../permissions.ts'
import type { PersonRow } from '../tables.ts'

/** A permission that the code brings for the first time goes to the roles that the code names; one that is known is left alone. */
export const bringPermissions = (db: Database, at: Date): Promise<void> =>
  db.transaction(async (tx) => {
    const brought = await tx.query<{ name: string }>(
      `insert into identity.permission (name, known_at) select name, $2 from unnest($1::text[]) as given (name) order by name
       on conflict do nothing returning name`,
      [everyPermission, at],
    )
    const isNew = new Set(brought.map(({ name }) => name))
    const given = Object.entries(permissionsOfRole).flatMap(([role, permissions]) =>
      permissions.filter((permission) => isNew.has(permission)).map((permission) => [role, permission] as const),
    )
    if (given.length > 0)
      await tx.query(
        `insert into identity.role_permission (role, permission)
         select * from unnest($1::text[], $2::text[]) on conflict do nothing`,
        [given.map(([role]) => role), given.map(([, permission]) => permission)],
      )
  })

export interface Rights {
  /** What tells who calls: no sealed field of a person is opened for it. */
  readonly person: Pick<PersonRow, 'id' | 'kind' | 'name' | 'roles'>
  readonly permissions: ReadonlySet<string>
}

export type RightsRow = Rights['person'] & { readonly permissions: string[]; readonly is_locked: boolean }

/** Columns of a statement from identity.person; `now` is an expression of it. */
export const rightsColumns = (now: string) => `
  person.id, person.kind, person.name,
  array(select role from identity.role where role.person = person.id order by role) as roles,
  array(select permission from identity.role_permission
         where role_permission.role in (select role.role from identity.role where role.person = person.id)
        union
        select permission from identity.taken_right
         where taken_right.person = person.id and ended_at is null and at <= ${now} and until > ${now}) as permissions,
  coalesce((select is_locked from identity.person_lock
             where person_lock.person = person.id order by seq desc limit 1), false) as is_locked`

const rightsStatement = `select ${rightsColumns('$2')} from identity.person where person.id = any ($1::uuid[])`

/** Null for one who is locked out. */
export const toRights = ({ id, kind, name, roles, permissions, is_locked }: RightsRow): Rights | null =>
  is_locked ? null : { person: { id, kind, name, roles }, permissions: new Set(permissions) }

/** People and what they may do; nobody who is not there or locked out is among them. */
const findRightsOf = async (db: Query, ids: readonly string[], now: Date): Promise<Map<string, Rights>> => {
  const rows = await db.query<RightsRow>(rightsStatement, [ids, now])
  return new Map(
    rows.flatMap((row) => {
      const rights = toRights(row)
      return rights ? [[row.id, rights] as const] : []
    }),
  )
}

/** A person and what they may do; null for nobody, and for one who is locked out. */
export const findRights = async (db: Query, id: string, now: Date): Promise<Rights | null> =>
  (await findRightsOf(db, [id], now)).get(id) ?? null

/** Brings the code's permissions once in this process, before anybody's rights are looked up. */
export const createBringPermissions = (db: Database, clock: Clock) => {
  let brought: Promise<void> | undefined
  return async (): Promise<void> => {
    brought ??= bringPermissions(db, clock())
    try {
      await brought
    } catch (error) {
      // The next one who asks tries again.
      brought = undefined
      throw error
    }
  }
}
