/** Clients of OAuth that come, and their keys that change. */
import { calculateJwkThumbprint } from 'jose'
import type { Query } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { Change } from '../approvals/proposals.ts'
import { checkClient, checkKeysOfKind } from '../oauth/clients/check.ts'
import { noSuchOauthClient } from '../oauth/clients/refusals.ts'
import { type ClientRow, findClient, findClientNames, insertClient, replaceKeys } from '../oauth/clients/store.ts'
import type { OauthClientChange, OauthKeysChange, PublicKey } from '../wire.ts'
import { managing } from './permission.ts'

const idTaken = () => new Refusal('id-taken', 409, 'There is a client with this id already.')

/** Each key with its thumbprint (RFC 7638), which the program's people can tell over the phone. */
const linesOfKeys = (keys: readonly PublicKey[]) =>
  Promise.all(
    keys.map(async (key) => ({ what: 'public-key', value: `${key.kid} (${await calculateJwkThumbprint(key)})` })),
  )

const openClient = async (db: Query, id: string): Promise<ClientRow> => {
  const row = await findClient(db, id)
  if (row === null) throw noSuchOauthClient()
  return row
}

const ofClient = (isSecure: boolean): Change => ({
  kind: 'clients.oauth-client',
  may: managing,
  check: async (db, given) => {
    const { about: _, client, ...wanted } = given as OauthClientChange
    checkClient(wanted, isSecure)
    if ((await findClientNames(db, [client])).size > 0) throw idTaken()
  },
  carryOut: async (tx, given, { by, at }) => {
    const { client, ...wanted } = given as OauthClientChange
    if ((await insertClient(tx, { ...wanted, id: client, by, at })) === null) throw idTaken()
  },
  lines: async (_, given) => {
    const { client, kind, name, redirectUris, keys, scopes } = given as OauthClientChange
    return [
      { what: 'client', value: name },
      { what: 'client-kind', value: kind },
      { what: 'client-id', value: client },
      ...scopes.map((value) => ({ what: 'scope', value })),
      ...redirectUris.map((value) => ({ what: 'redirect', value })),
      ...(await linesOfKeys(keys)),
    ]
  },
})

const ofKeys: Change = {
  kind: 'clients.oauth-keys',
  may: managing,
  check: async (db, given) => {
    const { client, keys } = given as OauthKeysChange
    checkKeysOfKind((await openClient(db, client)).kind, keys)
  },
  carryOut: async (tx, given) => {
    const { client, keys } = given as OauthKeysChange
    if (!(await replaceKeys(tx, client, keys))) throw noSuchOauthClient()
  },
  lines: async (db, given) => {
    const { client, keys } = given as OauthKeysChange
    const name = (await findClientNames(db, [client])).get(client) ?? client
    return [{ what: 'client', value: name }, { what: 'client-id', value: client }, ...(await linesOfKeys(keys))]
  },
}

/** Of clients of OAuth. `isSecure` is whether the bank itself is reached by HTTPS. */
export const oauthChanges = (isSecure: boolean): readonly Change[] => [ofClient(isSecure), ofKeys]
