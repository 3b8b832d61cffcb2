/** Who of the staff read personal data of whom, and why. Written before the data is answered; never changed. */
import type { Database, Tx } from '#platform/database'
import type { Caller } from '#platform/http'
import type { RandomBytes } from '#platform/id'
import { Refusal } from '#platform/refusal'
import type { Sealing } from '#platform/sealing'
import { type Clock, minuteMs } from '#platform/time'
import { findHeld } from '../break-glass/take.ts'
import type { Tell } from '../messages/tell.ts'
import { type ReadingChoice, readingChoice } from '../wire.ts'
import { sealWords } from './words.ts'

/** The header in which staff say why they look: a choice, and words after a semicolon, encoded as in an address. */
export const reasonHeader = 'x-reason'
const mostWords = 500
const mostPeople = 1000

/** What is read, and of whom. */
export interface Read {
  readonly what:
    | 'customer'
    | 'search'
    | 'accounts'
    | 'phones'
    | 'access'
    | 'payee'
    | 'payments'
    | 'payment'
    | 'case'
    | 'decisions'
    | 'lockers'
    | 'profile'
  readonly people: readonly string[]
  /** The id of a payment or case. Never what was searched for: that would be personal data, too. */
  readonly detail?: string
  /** Where the work itself is the reason, such as a payment that waits for a decision. */
  readonly because?: 'work'
}

interface Reason {
  readonly choice: ReadingChoice | 'work'
  readonly words: string
}

const reasonNeeded = () =>
  new Refusal('reason-needed', 403, 'Say why you look at this person: the header x-reason takes a choice and words.')

/** The reason in a header, such as `customer-asked;She%20is%20at%20the%20counter`. Throws 'reason-needed' (403). */
export const reasonIn = (header: string | string[] | undefined): Reason => {
  const [choice = '', encoded = ''] = typeof header === 'string' ? header.split(';', 2) : []
  const known = readingChoice.safeParse(choice.trim())
  if (!known.success) throw reasonNeeded()
  try {
    const words = decodeURIComponent(encoded).trim()
    if (words.length < 3 || words.length > mostWords || /\p{Cc}/u.test(words)) throw reasonNeeded()
    return { choice: known.data, words }
  } catch {
    // Half an escape is no reason either.
    throw reasonNeeded()
  }
}

interface Needs {
  readonly db: Database
  readonly sealing: Sealing
  readonly random: RandomBytes
  readonly clock: Clock
  readonly tell: Tell
}

