/** A whole bank on its own database: the clock stands where the test puts it, randomness comes from a seed. */

import { createHash } from 'node:crypto'
import type { InjectOptions } from 'fastify'
import type { LogKeeping } from '#modules/audit'
import { type FraudModel, featureNames, readShippedModel, type TrainingSize } from '#modules/fraud'
import { houseAccount, transferCode } from '#modules/ledger'
import type { LockerParts } from '#modules/locker'
import type { CallbackOptions } from '#platform/callback'
import { type Connection, openDatabase } from '#platform/database'
import { createDevOutbox } from '#platform/dev-outbox'
import { uuidv7 } from '#platform/id'
import { type CurrencyCode, currencies } from '#platform/money'
import { secretKeeper } from '#platform/sealing'
import type { Clock } from '#platform/time'
import { createAuthenticator } from '#testing/authenticator'
import { testDatabase } from '#testing/cluster'
import { memoryStore, testEyes } from '#testing/locker'
import { browserHeaders } from '#testing/page-token'
import { type Bank, createBank } from '../app.ts'

/** Why staff look at people, where a test is about something else. */
const usualReason = 'customer-asked;At%20the%20counter'

export const password = 'a horse in the rain'

/** Random bytes that a seed repeats. */
export const seededBytes = (seed: number) => {
  let drawn = 0
  return (count: number): Uint8Array => {
    const blocks = Array.from({ length: Math.ceil(count / 32) }, () =>
      createHash('sha256').update(`${seed} ${drawn++}`).digest(),
    )
    return Buffer.concat(blocks).subarray(0, count)
  }
}

/** The shipped model, but for its opinion: a payment's probability is what the test says of its share of the balance. */
const judgingBy = (shipped: FraudModel, probability: (shareOfBalance: number) => number): FraudModel => ({
  ...shipped,
  policy: { challenge: 0.5, review: 0.7, block: 0.9 },
  score: (features) => Math.max(-20, Math.min(20, logit(probability(features[shareOfBalance])))),
  probabilityOf: (score) => 1 / (1 + Math.exp(-score)),
})

const logit = (probability: number) => Math.log(probability / (1 - probability))
const shareOfBalance = featureNames.indexOf('balance-share')

/** Enough to be a model, and made in a second or two. */
const smallTraining: TrainingSize = {
  generated: { seed: 5, worlds: 2, customers: 60, startMs: Date.UTC(2026, 0, 1) },
  trees: 4,
  epochs: 1,
}

export interface TestBankOptions {
  readonly seed?: number
  /** Probability of fraud by the share of the balance that a payment takes; unset, no payment is suspicious. */
  readonly probability?: (shareOfBalance: number) => number
  /** A clock that goes, for a browser has one of its own. Unset, time stands still until `pass`. */
  readonly clock?: Clock
  /** Puts something between the bank and its database. */
  readonly reach?: (connection: Connection) => Promise<Connection>
  /** The model that ships, with its own policy. */
  readonly isShippedModel?: boolean
  /** Hours after which a raised limit holds; a day where it is not said. */
  readonly limitRaiseHours?: number
  /** How addresses are called that others have given; only those of the open internet where it is not said. */
  readonly callbacks?: CallbackOptions
  /** Who else holds the log; nobody where it is not said. */
  readonly keeping?: LogKeeping
  /** Whether faces can be seen; true where it is not said. */
  readonly canSee?: boolean
  /** Parts of the locker in place of those of tests. */
  readonly lockerParts?: Partial<LockerParts>
  /** Whether the password signs what two people decide, as in the demo; true where it is not said. */
  readonly passwordSigns?: boolean
}

