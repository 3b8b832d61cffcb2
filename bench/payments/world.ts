/** The customers of the benchmark: each has an account with money, a session that is open, and payees that were paid before. */
import { createHash, createHmac } from 'node:crypto'
import type { Database } from '#platform/database'
import { pageTokenFor } from '#platform/page-token'
import { dayMs } from '#platform/time'
import type { Bank } from '../../src/app.ts'

export interface Payer {
  readonly product: string
  readonly number: string
  /** What the browser holds. */
  readonly cookie: string
  readonly pageToken: string
}

const partiesAtOnce = 500
const opening = '100000000'
const openSinceDays = 90

const idOf = (index: number) => `019a0000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`

const digestOf = (text: string) => createHash('sha256').update(text).digest('base64url')

/** The token of a customer's session: 43 characters that only this benchmark knows. */
const tokenOf = (index: number) => digestOf(`session ${index}`)

const originLength = 22
const deviceOf = (index: number) => digestOf(`device ${index}`).slice(0, originLength)

/** Stands for the range of this machine's own address, as identity hashes it, so that every session goes on from where it began. */
const networkUnder = (secret: string) => {
  const keyed = (key: string, text: string) => createHmac('sha256', key).update(text).digest('base64url')
  return keyed(keyed(secret, 'network'), 'range of 127.0.0').slice(0, originLength)
}

const openSessions = (db: Database, customers: number, network: string, now: Date) =>
  db.query(
    `insert into identity.session (id, person, created_at, seen_at, expires_at, user_agent, device, network, entered_with)
     select id, person, $5, $5, $5::timestamptz + interval '12 hours', 'a benchmark', device, $4, 'password'
       from unnest($1::bytea[], $2::uuid[], $3::text[]) as given (id, person, device)`,
    [
      Array.from({ length: customers }, (_, index) => createHash('sha256').update(tokenOf(index)).digest()),
      Array.from({ length: customers }, (_, index) => idOf(index)),
      Array.from({ length: customers }, (_, index) => deviceOf(index)),
      network,
      now,
    ],
  )

/** Brings the customers in through the bank's own doors; their sessions alone are written directly, for a password takes its time. */
export const makeWorld = async (bank: Bank, secret: string, customers: number, now: Date): Promise<Payer[]> => {
  const openedAt = new Date(now.getTime() - openSinceDays * dayMs).toISOString()
  for (let start = 0; start < customers; start += partiesAtOnce) {
    const length = Math.min(partiesAtOnce, customers - start)
    await bank.products.importParties(
      Array.from({ length }, (_, step) => {
        const id = idOf(start + step)
        return {
          id,
          name: `Customer ${start + step}`,
          kind: 'current' as const,
          currency: 'EUR' as const,
          openedAt,
          opening,
        }
      }),
    )
  }
  await bank.db.query(
    "insert into identity.role (person, role) select id, 'customer' from identity.person on conflict do nothing",
  )
  await openSessions(bank.db, customers, networkUnder(secret), now)
  const products = await bank.products.byIds(Array.from({ length: customers }, (_, index) => idOf(index)))
  return Array.from({ length: customers }, (_, index) => {
    const product = products.get(idOf(index))
    if (!product) throw new Error(`customer ${index} has no account`)
    return {
      product: product.id,
      number: product.number,
      cookie: `bank=${tokenOf(index)}; bank-device=${deviceOf(index)}`,
      pageToken: pageTokenFor(tokenOf(index)),
    }
  })
}
