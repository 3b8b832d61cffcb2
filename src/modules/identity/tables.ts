/** Rows of this module's own tables, as PostgreSQL answers them. */
import type { Language, Role, Scope } from './wire.ts'

export interface PersonRow {
  readonly id: string
  readonly number: bigint
  readonly kind: 'customer' | 'staff'
  readonly name: string
  /** As versions before sealed fields wrote it. */
  readonly email: string | null
  readonly email_sealed: Buffer | null
  readonly language: Language
  readonly created_at: Date
  readonly roles: Role[]
}

/** Selects PersonRow; a where clause on `person` follows it. */
export const selectPerson = `
  select person.id, person.number, person.kind, person.name, person.email, person.email_sealed,
         person.language, person.created_at,
         array(select role from identity.role where role.person = person.id order by role) as roles
    from identity.person`

export interface ServiceClientRow {
  readonly id: string
  readonly name: string
  readonly scopes: Scope[]
  readonly created_at: Date
  readonly revoked_at: Date | null
}

export const serviceClientColumns = 'id, name, scopes, created_at, revoked_at'
