/** The composition root: builds every module in order. Nothing else constructs one. */
import { createHmac, randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import {
  type CheckedLog,
  createAudit,
  type LogKeeping,
  sealedLogFields,
  type VerifyLogOptions,
  verifyElsewhere,
  verifyOwn,
} from '#modules/audit'
import {
  createFoldThread,
  createFraud,
  decisionLeaves,
  decisionRows,
  entitiesWithin,
  type FoldThread,
  type FraudModel,
  readShippedModel,
  type TrainingProgress,
  type TrainingSize,
} from '#modules/fraud'
import {
  createIdentity,
  sealedFields as fieldsOfIdentity,
  hashedFields as hashedOfIdentity,
  type IdentityOptions,
} from '#modules/identity'
import { createLedger, createPeriods } from '#modules/ledger'
import { createLocker, sealedFields as fieldsOfLocker, type LockerParts } from '#modules/locker'
import {
  createNotifications,
  sealedFields as fieldsOfNotifications,
  hashedFields as hashedOfNotifications,
} from '#modules/notifications'
import {
  type AbroadSettings,
  createPaymentLane,
  createPayments,
  type PaymentStage,
  sealedCodeFields,
} from '#modules/payments'
import { createProducts } from '#modules/products'
import { type CallbackOptions, createCallbacks } from '#platform/callback'
import type { Config } from '#platform/config'
import { type Connection, type Database, openDatabase } from '#platform/database'
import { addDevOutbox } from '#platform/dev-outbox'
import { createFlood, guardFlood } from '#platform/flood'
import { createHttp } from '#platform/http'
import { type RandomBytes, uuidv7 } from '#platform/id'
import { checkInstallation } from '#platform/installation'
import { createLog, type Log } from '#platform/log'
import { memoryBytes } from '#platform/memory'
import { addHealth, addMetrics } from '#platform/metrics'
import { migrate, readSteps } from '#platform/migrate'
import { addOpenApi } from '#platform/openapi'
import { PlainError } from '#platform/plain-errors'
import type { Progress } from '#platform/progress'
import { addReference } from '#platform/reference'
import {
  createKeepers,
  createSealing,
  type KeyKeeper,
  type RotationNews,
  rotateKeys,
  secretKeeper,
} from '#platform/sealing'
import type { Secrets } from '#platform/secrets'
import { type Stages, untimed } from '#platform/stages'
import type { Clock } from '#platform/time'
import { readTlsPair, type TlsPair } from '#platform/tls'
import { addWebFiles } from '#platform/web-files'
import type { Proof } from '#wire/ledger'
import { seedDemo } from './demo/seed.ts'
import { hearDeed, hearPeople } from './fraud-hears.ts'
import { addGauges, startJobs } from './jobs.ts'
import { blindLocker, openLockerParts } from './locker-needs.ts'
import { readLogKeeping, settingsOf } from './log-keeping.ts'
import { checkNoteBy, tellPeople } from './notifications-hear.ts'
import { openWays } from './ways.ts'

/** Modules that have tables, lowest first. */
export const modulesWithTables = [
  'audit',
  'identity',
  'ledger',
  'products',
  'notifications',
  'fraud',
  'payments',
  'locker',
]

const modulesFolder = new URL('./modules/', import.meta.url)

/** Brings a database to the version of this code; answers how many steps that took. */
export const migrateBank = (db: Database): Promise<number> => migrate(db, modulesFolder, modulesWithTables)

/** Proves the books of a database from their transfers alone; no bank need run on it. */
export const proveBank = (db: Database, clock: Clock, progress?: Progress): Promise<Proof> =>
  createLedger(db, clock).prove(progress)

/** Verifies the log of a database, and every row that it speaks of; no bank need run on it. */
export const verifyBank = (db: Database, clock: Clock, options: VerifyLogOptions = {}): Promise<CheckedLog> => {
  const readers = [
    { kind: 'transfer', rows: createLedger(db, clock).leaves },
    { kind: 'decision', rows: () => decisionLeaves(db) },
  ]
  return verifyOwn(db, readers, options)
}

export { readAuthorities } from './log-keeping.ts'

/** The same, and against every place that holds a checkpoint. Throws where one cannot be reached. */
export const verifyBankEverywhere = async (db: Database, clock: Clock, config: Config): Promise<CheckedLog> => {
  const keeping = await readLogKeeping(config)
  const random: RandomBytes = (count) => randomBytes(count)
  const { claims, faults } = await verifyElsewhere(db, keeping.anchors, { ...keeping, randomBytes: random })
  const log = await verifyBank(db, clock, { ...keeping, witnesses: [], claims })
  return { ...log, faults: [...log.faults, ...faults] }
}

/** Gives the log new signing keys; the bank may run meanwhile. */
export const rotateKeysOfLog = async (
  db: Database,
  clock: Clock,
  { config, secrets }: Pick<AppOptions, 'config' | 'secrets'>,
): Promise<boolean> => {
  await migrateBank(db)
  const random: RandomBytes = (count) => randomBytes(count)
  const sealing = createSealing({ db, randomBytes: random, keeper: createKeepers(config, secrets, random).keeper })
  await sealing.refresh()
  const audit = createAudit({ db, clock, randomBytes: random, sealing, origin: config.origin })
  await audit.open()
  return audit.rotateKeys()
}

/** The book and its log alone, for who shows what becomes of them. */
export const openBooks = async (db: Database, clock: Clock, secret: string) => {
  const random: RandomBytes = (count) => randomBytes(count)
  const sealing = createSealing({ db, randomBytes: random, keeper: secretKeeper(secret, random) })
  await sealing.refresh()
  const audit = createAudit({ db, clock, randomBytes: random, sealing, origin: 'http://localhost' })
  await audit.open()
  const verify = (options?: VerifyLogOptions) => verifyBank(db, clock, options)
  return { db, audit, ledger: createLedger(db, clock), verify }
}

export type Books = Awaited<ReturnType<typeof openBooks>>

/** The migrations of this version, which a backup is compared with. */
export const readBankSteps = () => readSteps(modulesFolder, modulesWithTables)

/** Throws PlainError with the first offender where the books of a database are not right. */
export const assertProved = async (db: Database, clock: Clock): Promise<Proof> => {
  const proof = await proveBank(db, clock)
  if (proof.breach)
    throw new PlainError(
      `The books are not right, so nothing was restored. Broken: ${proof.breach.rule}; first offender ${proof.breach.offender}: ${proof.breach.detail}`,
    )
  return proof
}

/** Makes a member of staff; answers false where the email is taken. No bank need run on the database. */
export const employ = async (
  db: Database,
  clock: Clock,
  { secret, origin, keeper }: { readonly secret: string; readonly origin: string; readonly keeper: KeyKeeper },
  person: NewStaff,
): Promise<boolean> => {
  await migrateBank(db)
  const random: RandomBytes = (count) => randomBytes(count)
  const sealing = createSealing({ db, randomBytes: random, keeper })
  await sealing.refresh()
  const identity = createIdentity({
    db,
    clock,
    randomBytes: random,
    sealing,
    secret,
    isSecure: true,
    origins: [origin],
  })
  const made = { ...person, id: uuidv7(clock().getTime(), random(10)), language: 'en', at: clock() } as const
  return db.transaction((tx) => identity.createStaff(tx, made))
}

/** Trains the bank's model and registers it as challenger, as the schedule does; a bank may run on the database meanwhile. */
export const trainBank = async (
  db: Database,
  clock: Clock,
  stopping: AbortSignal,
  onProgress: (news: TrainingProgress) => void,
) => {
  await migrateBank(db)
  const { models } = createFraud({ db, clock, model: await readShippedModel() })
  await models.open()
  const id = uuidv7(clock().getTime(), randomBytes(10))
  await models.training.start({ id, cause: 'command', person: null }, onProgress)
  stopping.addEventListener('abort', () => models.training.abort(id))
  const training = await models.training.ended(id)
  return { training, model: (await models.find()).find(({ version }) => version === training.model) }
}

/** Wraps the data keys anew, makes new ones, and seals and hashes every personal field under them; the bank may run meanwhile. */
export const rotateBankKeys = async (
  db: Database,
  { config, secrets }: Pick<AppOptions, 'config' | 'secrets'>,
  onProgress: (news: RotationNews) => void,
  signal: AbortSignal,
  patienceMs?: number,
) => {
  await migrateBank(db)
  const random: RandomBytes = (count) => randomBytes(count)
  const { keeper, file } = createKeepers(config, secrets, random)
  await file?.rotate()
  const fields = [
    ...sealedLogFields,
    ...fieldsOfIdentity,
    ...fieldsOfNotifications,
    ...sealedCodeFields,
    ...fieldsOfLocker,
  ]
  const hashed = [...hashedOfIdentity, ...hashedOfNotifications]
  const rotation = await rotateKeys({ db, randomBytes: random, keeper, fields, hashed, onProgress, signal, patienceMs })
  return { ...rotation, keeper: keeper.name }
}

export interface NewStaff {
  readonly name: string
  readonly email: string
  readonly role: 'teller' | 'analyst' | 'compliance' | 'administrator'
  readonly password: string
}

/** Chance that nobody can foretell without the bank's secret, and that all its processes share. */
const drawBy = (secret: string) => (about: string) =>
  createHmac('sha256', secret).update(`exploration ${about}`).digest().readUInt32BE() / 2 ** 32

export interface BankNeeds {
  readonly db: Database
  /** Pipelined connections, two or more, for payments alone. */
  readonly laneDb: Database
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  readonly secret: string
  /** Keeps the key under which the keys of sealed data are wrapped. */
  readonly keeper: KeyKeeper
  /** Who else holds the log; nobody where omitted. */
  readonly keeping?: LogKeeping
  readonly isSecure: boolean
  /** Whether the password signs what two people decide, for who has no passkey: in the demo. */
  readonly passwordSigns?: boolean
  readonly origins: readonly string[]
  readonly limitRaiseHours: number
  readonly trustedProxies: readonly string[]
  /** How people come in who have no way in yet. */
  readonly entry?: Pick<
    IdentityOptions,
    'ways' | 'hasOutbox' | 'allowsQuickRegistration' | 'recoveryWaitHours' | 'asksForDevice'
  >
  /** The eyes of the locker and the store of its pictures; where omitted faces are not seen and pictures wait. */
  readonly lockerParts?: LockerParts
  readonly model: FraudModel
  readonly trainingSize?: TrainingSize
  /** Accounts and other entities that fraud's memory holds; 40,000 where omitted. */
  readonly mostEntities?: number
  /** Folds fraud's memory; in the payments' own thread where omitted. */
  readonly foldThread?: FoldThread
  /** Requests of nobody that one address may make in a minute; as many as they like where omitted. */
  readonly anonymousPerMinute?: number
  /** How addresses are called that others have given; as is safe where omitted. */
  readonly callbacks?: CallbackOptions
  /** Where reference rates come from, who our correspondent is, and how the bank is called there. */
  readonly abroad?: AbroadSettings
  /** Speaks TLS with this certificate. */
  readonly tls?: TlsPair
  /** Told how long each stage of a payment takes. */
  readonly stages?: Stages<PaymentStage>
  readonly log: Log | false
  readonly checksAnswers?: boolean
}

/** Every module, wired, over a migrated database. */
export const createBank = async ({
  db,
  laneDb,
  clock,
  randomBytes,
  secret,
  keeper,
  keeping,
  isSecure,
  passwordSigns = false,
  origins,
  trustedProxies,
  limitRaiseHours,
  entry,
  lockerParts = blindLocker,
  model,
  trainingSize,
  mostEntities,
  foldThread,
  anonymousPerMinute = Number.POSITIVE_INFINITY,
  callbacks,
  abroad,
  tls,
  stages = untimed,
  log,
  checksAnswers,
}: BankNeeds) => {
  const onUndelivered = (error: unknown) => log !== false && log.warn({ err: error }, 'a message waits')
  const sealing = createSealing({ db, randomBytes, keeper })
  const people = { db, clock, randomBytes, sealing, secret, isSecure, origins, onUndelivered, passwordSigns, ...entry }
  const audit = createAudit({ db, clock, randomBytes, sealing, origin: origins[0] ?? 'http://localhost', keeping })
  const identity = createIdentity(people)
  const ledger = createLedger(db, clock)
  const periods = createPeriods({ db, clock, namesOf: identity.names, approvals: identity.approvals })
  const products = createProducts({ db, ledger, identity, clock, randomBytes, limitRaiseHours })
  const calls = createCallbacks(callbacks)
  const notifications = createNotifications({
    db,
    clock,
    randomBytes,
    sealing,
    identity,
    callbacks: calls,
    origin: origins[0],
  })
  const onFailure = (error: unknown) =>
    log !== false && log.error({ err: error }, 'a payment or an event could not be taken in')
  const fraud = createFraud({
    db,
    clock,
    model,
    onFailure,
    mostEntities,
    namesOf: identity.names,
    ownersOf: products.byIds,
    analysts: () => identity.peopleOfRole('analyst'),
    trainingSize,
    foldThread,
    draw: drawBy(secret),
    approvals: identity.approvals,
    readings: identity.readings,
  })
  audit.nameStaffBy(identity.staffOf)
  audit.readRowsBy('transfer', { byId: ledger.leafOf, between: ledger.leavesBetween })
  audit.readRowsBy('decision', decisionRows(db))
  const hear = hearDeed(fraud, identity.originOf, onFailure)
  identity.subscribe(hearPeople(fraud, onFailure))
  identity.subscribe(tellPeople(db, notifications, onFailure))
  products.limits.subscribe(hear('limitChanged'))
  notifications.checkNotesBy(checkNoteBy(fraud))
  const firstTicket = new DataView(randomBytes(8).slice().buffer).getBigInt64(0)
  const lane = createPaymentLane(
    laneDb,
    { fraud, limits: products.limits, halts: products.halts, notifications },
    { batch: 1024, waiting: 8192, inFlight: 2 },
    firstTicket,
  )
  const payments = createPayments({
    db,
    audit,
    identity,
    ledger,
    products,
    fraud,
    lane,
    clock,
    randomBytes,
    stages,
    sealing,
    notePayee: hear('payeeAdded'),
    tell: notifications.tell,
    abroad: { secret, callbacks: calls, ...abroad },
  })

  const locker = createLocker({
    ...{ db, clock, randomBytes, secret, sealing, audit, identity, notifications, onFailure },
    ...lockerParts,
    origin: origins[0] ?? 'http://localhost',
    origins,
  })
  const flood = createFlood({ db, clock, secret, perMinute: anonymousPerMinute })
  await flood.prepare()
  const makeRequestId = () => uuidv7(clock().getTime(), randomBytes(10))
  const http = createHttp({
    log,
    authenticate: guardFlood(flood, (request) =>
      locker.comesAsKiosk(request)
        ? locker.authenticate(request)
        : stages.time('session', () => identity.authenticate(request)),
    ),
    makeRequestId,
    origins,
    trustedProxies,
    isSecure,
    tls,
    checksAnswers,
  })
  for (const module of [audit, identity, ledger, periods, products, notifications, fraud, payments, locker])
    module.routes(http)

  await sealing.refresh()
  await audit.open()
  await identity.open()
  await ledger.open()
  await fraud.models.open()
  await fraud.refresh()
  await fraud.rebuild()
  return {
    db,
    sealing,
    flood,
    audit,
    identity,
    ledger,
    periods,
    products,
    notifications,
    fraud,
    lane,
    payments,
    locker,
    http,
  }
}

export type Bank = Awaited<ReturnType<typeof createBank>>

export interface AppOptions {
  readonly config: Config
  readonly secrets: Secrets
  readonly connection: Connection
  readonly clock: Clock
  readonly progress: Progress
}

/** The whole bank, ready to listen. */
export interface App {
  /** Opens the port; the answer is the address to print. */
  listen(): Promise<string>
  /** Takes nothing new, answers what has been asked, and lets go of the database. */
  close(): Promise<void>
  /** What a person should know once it runs: addresses of the apps, demo sign-ins. */
  readonly welcome: string[]
  /** Reads the certificate again at once, where the bank speaks TLS itself. */
  readonly readCertificate: (() => void) | undefined
}

/** The service client that commands such as replay call with; its id is fixed, its key is a secret of the installation. */
const commandClient = '00000000-0000-8000-8000-0000636f6d6d'

const registerCommands = (bank: Bank, key: string): Promise<unknown> => {
  const scopes = ['products:import', 'cards:pay', 'labels:write', 'books:prove'] as const
  return bank.identity.createServiceClientWithKey(commandClient, 'Commands of this installation', scopes, key)
}

/** Builds the bank on its database: tables, modules, paths, and in demo mode its people and their history. */
export const createApp = async ({ config, secrets, connection, clock, progress }: AppOptions): Promise<App> => {
  const db = openDatabase(connection, 16)
  const laneDb = openDatabase(connection, 2, { isPipelined: true })
  const random: RandomBytes = (count) => randomBytes(count)
  await progress.step('Preparing the tables', () => migrateBank(db))
  await checkInstallation(db, config.mode, secrets.bankSecret)
  const log = createLog({ level: config.logLevel })
  const foldThread = createFoldThread(connection)
  const { ways, outbox, close: closeWays } = openWays(config, secrets, clock, log)
  const tls = config.tls && (await readTlsPair(config.tls))
  const lockerParts = openLockerParts(config, secrets, clock)
  const bank = await createBank({
    db,
    laneDb,
    clock,
    lockerParts,
    randomBytes: random,
    secret: secrets.bankSecret,
    keeper: createKeepers(config, secrets, random).keeper,
    keeping: await readLogKeeping(config),
    isSecure: config.hasSecureCookies,
    passwordSigns: config.mode === 'demo',
    origins: [config.origin],
    trustedProxies: config.trustedProxies,
    limitRaiseHours: config.limitRaiseHours,
    entry: {
      ways,
      hasOutbox: outbox !== undefined,
      allowsQuickRegistration: config.mode === 'demo',
      recoveryWaitHours: config.recoveryWaitHours,
    },
    model: await readShippedModel(),
    mostEntities: entitiesWithin(memoryBytes()),
    foldThread,
    anonymousPerMinute: 1200,
    callbacks: { allowsPrivate: config.allowsPrivateCallbacks },
    abroad: config,
    tls,
    log,
  })
  await progress.step('Sealing personal data', (report) => bank.identity.sealOld(report))
  if (secrets.serviceKey) await registerCommands(bank, secrets.serviceKey)
  await bank.audit.noteConfiguration(settingsOf(config))
  const signIns = config.mode === 'demo' ? await seedDemo(bank, clock, progress) : []

  const { jobs, released, readCertificate } = startJobs(bank, config, log, tls)
  let isStopping = false
  addHealth(bank.http, async () => !isStopping && (await db.query('select 1')).length === 1)
  addGauges(bank, addMetrics(bank.http, { token: secrets.metricsToken }), released)
  if (outbox) addDevOutbox(bank.http, outbox)
  addOpenApi(bank.http)
  addReference(bank.http)

  return {
    welcome: signIns,
    readCertificate,
    listen: async () => {
      const pages = fileURLToPath(new URL('../dist/web', import.meta.url))
      await addWebFiles(bank.http, pages, random, lockerParts.kioskLocks)
      return bank.http.server.listen({ port: config.port, host: config.host })
    },
    close: async () => {
      isStopping = true
      const stopped = [...jobs.map((job) => job.stop()), bank.ledger.proofs.stop(), bank.fraud.rules.backTests.stop()]
      await bank.http.server.close()
      await bank.lane.drain()
      await foldThread.close()
      await Promise.all(stopped)
      closeWays()
      await lockerParts.eyes.close()
      await Promise.all([laneDb.close(), db.close()])
    },
  }
}
