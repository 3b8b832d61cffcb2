/** Rate limits on guessing, kept in PostgreSQL so that a restart forgives nothing and every process counts together. */
import { createHmac } from 'node:crypto'
import type { Database } from '#platform/database'
import { Refusal } from '#platform/refusal'
import { type Clock, hourMs, minuteMs } from '#platform/time'

/** How many tries in how long. The one place of these numbers. */
export const attemptLimits = {
  /** One account from one address: a person who mistypes, or a thief at one machine. */
  'sign-in-account-address': { count: 10, windowMs: 15 * minuteMs },
  /** One account from everywhere: a thief with many machines. High, so that strangers cannot easily lock a person out. */
  'sign-in-account': { count: 50, windowMs: hourMs },
  /** One address over all accounts: a thief with a list. High, because a whole office may share an address. */
  'sign-in-address': { count: 100, windowMs: 15 * minuteMs },
  /** Also bounds how many emails one can try for being taken. */
  'registration-address': { count: 60, windowMs: hourMs },
  /** The password of a person who is signed in already: a challenge, a change of password. */
  'password-person': { count: 10, windowMs: 15 * minuteMs },
  /** Sign-ins with a passkey that are begun at one address: pages begin one by themselves, and each leaves a row. */
  'ceremony-address': { count: 600, windowMs: 15 * minuteMs },
  /** Codes to one phone or email, whoever asks for them: few, so that nobody is buried in messages or guessed at. */
  'code-send-target': { count: 6, windowMs: hourMs },
  'code-send-target-day': { count: 12, windowMs: 24 * hourMs },
  /** Codes asked for at one address. */
  'code-send-address': { count: 30, windowMs: hourMs },
  /** Codes tried at one address, over all registrations and recoveries. */
  'code-try-address': { count: 60, windowMs: 15 * minuteMs },
  /** Codes tried of one phone or email: a million are possible, and no more than these are tried in a day. */
  'code-try-target-day': { count: 40, windowMs: 24 * hourMs },
  /** Recoveries begun with one email or phone, and codes of theirs that are tried, by channel. */
  'recovery-given': { count: 6, windowMs: 24 * hourMs },
  'recovery-try-given': { count: 20, windowMs: 24 * hourMs },
  /** Signatures that a person is asked for. */
  'step-up-person': { count: 30, windowMs: 15 * minuteMs },
  /** Codes of an authenticator app. Three are right at an instant, so that a day of guessing finds one in 33,000 times. */
  'totp-person': { count: 5, windowMs: 15 * minuteMs },
  'totp-person-day': { count: 10, windowMs: 24 * hourMs },
  /** PINs, which are asked only beside a code or a device. */
  'pin-person': { count: 5, windowMs: 15 * minuteMs },
  'pin-person-day': { count: 15, windowMs: 24 * hourMs },
  'recovery-code-person': { count: 5, windowMs: 15 * minuteMs },
  /** Names of payees that a person looks up: enough for a busy day, too few to harvest names by trying numbers. */
  'payee-person': { count: 60, windowMs: 15 * minuteMs },
  /** Names, phones and emails that a person looks up to pay: one that finds nobody counts five times. */
  'alias-person': { count: 40, windowMs: 15 * minuteMs },
  'alias-person-day': { count: 200, windowMs: 24 * hourMs },
  /** Names that a person wants for themselves; whether one is taken is told. */
  'alias-claim-person-day': { count: 20, windowMs: 24 * hourMs },
  /** People whom a person asks for money. */
  'request-person-day': { count: 60, windowMs: 24 * hourMs },
} as const

export type AttemptKind = keyof typeof attemptLimits
/** What is counted: a kind and whom or where it is about. */
export type Attempt = readonly [kind: AttemptKind, subject: string]

export interface Attempts {
  /** Counts one try under each key before it is made. Throws 'too-many-attempts' (429) when any is over its limit. */
  count(attempts: readonly Attempt[]): Promise<void>
  /** Forgets the tries under a key, after a right password. Answers how many there were of late, at the key with the most. */
  forgive(attempts: readonly Attempt[]): Promise<number>
}