/** Someone signed in, or a service client. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly headers: Readonly<Record<string, string>>
}

export interface Holder extends Person {
  readonly product: string
  readonly number: string
}

export const testBank = async (options: TestBankOptions = {}) => {
  const connection = await testDatabase()
  const reached = (await options.reach?.(connection)) ?? connection
  const db = openDatabase(reached, 12)
  const laneDb = openDatabase(reached, 2, { isPipelined: true })
  const randomBytes = seededBytes(options.seed ?? 1)
  let nowMs = Date.UTC(2026, 2, 2, 9)
  const clock = options.clock ?? (() => new Date(nowMs))
  const outbox = createDevOutbox(clock)
  const shipped = await readShippedModel()
  const model = options.isShippedModel ? shipped : judgingBy(shipped, options.probability ?? (() => 0.01))
  const { eyes, told: eyesTold } = testEyes()
  const pictures = memoryStore()
  const lockerParts = {
    eyes,
    canSee: () => options.canSee ?? true,
    hasPassiveModel: true,
    kioskLocks: [],
    pictures,
    ...options.lockerParts,
  }
  const origins = ['http://localhost:3000']
  const secret = 'a secret of a test, quite long enough'
  const openServer = (bytes: typeof randomBytes): Promise<Bank> =>
    createBank({
      db,
      laneDb,
      clock,
      randomBytes: bytes,
      secret,
      keeper: secretKeeper(secret, bytes),
      keeping: options.keeping,
      isSecure: false,
      passwordSigns: options.passwordSigns ?? true,
      origins,
      trustedProxies: [],
      limitRaiseHours: options.limitRaiseHours ?? 24,
      entry: { ways: outbox.ways, hasOutbox: true, allowsQuickRegistration: true, asksForDevice: false },
      callbacks: options.callbacks,
      lockerParts,
      model,
      trainingSize: smallTraining,
      log: false,
      checksAnswers: true,
    })
  const bank = await openServer(randomBytes)
  const newId = () => uuidv7(clock().getTime(), randomBytes(10))

  const ask = async (person: Person | null, method: InjectOptions['method'], url: string, body?: object) => {
    const answer = await bank.http.server.inject({
      method,
      url,
      headers: { ...person?.headers },
      ...(body === undefined ? {} : { payload: body }),
    })
    const json = answer.body === '' ? undefined : answer.json()
    return { status: answer.statusCode, body: json, code: json?.code as string | undefined, headers: answer.headers }
  }

  const signIn = async (id: string, name: string, email: string): Promise<Person> => {
    const answer = await bank.http.server.inject({ method: 'POST', url: '/v1/sessions', payload: { email, password } })
    const cookie = answer.headers['set-cookie']?.toString().split(';')[0] ?? ''
    return { id, name, headers: { ...browserHeaders(cookie), 'x-reason': usualReason } }
  }

  const person = async (
    role: 'customer' | 'teller' | 'analyst' | 'compliance' | 'administrator',
    name: string,
  ): Promise<Person> => {
    const made = {
      id: newId(),
      name,
      email: `${name.toLowerCase()}@bank.test`,
      language: 'en',
      password,
      at: clock(),
    } as const
    await db.transaction((tx) =>
      role === 'customer' ? bank.identity.createPerson(tx, made) : bank.identity.createStaff(tx, { ...made, role }),
    )
    return signIn(made.id, name, made.email)
  }

  /** Money out of nowhere but the books' own: from the opening-balances account. */
  const fund = async (product: string, minor: bigint, currency: CurrencyCode = 'INR') => {
    if (minor === 0n) return
    const { ledger } = currencies[currency]
    const debit = houseAccount('opening', currency)
    const transfer = {
      id: newId(),
      debit,
      credit: product,
      amount: minor,
      ledger,
      code: transferCode.opening,
      bookedAt: clock(),
    }
    const [result] = await bank.ledger.createTransfers(db, [{ kind: 'posted', ...transfer }])
    if (result !== 'ok') throw new Error(`funding was answered ${result}`)
  }

  /** A customer with one current account that holds so much. */
  const holder = async (name: string, minor = 0n, currency: CurrencyCode = 'INR'): Promise<Holder> => {
    const customer = await person('customer', name)
    const row = await bank.products.open({
      id: newId(),
      owner: customer.id,
      kind: 'current',
      currency,
      name: 'Everyday',
      openedAt: clock(),
    })
    await fund(row.id, minor, currency)
    return { ...customer, product: row.id, number: row.number }
  }

  /** Adds a passkey, proved with the password; answers the device that keeps it. */
  const givePasskey = async (who: Person, device = createAuthenticator()) => {
    const begun = await ask(who, 'POST', '/v1/me/passkey-registrations', { proof: { password } })
    const body = { name: 'Blue key', credential: device.make(begun.body.options) }
    await ask(who, 'PUT', `/v1/me/passkeys/${begun.body.id}`, body)
    return device
  }

  const service = async (
    ...scopes: Parameters<Bank['identity']['createServiceClientWithKey']>[2][number][]
  ): Promise<Person> => {
    const key = `bsk_${Buffer.from(randomBytes(32)).toString('base64url')}`
    const id = newId()
    await bank.identity.createServiceClientWithKey(id, 'a program', scopes, key)
    return { id, name: 'a program', headers: { authorization: `Bearer ${key}` } }
  }

  const balance = async (product: string) => (await bank.ledger.balances([product])).get(product)?.balance

  return {
    ...bank,
    clock,
    /** What the locker's eyes are told to see, and the pictures that it keeps. */
    eyes: eyesTold,
    pictures,
    /** Its database and its secret, for processes beside it. */
    connection,
    secret,
    /** Mail and text messages that were delivered. */
    outbox,
    /** Where its pages are; a test that listens adds its address. */
    origins,
    newId,
    ask,
    person,
    holder,
    givePasskey,
    service,
    fund,
    balance,
    /** Another server on the same database. */
    openSecond: () => openServer(seededBytes((options.seed ?? 1) + 1)),
    /** Lets time pass. */
    pass: (ms: number) => {
      nowMs += ms
    },
    /** Sends money, by the path that customers use. */
    send: (from: Holder, to: Holder, minor: bigint, id = newId(), currency: CurrencyCode = 'INR') =>
      ask(from, 'PUT', `/v1/payments/${id}`, {
        kind: 'send',
        from: from.product,
        to: to.number,
        amount: { currency, minor: minor.toString() },
      }),
    [Symbol.asyncDispose]: async () => {
      await bank.http.server.close()
      await bank.fraud.models.training.stop()
      await bank.lane.drain()
      await Promise.all([laneDb.close(), db.close()])
    },
  }
}

export type TestBank = Awaited<ReturnType<typeof testBank>>
