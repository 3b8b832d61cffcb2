/** PostgreSQL as the house sees it: text, values, rows. Every statement is prepared once a connection. */
import pg from 'pg'
import { copyIn, copyOut } from './database/copy.ts'
import { corkForThisTurn } from './database/pipeline.ts'
import { openQuick } from './database/quick.ts'
import { applicationName } from './old-servers.ts'
import { minuteMs } from './time.ts'

export interface Query {
  /** Runs one statement. bigint columns arrive as bigint, timestamptz as Date. */
  query<Row extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>
}

/** A transaction; it ends with the function that was given it. */
export interface Tx extends Query {
  readonly isTransaction: true
  /** Statements that are sent before the one ahead is answered share a trip; otherwise each waits its turn. */
  readonly isPipelined: boolean
  /** Runs a statement whose answer nobody needs, so that it leaves together with the commit. Where it fails, the transaction does. */
  send(text: string, values?: readonly unknown[]): void
  /** Runs several statements without values, as a migration file holds them. */
  script(text: string): Promise<void>
  /** Runs a COPY … TO STDOUT: its bytes, some 64 KiB at a time. Whoever stops early loses the connection. */
  copyOut(text: string): AsyncGenerator<Buffer>
  /** Runs a COPY … FROM STDIN over these bytes, cut anywhere, and answers how many rows they were. */
  copyIn(text: string, chunks: AsyncIterable<Uint8Array>): Promise<number>
}

/** One instant of the database, to be read only. It keeps a connection until it is disposed of. */
export interface Snapshot extends Query, AsyncDisposable {
  /** Rows of a large answer in order, so many at a time. Several can be read in turns. */
  rows<Row extends object>(text: string, values: readonly unknown[], rowsAtOnce: number): AsyncGenerator<Row[]>
}

export interface Database extends Query {
  /** For short reads by key that come again and again: they share connections, so a long one would hold up all others. */
  readonly quick: Query
  /** Runs the work in one transaction: committed when it answers, rolled back when it throws. */
  transaction<Answer>(work: (tx: Tx) => Promise<Answer>): Promise<Answer>
  /** Rows of a large answer in order, so many at a time, from one snapshot. */
  stream<Row extends object>(text: string, values: readonly unknown[], rowsAtOnce: number): AsyncGenerator<Row[]>
  snapshot(): Promise<Snapshot>
  close(): Promise<void>
}

export interface Connection {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
  readonly ssl?: boolean
}

const parsers = new Map<number, (text: string) => unknown>([[pg.types.builtins.INT8, BigInt]])
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    parsers.get(oid) ?? pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
}

/**
 * A connection costs 25 ms to open and plans each statement anew. Let go of after seconds, all of them would be missing whenever fifty
 * people come after a quiet minute.
 */
const longestIdleMs = 10 * minuteMs

const names = new Map<string, string>()

/** One name for each text, so that the server plans it once a connection. */
const nameOf = (text: string): string => {
  const known = names.get(text)
  if (known) return known
  const name = `s${names.size}`
  names.set(text, name)
  return name
}

const statementOf = (text: string, values: readonly unknown[]) => ({
  name: nameOf(text),
  text,
  values: values as unknown[],
})

const run = async <Row>(client: pg.Pool | pg.PoolClient, text: string, values: readonly unknown[]): Promise<Row[]> => {
  const answer = await client.query(statementOf(text, values))
  return answer.rows as Row[]
}

/** What a transaction sends without waiting for it, and what broke its connection. */
interface Under {
  readonly sent: Promise<unknown>[]
  broken?: Error
}

const transactionOn = (client: pg.PoolClient, isPipelined: boolean, under: Under): Tx => {
  const runHere = async <Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]> => {
    if (isPipelined) corkForThisTurn(client)
    try {
      return await run<Row>(client, text, values)
    } catch (error) {
      // Whatever the server did not say leaves the driver and it at odds about this connection.
      if (!isSqlError(error)) under.broken = error as Error
      throw error
    }
  }
  return {
    isTransaction: true,
    isPipelined,
    query: async (text, values = []) => {
      if (!isPipelined) await under.sent.at(-1)?.catch(() => {})
      return runHere(text, values)
    },
    send: (text, values = []) => {
      const ahead = isPipelined ? undefined : under.sent.at(-1)
      const sending = ahead ? ahead.then(() => runHere(text, values)) : runHere(text, values)
      // It is heard with the commit.
      sending.catch(() => {})
      under.sent.push(sending)
    },
    script: async (text) => {
      await client.query(text)
    },
    copyOut: (text) => copyOut(client, text),
    copyIn: (text, chunks) => copyIn(client, text, chunks),
  }
}

async function* readCursor<Row extends object>(client: pg.PoolClient, name: string, rowsAtOnce: number) {
  // The server reads the next rows while the caller works on these.
  const fetch = () => client.query(`fetch ${rowsAtOnce} from ${name}`)
  let coming = fetch()
  try {
    while (true) {
      const { rows } = await coming
      if (rows.length === 0) return
      coming = fetch()
      yield rows as Row[]
    }
  } finally {
    // A caller that stops early leaves a fetch under way; whether it fails no longer matters to anybody.
    await coming.catch(() => {})
  }
}

const snapshotOn = (client: pg.PoolClient): Snapshot => {
  let cursors = 0
  return {
    query: (text, values = []) => run(client, text, values),
    async *rows<Row extends object>(text: string, values: readonly unknown[], rowsAtOnce: number) {
      const name = `pages${cursors++}`
      await client.query({ text: `declare ${name} no scroll cursor for ${text}`, values: values as unknown[] })
      yield* readCursor<Row>(client, name, rowsAtOnce)
    },
    [Symbol.asyncDispose]: async () => {
      let broken: Error | undefined
      await client.query('rollback').catch((failure: Error) => {
        broken = failure
      })
      client.release(broken)
    },
  }
}

