/** A code on its way into a payment: read, verified, held against the order, and used once. */
import type { Query, Tx } from '#platform/database'
import type { Fate, Participant } from '#platform/lane'
import { type CurrencyCode, toDecimal } from '#platform/money'
import type { Refusal } from '#platform/refusal'
import { minuteMs } from '#platform/time'
import type { Step } from '../step.ts'
import type { CodeBody } from './format/body.ts'
import { readText } from './format/text.ts'
import { isSignedBy } from './format/verify.ts'
import { findKey } from './keys/rows.ts'
import * as no from './refusals.ts'

/** A code that a new payment uses up. */
export interface UsedCode {
  readonly key: Uint8Array
  readonly nonce: Uint8Array
  /** Null for a printed code, which can be used again. */
  readonly expiresAt: Date | null
}

/** Clocks of the bank's machines may differ by this much. */
const skewMs = minuteMs

/** The most that a printed code takes at a time: anybody can paste another one over it. */
const staticLimit: Readonly<Record<CurrencyCode, bigint>> = {
  INR: 20_000_00n,
  USD: 250_00n,
  EUR: 250_00n,
  GBP: 250_00n,
  JPY: 40_000n,
  KWD: 75_000n,
}

/** What a code says, after its signature, key and time were looked at. Throws one refusal for each of what can be wrong. */
export const verifyCode = async (db: Query, text: string, now: Date): Promise<CodeBody> => {
  const code = readText(text)
  if (code === 'foreign') throw no.codeUnreadable()
  if (code === 'broken') throw no.codeAltered()
  const key = await findKey(db, code.body.key)
  if (!key) throw no.codeUnknownKey()
  if (!isSignedBy(key.public_key, code)) throw no.codeAltered()
  if (key.revoked_at) throw no.codeKeyRevoked()
  const { issuedAt, expiresAt } = code.body
  const isOver = key.ends_at <= now || (expiresAt !== null && expiresAt <= now)
  if (isOver || issuedAt.getTime() > now.getTime() + skewMs) throw no.codeExpired()
  return code.body
}

export const isUsed = async (db: Query, { key, nonce, kind }: CodeBody): Promise<boolean> =>
  kind === 'dynamic' &&
  (await db.query('select 1 from payments.spent_code where key = $1 and nonce = $2', [key, nonce])).length > 0

interface Asked {
  readonly to: string
  readonly currency: CurrencyCode
  readonly minor: bigint
  readonly note: string
}

/** The code of an order, which must say what the order says. Throws what verifyCode throws, code-differs, code-limit. */
export const takeCode = async (db: Query, text: string, asked: Asked, now: Date): Promise<UsedCode> => {
  const body = await verifyCode(db, text, now)
  const isSame =
    body.number === asked.to &&
    body.currency === asked.currency &&
    (body.minor === null || body.minor === asked.minor) &&
    (body.note === '' || body.note === asked.note)
  if (!isSame) throw no.codeDiffers()
  const most = staticLimit[body.currency]
  if (body.kind === 'static' && asked.minor > most)
    throw no.codeLimit(`${toDecimal(most, body.currency)} ${body.currency}`)
  return { key: body.key, nonce: body.nonce, expiresAt: body.expiresAt }
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const nameOf = ({ key, nonce }: UsedCode): string => hexOf(key) + hexOf(nonce)

/** A payment that is refused or blocked before it comes here moves nothing, and uses no code up. */
const codeOf = (step: Step): UsedCode | undefined =>
  step.isNew && step.to !== 'refused' && step.to !== 'blocked' ? step.code : undefined

/** Steps with a code, in the order of their codes, so that two batches wait for each other one way round. */
const withCodes = (steps: readonly Step[]) =>
  steps
    .flatMap((step) => {
      const code = codeOf(step)
      return code ? [{ step, code, name: nameOf(code) }] : []
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1))

const revokedIn = async (tx: Tx, keys: readonly Uint8Array[]): Promise<Set<string>> => {
  const rows = await tx.query<{ key: Buffer }>(
    'select key from payments.code_key where key = any ($1::bytea[]) and revoked_at is not null',
    [keys],
  )
  return new Set(rows.map(({ key }) => hexOf(key)))
}

type Named = ReturnType<typeof withCodes>[number]

const spend = async (tx: Tx, used: readonly Named[]): Promise<Set<string>> => {
  const rows = await tx.query<{ payment: string }>(
    `insert into payments.spent_code (key, nonce, payment, expires_at)
     select * from unnest($1::bytea[], $2::bytea[], $3::uuid[], $4::timestamptz[])
     on conflict (key, nonce) do nothing returning payment`,
    [
      used.map(({ code }) => code.key),
      used.map(({ code }) => code.nonce),
      used.map(({ step }) => step.payment.id),
      used.map(({ code }) => code.expiresAt),
    ],
  )
  return new Set(rows.map(({ payment }) => payment))
}

/** Takes part in the lane after the claim: a code is used by the first payment that comes with it. */
export const codeSpender: Participant<Step> = {
  name: 'codes',
  decide: async (tx, standing) => {
    const refused = new Map<Step, Refusal>()
    const all = withCodes(standing)
    if (all.length === 0) return refused
    const revoked = await revokedIn(tx, [...new Set(all.map(({ code }) => code.key))])
    for (const { step, code } of all) if (revoked.has(hexOf(code.key))) refused.set(step, no.codeKeyRevoked())
    const once = all.filter(({ step, code }) => code.expiresAt !== null && !refused.has(step))
    const firsts = once.filter(({ name }, at) => once[at - 1]?.name !== name)
    const spent = firsts.length === 0 ? new Set<string>() : await spend(tx, firsts)
    for (const { step } of once) if (!spent.has(step.payment.id)) refused.set(step, no.codeUsed())
    return refused
  },
}

/** Takes part in the lane after the book: where the payment was refused after all, its code can be paid again. */
export const codeReturner: Participant<Step> = {
  name: 'codes',
  record: (tx: Tx, fates: readonly Fate<Step>[]) => {
    const back = fates.flatMap(({ item, refusal }) => (refusal && codeOf(item) ? [item.payment.id] : []))
    if (back.length > 0) tx.send('delete from payments.spent_code where payment = any ($1::uuid[])', [back])
  },
}
