/** What a customer has allowed others, and how it ended. */
import type { Query } from '#platform/database'
import type { ClientKind, Consent, OauthScope } from '../../wire.ts'

interface Row {
  readonly id: string
  readonly client: string
  readonly name: string
  readonly kind: ClientKind
  readonly scopes: OauthScope[]
  readonly given_at: Date
  readonly expires_at: Date
  readonly used_at: Date | null
  readonly ended_at: Date | null
  readonly ended_by: Consent['endedBy']
  readonly accounts: string[] | null
}

const mostListed = 50

const listStatement = `
  select consent.id, client.id as client, client.name, client.kind, consent.scopes, given_at, expires_at, used_at,
         ended_at, ended_by, accounts
    from identity.consent consent join identity.oauth_client client on client.id = consent.client
   where person = $1 order by given_at desc, consent.id desc limit ${mostListed}`

const toConsent = (row: Row): Consent => ({
  id: row.id,
  client: { id: row.client, name: row.name, kind: row.kind },
  scopes: row.scopes,
  accounts: row.accounts,
  givenAt: row.given_at.toISOString(),
  endsAt: row.expires_at.toISOString(),
  usedAt: row.used_at?.toISOString() ?? null,
  endedAt: row.ended_at?.toISOString() ?? null,
  endedBy: row.ended_by,
})

export const listConsents = async (db: Query, person: string): Promise<Consent[]> =>
  (await db.query<Row>(listStatement, [person])).map(toConsent)
