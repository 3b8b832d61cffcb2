/** What proves that it is the person, here and now. What is strong goes first; the password proves only where nothing else can. */
import type { Query } from '#platform/database'
import { dayMs } from '#platform/time'
import { findPasskeys, type PasskeyRow, toPasskey } from '../passkeys/keys.ts'
import type { Factors, Passkeys } from '../wire.ts'

export type Way = Factors['proves'][number]

/** For how long the password proves nothing after a passkey or an authenticator app was removed without one. */
export const passwordRestsMs = dayMs

/** Who is to prove something: a person in a session (hex id). A service client has none and proves nothing. */
export interface Prover {
  readonly id: string
  readonly session?: string
}

export interface Ways {
  /** Of the person, those under suspicion too. */
  readonly passkeys: readonly PasskeyRow[]
  readonly totpSince: Date | null
  readonly pinSince: Date | null
  /** The bound device of this session, where it has a key. */
  readonly device: { readonly id: string; readonly key: Uint8Array } | null
  readonly passwordRestsUntil: Date | null
}

interface Row {
  readonly totp_since: Date | null
  readonly pin_since: Date | null
  readonly device: string | null
  readonly device_key: Uint8Array | null
  readonly removed_at: Date | null
}

const statement = `
  select (select confirmed_at from identity.totp
           where person = $1 and confirmed_at is not null and removed_at is null) as totp_since,
         (select set_at from identity.pin where person = $1) as pin_since,
         bound.id as device, bound.key as device_key,
         greatest(
           (select max(removed_at) from identity.passkey where person = $1 and removed_with = 'password'),
           (select max(removed_at) from identity.totp where person = $1 and removed_with = 'recovery-code')
         ) as removed_at
    from (select) as one
    left join lateral (
      select device.id, device.key from identity.device join identity.session on session.device = device.device
       where session.id = $2 and device.person = $1 and device.revoked_at is null and device.key is not null
    ) as bound on true`

export const findWays = async (db: Query, { id, session }: Prover, now: Date): Promise<Ways> => {
  const [passkeys, [row]] = [
    await findPasskeys(db, id),
    await db.query<Row>(statement, [id, session === undefined ? null : Buffer.from(session, 'hex')]),
  ]
  const until = row.removed_at && new Date(row.removed_at.getTime() + passwordRestsMs)
  return {
    passkeys,
    totpSince: row.totp_since,
    pinSince: row.pin_since,
    device: row.device && row.device_key ? { id: row.device, key: row.device_key } : null,
    passwordRestsUntil: until && until > now ? until : null,
  }
}

/** Best first. A passkey that may have been copied is none, and yet keeps the password from proving. */
export const waysOf = ({ passkeys, totpSince, pinSince, device, passwordRestsUntil }: Ways): Way[] => {
  const isByPassword = passkeys.length === 0 && totpSince === null && passwordRestsUntil === null
  const ways: readonly [Way, boolean][] = [
    ['passkey', passkeys.some(({ suspected_at }) => suspected_at === null)],
    ['device', device !== null && pinSince !== null],
    ['code', totpSince !== null && pinSince !== null],
    ['password', isByPassword],
  ]
  return ways.flatMap(([way, isThere]) => (isThere ? [way] : []))
}

/** The passkeys of a person, and what a step-up takes first. */
export const listPasskeys = async (db: Query, person: string, now: Date): Promise<Passkeys> => {
  const ways = await findWays(db, { id: person }, now)
  const first = waysOf(ways)[0]
  return {
    items: ways.passkeys.map(toPasskey),
    provesWith: ways.passkeys.length > 0 ? 'passkey' : first === 'code' || first === 'password' ? first : 'nothing',
    passwordProvesFrom: ways.passwordRestsUntil?.toISOString() ?? null,
  }
}
