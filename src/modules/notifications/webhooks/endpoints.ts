/** Addresses of programs that are told of events: made, changed, their secrets rotated. */
import { CallbackFailed, type Callbacks } from '#platform/callback'
import type { Database, Query, Tx } from '#platform/database'
import { type RandomBytes, uuidv7 } from '#platform/id'
import type { Sealing } from '#platform/sealing'
import { type Clock, hourMs } from '#platform/time'
import { callbackRefused } from '../push/subscriptions.ts'
import { webhookKey, webhookSecret } from '../sealed-fields.ts'
import type { WebhookEndpoint, WebhookEventType } from '../wire.ts'
import { idTaken, noSuchEndpoint, tooManyEndpoints, tooManySecrets } from './refusals.ts'
import { makeKeyPair, makeSecret } from './sign.ts'

/** Endpoints of staff together, and of each service client. */
const mostEndpoints = 20
const mostSecrets = 3

/** Who asks: a service client sees its own endpoints, staff all. */
export interface Asking {
  readonly id: string
  readonly isClient: boolean
}

export interface GivenEndpoint {
  readonly name: string
  readonly url: string
  readonly events: readonly WebhookEventType[]
}

interface EndpointRow {
  readonly id: string
  readonly owner: string
  readonly of_client: boolean
  readonly name: string
  readonly url: string
  readonly events: string[]
  readonly public_key: string
  readonly made_at: Date
  readonly failing_since: Date | null
  readonly off_at: Date | null
  readonly off_because: WebhookEndpoint['offBecause']
}

interface SecretRow {
  readonly id: string
  readonly endpoint: string
  readonly made_at: Date
  readonly ends_at: Date | null
}

const columns = 'id, owner, of_client, name, url, events, public_key, made_at, failing_since, off_at, off_because'

const toView = (row: EndpointRow, secrets: readonly SecretRow[]): WebhookEndpoint => ({
  id: row.id,
  name: row.name,
  url: row.url,
  events: row.events,
  ofClient: row.of_client,
  publicKey: row.public_key,
  secrets: secrets
    .filter(({ endpoint }) => endpoint === row.id)
    .map(({ id, made_at, ends_at }) => ({ id, madeAt: made_at.toISOString(), endsAt: ends_at?.toISOString() ?? null })),
  madeAt: row.made_at.toISOString(),
  failingSince: row.failing_since?.toISOString() ?? null,
  offAt: row.off_at?.toISOString() ?? null,
  offBecause: row.off_because,
})

/** Secrets that still sign, oldest first. */
const openSecrets = (db: Query, endpoints: readonly string[], at: Date): Promise<SecretRow[]> =>
  db.query(
    `select id, endpoint, made_at, ends_at from notifications.webhook_secret
      where endpoint = any ($1::uuid[]) and (ends_at is null or ends_at > $2) order by made_at, id`,
    [endpoints, at],
  )

/** Endpoints that the asking one sees; of one id where it is given. */
const findRows = (db: Query, { id: owner, isClient }: Asking, id: string | null, lock = ''): Promise<EndpointRow[]> =>
  db.query(
    `select ${columns} from notifications.webhook_endpoint
      where removed_at is null and (not $1::boolean or (of_client and owner = $2)) and ($3::uuid is null or id = $3)
      order by made_at, id ${lock}`,
    [isClient, owner, id],
  )

/** The asking one's endpoint, locked until the transaction ends. Throws no-such-endpoint. */
export const lockEndpoint = async (tx: Tx, asking: Asking, id: string): Promise<EndpointRow> => {
  const [row] = await findRows(tx, asking, id, 'for update')
  if (!row) throw noSuchEndpoint()
  return row
}

export interface EndpointNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly random: RandomBytes
  readonly sealing: Sealing
  readonly callbacks: Callbacks
}

/** Says at once what could never be called; a name that is not known yet may be known when there is something to tell. */
const checkUrl = async ({ callbacks }: EndpointNeeds, url: string): Promise<void> => {
  await callbacks.check(url).catch((error: unknown) => {
    if (error instanceof CallbackFailed && error.failure === 'address-not-allowed') throw callbackRefused()
  })
}

const insertSecret = async (tx: Tx, endpoint: string, id: string, sealed: Buffer, at: Date) => {
  const rows = await tx.query(
    `insert into notifications.webhook_secret (id, endpoint, secret_sealed, made_at) values ($1, $2, $3, $4)
     on conflict do nothing returning id`,
    [id, endpoint, sealed, at],
  )
  if (rows.length === 0) throw idTaken()
}

