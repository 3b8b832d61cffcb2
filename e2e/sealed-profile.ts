/** Birth date and address of a customer, as registration seals them. */
import type { OpenBank } from './open-bank.ts'

const place = { table: 'identity.profile', column: 'details_sealed', key: 'person', keyType: 'uuid' } as const
const details = {
  birthDate: '1990-04-17',
  address: { lines: ['12 Lake Road'], place: 'Bengaluru', postalCode: '560001', country: 'IN' },
}

export const giveProfile = async (bank: OpenBank, person: string): Promise<void> => {
  const sealed = await bank.sealing.seal(place, person, JSON.stringify(details))
  await bank.db.query(
    "insert into identity.profile (person, details_sealed, terms, agreed_at) values ($1, $2, '2026-01-01', now())",
    [person, sealed],
  )
}