interface Counted {
  readonly key: Buffer
  readonly count: number
  readonly window_ends_at: Date
}

const mostStrikes = 5

/** An account is not locked for longer and longer by strangers; whoever guesses is. */
const isGrowing = (kind: AttemptKind) => kind !== 'sign-in-account'

const countStatement = `
  insert into identity.attempt as known (key, window_ends_at, count)
  select key, window_ends_at, 1 from unnest($1::bytea[], $2::timestamptz[]) as given (key, window_ends_at) order by key
  on conflict (key) do update set
    count = case when known.window_ends_at <= $3 then 1 else least(known.count, 1000000) + 1 end,
    strikes = case when known.window_ends_at <= $3::timestamptz - interval '1 day' then 0 else known.strikes end,
    window_ends_at = case when known.window_ends_at <= $3 then excluded.window_ends_at else known.window_ends_at end
  returning key, count, window_ends_at`

// Whoever comes back within a day and goes over the limit again waits longer each time: one window more, then three, seven …
const strikeStatement = `
  update identity.attempt as known set
    strikes = least(strikes + 1, ${mostStrikes}),
    window_ends_at = greatest(window_ends_at, $3::timestamptz + interval '1 ms' * given.window_ms * (power(2, strikes) - 1))
    from unnest($1::bytea[], $2::double precision[]) as given (key, window_ms) where known.key = given.key
  returning known.key, count, window_ends_at`

const tooMany = (endsAt: Date, now: Date) => {
  const seconds = Math.max(1, Math.ceil((endsAt.getTime() - now.getTime()) / 1000))
  return new Refusal('too-many-attempts', 429, 'Too many tries. Please wait a while and try again.', seconds)
}

/** Counts tries. `secret` keys the hashes, so that the table cannot be searched for an email. */
export const createAttempts = (db: Database, clock: Clock, secret: string): Attempts => {
  const keyOf = ([kind, subject]: Attempt) => createHmac('sha256', secret).update(`${kind}\n${subject}`).digest()

  /** Of those that go over their limit just now. */
  const strike = async (attempts: readonly Attempt[], over: readonly Counted[], now: Date): Promise<Counted[]> => {
    const isStruck = (attempt: Attempt) => {
      const row = over.find(({ key }) => key.equals(keyOf(attempt)))
      return isGrowing(attempt[0]) && row?.count === attemptLimits[attempt[0]].count + 1
    }
    const struck = attempts.filter(isStruck)
    if (struck.length === 0) return []
    return db.query<Counted>(strikeStatement, [
      struck.map(keyOf),
      struck.map(([kind]) => attemptLimits[kind].windowMs),
      now,
    ])
  }

  return {
    async count(attempts) {
      const now = clock()
      const keys = attempts.map(keyOf)
      const ends = attempts.map(([kind]) => new Date(now.getTime() + attemptLimits[kind].windowMs))
      const counted = await db.query<Counted>(countStatement, [keys, ends, now])
      const limitOf = new Map(attempts.map(([kind], index) => [keys[index].toString('hex'), attemptLimits[kind].count]))
      const over = counted.filter((row) => row.count > (limitOf.get(row.key.toString('hex')) ?? 0))
      if (over.length === 0) return
      const struck = await strike(attempts, over, now)
      throw tooMany(new Date(Math.max(...[...over, ...struck].map((row) => row.window_ends_at.getTime()))), now)
    },
    async forgive(attempts) {
      const forgiven = await db.query<Counted>(
        'delete from identity.attempt where key = any($1::bytea[]) returning key, count, window_ends_at',
        [attempts.map(keyOf)],
      )
      const now = clock()
      return Math.max(0, ...forgiven.filter((row) => row.window_ends_at > now).map(({ count }) => count))
    },
  }
}