const make = async (needs: EndpointNeeds, asking: Asking, id: string, { name, url, events }: GivenEndpoint) => {
  const { db, clock, random, sealing } = needs
  await checkUrl(needs, url)
  const at = clock()
  const { publicKey, privateKey } = makeKeyPair(random)
  const secret = makeSecret(random)
  const secretId = uuidv7(at.getTime(), random(10))
  const sealedKey = await sealing.seal(webhookKey, id, privateKey)
  const sealedSecret = await sealing.seal(webhookSecret, secretId, secret)
  await db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 5))', [asking.isClient ? asking.id : 'staff'])
    const own = (await findRows(tx, asking, null)).filter(({ of_client }) => of_client === asking.isClient)
    if (own.length >= mostEndpoints) throw tooManyEndpoints()
    const rows = await tx.query(
      `insert into notifications.webhook_endpoint (id, owner, of_client, name, url, events, public_key, private_key_sealed, made_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning id`,
      [id, asking.id, asking.isClient, name, url, [...new Set(events)], publicKey, sealedKey, at],
    )
    if (rows.length === 0) throw idTaken()
    await insertSecret(tx, id, secretId, sealedSecret, at)
  })
  return secret
}

const rotate = async (needs: EndpointNeeds, asking: Asking, id: string, secretId: string, overlapHours: number) => {
  const { db, clock, random, sealing } = needs
  const at = clock()
  const secret = makeSecret(random)
  const sealed = await sealing.seal(webhookSecret, secretId, secret)
  await db.transaction(async (tx) => {
    await lockEndpoint(tx, asking, id)
    if ((await openSecrets(tx, [id], at)).length >= mostSecrets) throw tooManySecrets()
    await tx.query(
      `update notifications.webhook_secret set ends_at = least(ends_at, $2::timestamptz)
        where endpoint = $1 and (ends_at is null or ends_at > $2)`,
      [id, new Date(at.getTime() + overlapHours * hourMs)],
    )
    await insertSecret(tx, id, secretId, sealed, at)
  })
  return secret
}

export interface EndpointChange {
  readonly name?: string
  readonly url?: string
  readonly events?: readonly WebhookEventType[]
  readonly isOn?: boolean
}

const change = async (
  needs: EndpointNeeds,
  asking: Asking,
  id: string,
  { name, url, events, isOn }: EndpointChange,
) => {
  if (url !== undefined) await checkUrl(needs, url)
  await needs.db.transaction(async (tx) => {
    const row = await lockEndpoint(tx, asking, id)
    const isOff = isOn === undefined ? row.off_at !== null : !isOn
    await tx.query(
      `update notifications.webhook_endpoint set name = $2, url = $3, events = $4,
              off_at = case when $5::boolean then coalesce(off_at, $6) end,
              off_because = case when $5::boolean then coalesce(off_because, 'asked') end,
              failing_since = case when $7::boolean then null else failing_since end
        where id = $1`,
      // Switched on again, or at another address, it has five days anew.
      [
        id,
        name ?? row.name,
        url ?? row.url,
        events ?? row.events,
        isOff,
        needs.clock(),
        isOn === true || url !== undefined,
      ],
    )
  })
}

export const createEndpoints = (needs: EndpointNeeds) => {
  const { db, clock } = needs
  const list = async (asking: Asking, id: string | null = null): Promise<WebhookEndpoint[]> => {
    const rows = await findRows(db, asking, id)
    const secrets = await openSecrets(
      db,
      rows.map((row) => row.id),
      clock(),
    )
    return rows.map((row) => toView(row, secrets))
  }
  /** Throws no-such-endpoint. */
  const find = async (asking: Asking, id: string): Promise<WebhookEndpoint> => {
    const [endpoint] = await list(asking, id)
    if (!endpoint) throw noSuchEndpoint()
    return endpoint
  }
  return {
    list: (asking: Asking) => list(asking),
    find,
    /** Throws callback-refused, too-many-endpoints, id-taken. */
    make: async (asking: Asking, id: string, given: GivenEndpoint) => {
      const secret = await make(needs, asking, id, given)
      return { endpoint: await find(asking, id), secret }
    },
    /** Throws no-such-endpoint, too-many-secrets, id-taken. */
    rotate: async (asking: Asking, id: string, secretId: string, overlapHours: number) => {
      const secret = await rotate(needs, asking, id, secretId, overlapHours)
      return { endpoint: await find(asking, id), secret }
    },
    /** Throws no-such-endpoint, callback-refused. */
    change: async (asking: Asking, id: string, wanted: EndpointChange) => {
      await change(needs, asking, id, wanted)
      return find(asking, id)
    },
    /** Throws no-such-endpoint. */
    remove: (asking: Asking, id: string): Promise<void> =>
      db.transaction(async (tx) => {
        await lockEndpoint(tx, asking, id)
        await tx.query('update notifications.webhook_endpoint set removed_at = $2 where id = $1', [id, clock()])
        await tx.query(
          "update notifications.webhook_delivery set state = 'given-up' where endpoint = $1 and state = 'waiting'",
          [id],
        )
      }),
  }
}

export type Endpoints = ReturnType<typeof createEndpoints>
