/** Service clients that come, and their keys that are replaced. Both sign the hash of the key, which nobody at the bank has seen. */
import { type RandomBytes, uuidv7 } from '#platform/id'
import { type Clock, dayMs, hourMs } from '#platform/time'
import type { Change } from '../approvals/proposals.ts'
import {
  checkNewClient,
  findOpenClient,
  insertServiceClient,
  lockClient,
  nameOfClient,
} from '../service-clients/clients.ts'
import { checkNewKey, checkRoomForKey, insertKey, replaceKey } from '../service-clients/keys.ts'
import type { ServiceClientChange, ServiceKeyChange } from '../wire.ts'
import { managing } from './permission.ts'

interface Needs {
  readonly clock: Clock
  readonly random: RandomBytes
}

const usualDays = 365

const endOf = (at: Date, days: number | null = usualDays): Date | null =>
  days === null ? null : new Date(at.getTime() + days * dayMs)

const linesOfKey = ({ keyHash, expiresInDays = usualDays }: Pick<ServiceKeyChange, 'keyHash' | 'expiresInDays'>) => [
  { what: 'key-hash', value: keyHash },
  { what: 'key-days', value: expiresInDays === null ? 'never' : String(expiresInDays) },
]

const ofClient = (random: RandomBytes): Change => ({
  kind: 'clients.service-client',
  may: managing,
  check: async (db, given) => {
    const { client, keyHash } = given as ServiceClientChange
    await checkNewClient(db, client)
    await checkNewKey(db, null, Buffer.from(keyHash, 'hex'))
  },
  carryOut: async (tx, given, { at }) => {
    const { client, name, scopes, keyHash, expiresInDays } = given as ServiceClientChange
    const hash = Buffer.from(keyHash, 'hex')
    await insertServiceClient(tx, { id: client, name, scopes, at, hash })
    const id = uuidv7(at.getTime(), random(10))
    await insertKey(tx, { id, client, hash, at, expiresAt: endOf(at, expiresInDays) })
  },
  lines: async (_, given) => {
    const { name, scopes, ...key } = given as ServiceClientChange
    return [{ what: 'client', value: name }, ...scopes.map((value) => ({ what: 'scope', value })), ...linesOfKey(key)]
  },
})

const ofKey = (clock: Clock): Change => ({
  kind: 'clients.service-key',
  may: managing,
  check: async (db, given) => {
    const { client, key, keyHash } = given as ServiceKeyChange
    await findOpenClient(db, client)
    await checkRoomForKey(db, client, clock())
    await checkNewKey(db, key, Buffer.from(keyHash, 'hex'))
  },
  carryOut: async (tx, given, { at }) => {
    const { client, key, keyHash, overlapHours, expiresInDays } = given as ServiceKeyChange
    await lockClient(tx, client)
    const overlapUntil = new Date(at.getTime() + overlapHours * hourMs)
    const hash = Buffer.from(keyHash, 'hex')
    await replaceKey(tx, { client, key, hash, expiresAt: endOf(at, expiresInDays), overlapUntil }, at)
  },
  lines: async (db, given) => {
    const { client, overlapHours, ...key } = given as ServiceKeyChange
    return [
      { what: 'client', value: await nameOfClient(db, client) },
      { what: 'overlap-hours', value: String(overlapHours) },
      ...linesOfKey(key),
    ]
  },
})

/** Of service clients. */
export const serviceChanges = ({ clock, random }: Needs): readonly Change[] => [ofClient(random), ofKey(clock)]