interface Request {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

export interface ReadingRow {
  readonly seq: bigint
  readonly at: Date
  readonly reader: string
  readonly name: string
  readonly roles: string[]
  readonly people: string[]
  readonly what: string
  readonly detail: string
  readonly choice: string
  readonly reason: string
  readonly reason_sealed: Buffer | null
}

const columns = 'seq, at, reader, name, roles, people, what, detail, choice, reason, reason_sealed'

const write = async (
  { sealing, random }: Needs,
  tx: Tx,
  at: Date,
  { id, name, roles }: Caller,
  read: Read,
  { choice, words }: Reason,
) => {
  const [{ seq }] = await tx.query<{ seq: bigint }>(
    `select nextval(pg_get_serial_sequence('identity.reading', 'seq')) as seq`,
  )
  const kept = words === '' ? null : await sealWords(sealing, random, String(seq), words)
  const people = read.people.slice(0, mostPeople)
  await tx.query(
    `insert into identity.reading (seq, at, reader, name, roles, people, what, detail, choice, reason, reason_sealed)
     overriding system value values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      seq,
      at,
      id,
      name.slice(0, 120),
      roles,
      people,
      read.what,
      read.detail ?? '',
      choice,
      kept?.commitment ?? '',
      kept?.sealed ?? null,
    ],
  )
}

export interface ReadingSearch {
  readonly reader?: string
  readonly person?: string
  readonly choice?: string
  readonly before?: string
  readonly limit?: string
}

const pageSize = 50

const searchStatement = `
  select ${columns} from identity.reading
   where ($1::uuid is null or reader = $1) and ($2::uuid is null or people @> array[$2::uuid])
     and ($3::text is null or choice = $3) and ($4::bigint is null or seq < $4)
   order by seq desc limit $5`

/** A page that asks again every few seconds is one reading, not hundreds. */
const sameForMs = 5 * minuteMs
const mostRemembered = 10_000

/** Remembers, in this process, what was written a moment ago. */
const createRecent = () => {
  const recent = new Map<string, number>()
  return {
    has: (key: string, nowMs: number): boolean => nowMs - (recent.get(key) ?? Number.NEGATIVE_INFINITY) < sameForMs,
    add: (key: string, nowMs: number): void => {
      if (recent.size >= mostRemembered) recent.clear()
      recent.set(key, nowMs)
    },
  }
}

const keyOf = ({ id }: Caller, { what, detail = '', people }: Read, { choice, words }: Reason): string =>
  JSON.stringify([id, what, detail, choice, words, [...people].sort()])

/**
 * Tells customers at whom somebody looked while they held a right that they took alone. Not of a list that was searched, and not of
 * a suspicion, which the law forbids to tell.
 */
const tellOfEmergency = async (
  tx: Tx,
  tell: Tell,
  at: Date,
  caller: Caller,
  { what, people }: Read,
  { choice }: Reason,
) => {
  if (what === 'search' || choice === 'suspicion') return
  if ((await findHeld(tx, caller.id, at)).length === 0) return
  for (const person of people) await tell(tx, { person, kind: 'read-alone', parameters: { reader: caller.name } })
}

/** Builds the log. */
export const createReadings = (needs: Needs) => {
  const { db, clock, tell } = needs
  const recent = createRecent()
  return {
    /** Throws where a member of staff gives no reason, before anything is read. Customers and programs read their own. */
    demand: ({ headers }: Request, caller: Caller): void => {
      if (caller.kind === 'staff') reasonIn(headers[reasonHeader])
    },
    /** Writes down that a member of staff reads this. Throws 'reason-needed' (403) where the work is no reason and none is given. */
    note: async ({ headers }: Request, caller: Caller, read: Read): Promise<void> => {
      if (caller.kind !== 'staff' || (read.people.length === 0 && read.because !== undefined)) return
      const given = headers[reasonHeader]
      const reason =
        read.because === 'work' && given === undefined ? { choice: 'work' as const, words: '' } : reasonIn(given)
      const [at, key] = [clock(), keyOf(caller, read, reason)]
      if (recent.has(key, at.getTime())) return
      await db.transaction(async (tx) => {
        await write(needs, tx, at, caller, read, reason)
        await tellOfEmergency(tx, tell, at, caller, read, reason)
      })
      recent.add(key, at.getTime())
    },
    search: async (asked: ReadingSearch): Promise<{ rows: ReadingRow[]; next: string | null }> => {
      const limit = asked.limit === undefined ? pageSize : Number(asked.limit)
      const rows = await db.query<ReadingRow>(searchStatement, [
        asked.reader ?? null,
        asked.person ?? null,
        asked.choice ?? null,
        asked.before ?? null,
        limit + 1,
      ])
      const shown = rows.slice(0, limit)
      return { rows: shown, next: rows.length > limit ? shown[limit - 1].seq.toString() : null }
    },
    /** Who looked at a customer, as that customer may know it: looks for a suspicion are not told, which the law forbids. */
    ofCustomer: (person: string): Promise<ReadingRow[]> =>
      db.query(
        `select ${columns} from identity.reading
        where people @> array[$1::uuid] and choice <> 'suspicion' order by seq desc limit ${pageSize}`,
        [person],
      ),
  }
}

export type Readings = ReturnType<typeof createReadings>
