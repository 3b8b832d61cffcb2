/** Birth date and address of a customer, and the terms that they agreed to: sealed for their row. */
import type { Tx } from '#platform/database'
import type { Sealing } from '#platform/sealing'
import { registrationProfile } from '../sealed-fields.ts'
import type { PostalAddress } from '../wire.ts'

export interface NewProfile {
  readonly birthDate: string
  readonly address: PostalAddress
}

interface Agreed {
  readonly person: string
  readonly terms: string
  readonly at: Date
}

export const insertProfile = async (
  tx: Tx,
  sealing: Sealing,
  { birthDate, address }: NewProfile,
  { person, terms, at }: Agreed,
): Promise<void> => {
  const details = await sealing.seal(registrationProfile, person, JSON.stringify({ birthDate, address }))
  await tx.query('insert into identity.profile (person, details_sealed, terms, agreed_at) values ($1, $2, $3, $4)', [
    person,
    details,
    terms,
    at,
  ])
}
