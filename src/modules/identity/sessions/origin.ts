/** Where a session comes from: which browser, and which part of the net. Neither tells who somebody is. */
import { createHmac } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { Query } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import { networkOf } from '#platform/network'
import type { Change, PersonalNews } from '../news.ts'

interface Origin {
  readonly device: string | null
  readonly network: string | null
}

export interface SessionOrigin extends Origin {
  /** How far the typing at its start lay from the person's own rhythm, in deviations; null where it is not known. */
  readonly typingDistance: number | null
}

const twoYearsSeconds = 63_072_000

const nameFor = (isSecure: boolean): string => (isSecure ? '__Host-bank-device' : 'bank-device')

/** 128 random bits. */
export const newDevice = (random: RandomBytes): string => Buffer.from(random(16)).toString('base64url')

/** The device that a Cookie header names, or null where there is none of its form. */
export const deviceIn = (header: string | undefined, isSecure: boolean): string | null => {
  const prefix = `${nameFor(isSecure)}=`
  const found = (header ?? '').split(/; */).find((pair) => pair.startsWith(prefix))
  const device = found?.slice(prefix.length) ?? ''
  return /^[\w-]{22}$/.test(device) ? device : null
}

/** The value of a Set-Cookie header that keeps the device; no script reads it, and no other site sends it. */
export const deviceCookie = (device: string, isSecure: boolean): string =>
  `${nameFor(isSecure)}=${device}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${twoYearsSeconds}${isSecure ? '; Secure' : ''}`

/** The range that an address lies in: 24 bits of an old one, 48 of a new one. */
const rangeOf = (address: string): string => {
  const network = networkOf(address)
  return isIPv6(address) && network.includes(':')
    ? network.split(':').slice(0, 3).join(':')
    : network.split('.').slice(0, 3).join('.')
}

const mostRemembered = 10_000

/** Stands for the range of an address; without the bank's secret nobody finds the range. */
export type HashNetwork = (address: string) => string

/** Remembers addresses of late, since every request of a session is asked for its range. */
export const createHashNetwork = (secret: string): HashNetwork => {
  const key = createHmac('sha256', secret).update('network').digest('base64url')
  const known = new Map<string, string>()
  const hash = (address: string) =>
    createHmac('sha256', key)
      .update(`range of ${rangeOf(address)}`)
      .digest('base64url')
      .slice(0, 22)
  return (address) => {
    const found = known.get(address)
    if (found !== undefined) return found
    if (known.size >= mostRemembered) known.clear()
    const made = hash(address)
    known.set(address, made)
    return made
  }
}

export const nowhere: SessionOrigin = { device: null, network: null, typingDistance: null }

/** Where these sessions (hex ids) were started. */
export const findOrigins = async (db: Query, sessions: readonly string[]): Promise<Map<string, SessionOrigin>> => {
  const rows = await db.query<SessionOrigin & { readonly session: string }>(
    `select encode(id, 'hex') as session, device, network, typing_distance as "typingDistance"
       from identity.session where id = any ($1::bytea[])`,
    [sessions.map((session) => Buffer.from(session, 'hex'))],
  )
  return new Map(rows.map(({ session, ...origin }) => [session, origin]))
}

/** Where a session was started (hex id); nulls where that is not known. */
export const findOrigin = async (db: Query, session: string): Promise<SessionOrigin> =>
  (await findOrigins(db, [session])).get(session) ?? nowhere

/** What others hear of what a person did in a session. */
export const newsFrom = async (
  db: Query,
  { id, session }: { readonly id: string; readonly session?: string },
  changes: readonly Change[],
  at: Date,
): Promise<PersonalNews[]> => {
  const { device, network } = session === undefined ? nowhere : await findOrigin(db, session)
  return changes.map((change) => ({ person: id, change, at, device, network }))
}

/** Was this person ever signed in with this device, as far as sessions are kept? */
export const hasUsed = async (db: Query, person: string, device: string): Promise<boolean> => {
  const found = await db.query('select 1 from identity.session where person = $1 and device = $2 limit 1', [
    person,
    device,
  ])
  return found.length > 0
}

/** Was this person ever signed in at all, as far as sessions are kept? */
export const hasEntered = async (db: Query, person: string): Promise<boolean> => {
  const found = await db.query('select 1 from identity.session where person = $1 limit 1', [person])
  return found.length > 0
}