// Statements that find rows by their keys are planned once, perhaps while a table is still small enough to be read whole; that plan
// would be kept while it grows, until somebody counts its rows again.
const byKey = { options: '-c enable_seqscan=off' }
// A read by keys has nothing to gain from joining the whole of anything, either.
const byKeyAlone = { options: `${byKey.options} -c enable_hashjoin=off -c enable_mergejoin=off` }

/**
 * Opens a pool. It connects at the first statement; `connections` bounds it. Pipelined, statements of a transaction go out without
 * waiting for those ahead of them; streams and COPY have no place there.
 */
export const openDatabase = (
  connection: Connection,
  connections: number,
  { isPipelined = false }: { readonly isPipelined?: boolean } = {},
): Database => {
  const config = { ...connection, types, application_name: applicationName }
  const pool = new pg.Pool({
    ...config,
    ...(isPipelined && byKey),
    max: connections,
    idleTimeoutMillis: longestIdleMs,
    pipeline: isPipelined,
  })
  const quick = openQuick({ ...config, ...byKeyAlone })
  // A connection may break at any time, idle or between two statements of a transaction. The next statement on it fails and
  // tells its caller; an event that nobody hears would end the whole process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))

  const transaction = async <Answer>(work: (tx: Tx) => Promise<Answer>): Promise<Answer> => {
    const client = await pool.connect()
    const under: Under = { sent: [] }
    try {
      if (isPipelined) corkForThisTurn(client)
      const begun = client.query('begin')
      begun.catch(() => {})
      if (isPipelined) under.sent.push(begun)
      else await begun
      const answer = await work(transactionOn(client, isPipelined, under))
      await (isPipelined ? leave(under.sent) : allOf(under.sent))
      // Where a statement failed there, the server takes this for a rollback.
      await allOf([...under.sent, client.query('commit')])
      return answer
    } catch (error) {
      // After a failed rollback nobody knows what the connection is in the middle of, so it is thrown away.
      await client.query('rollback').catch((failure: Error) => {
        under.broken = failure
      })
      throw error
    } finally {
      client.release(under.broken)
    }
  }

  const snapshot = async (): Promise<Snapshot> => {
    const client = await pool.connect()
    try {
      await client.query('begin isolation level repeatable read read only')
      return snapshotOn(client)
    } catch (error) {
      client.release(error instanceof Error ? error : true)
      throw error
    }
  }

  return {
    transaction,
    query: (text, values = []) => run(pool, text, values),
    quick: {
      query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
        (await quick.run(statementOf(text, values))).rows as Row[],
    },
    close: async () => {
      await Promise.all([quick.close(), pool.end()])
    },
    snapshot,
    async *stream<Row extends object>(text: string, values: readonly unknown[], rowsAtOnce: number) {
      await using taken = await snapshot()
      yield* taken.rows<Row>(text, values, rowsAtOnce)
    },
  }
}

/** PostgreSQL's in_failed_sql_transaction: a statement that came after the one that failed, which is the cause. */
const isInBrokenTransaction = (error: unknown): boolean => isSqlError(error) && error.code === '25P02'

/** What all of these answer, once all have ended. Throws the failure that the others come from. */
export const allOf = async <Answer>(promises: readonly (Promise<Answer> | Answer)[]): Promise<Answer[]> => {
  const settled = await Promise.allSettled(promises)
  const reasons = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []))
  if (reasons.length > 0) throw reasons.find((reason) => !isInBrokenTransaction(reason)) ?? reasons[0]
  return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
}

/** A statement whose values the driver cannot write never reaches the server, which would commit the others: it fails in the turn in which it is sent. */
const leave = async (sent: readonly Promise<unknown>[]): Promise<void> => {
  const failures: unknown[] = []
  for (const sending of sent) sending.catch((error: unknown) => failures.push(error))
  await new Promise<void>((done) => process.nextTick(done))
  if (failures.length > 0) throw failures[0]
}

/** True for an error that PostgreSQL itself reported, as opposed to a lost connection or a bug of ours. */
export const isSqlError = (error: unknown): error is Error & { code: string } =>
  error instanceof pg.DatabaseError && typeof error.code === 'string'

/** Thrown to whoever wrote when the connection broke before the answer: it was written wholly or not at all, and its id tells which. */
export class FateUnknown extends Error {
  override readonly name = 'FateUnknown'

  constructor(cause: unknown) {
    super(
      'The connection to the books broke before they answered. Whether this was written is unknown; the same id again tells, and happens once.',
      { cause },
    )
  }
}

/** In its last words a server may say that the disk is full, too; what it was committing may yet be there when it is back. */
const isPanic = (error: unknown) => error instanceof pg.DatabaseError && error.severity === 'PANIC'

/** True where the server itself is out of room, disk or memory; nothing was written, and no smaller batch would help. */
export const isOutOfRoom = (error: unknown): boolean =>
  isSqlError(error) && !isPanic(error) && /^(53[12]00|58)/.test(error.code)

const endings = new Set(['ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '53300'])

/** True where the server could not be reached or ended the connection; whether a commit under way held is then unknown. */
export const isUnreachable = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  if (error instanceof FateUnknown || isPanic(error)) return true
  if ('syscall' in error && error.syscall === 'connect') return true
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return (
    endings.has(code) ||
    /^(Connection terminated|Client has encountered a connection error|Client was closed)/.test(error.message)
  )
}
