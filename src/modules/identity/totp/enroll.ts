/** Adding an authenticator app: proof that it is the person, a secret to scan, and a code that shows it was scanned. */
import type { Database, Tx } from '#platform/database'
import { type RandomBytes, uuidv7 } from '#platform/id'
import type { Sealing } from '#platform/sealing'
import { type Clock, minuteMs } from '#platform/time'
import type { Attempt, Attempts } from '../attempts.ts'
import type { News } from '../news.ts'
import type { Passwords } from '../passwords/hash.ts'
import { findPerson } from '../people.ts'
import { checkNewPin, findPinSetAt, writePin } from '../pin/pin.ts'
import type { RecoveryCodes } from '../recovery-codes/codes.ts'
import { newsFrom } from '../sessions/origin.ts'
import { plainDeed } from '../step-ups/deed.ts'
import type { Prove, Prover } from '../step-ups/prove.ts'
import type { Proof } from '../wire.ts'
import { stepOf, toEnroll } from './code.ts'
import { enrollmentOver, pinRequired, totpKnown, wrongCode } from './refusals.ts'
import { findBegun, findTotp, openSecret, sealSecret, takeStep } from './rows.ts'

export interface EnrollNeeds {
  readonly sealing: Sealing
  readonly db: Database
  readonly clock: Clock
  readonly random: RandomBytes
  readonly attempts: Attempts
  readonly passwords: Passwords
  readonly codes: RecoveryCodes
  readonly news: News
  readonly prove: Prove
}

const enrollmentMs = 10 * minuteMs
/** 160 bits, as RFC 4226 (R6) recommends. */
const secretBytes = 20

export const addingTotp = (person: string) => plainDeed('add-totp', person)

/** Begins, after proof; what was begun before is forgotten. Throws what prove throws, and 'totp-known' (409). */
export const createBeginTotp =
  ({ db, sealing, clock, random, prove }: EnrollNeeds) =>
  async (prover: Prover, proof: Proof) => {
    if (await findTotp(db, prover.id)) throw totpKnown()
    await prove(prover, addingTotp(prover.id), proof)
    const at = clock()
    const id = uuidv7(at.getTime(), random(10))
    const secret = random(secretBytes)
    await db.query(
      `insert into identity.totp (id, person, secret_sealed, begun_at) values ($1, $2, $3, $4)
        on conflict (person) where confirmed_at is null
        do update set id = excluded.id, secret_sealed = excluded.secret_sealed, begun_at = excluded.begun_at`,
      [id, prover.id, await sealSecret(sealing, id, secret), at],
    )
    const person = await findPerson(db, sealing, prover.id)
    const expiresAt = new Date(at.getTime() + enrollmentMs).toISOString()
    return { id, expiresAt, ...toEnroll(secret, person?.email ?? person?.name ?? '') }
  }

/** One person at a time, so that two apps are not confirmed together. */
const confirm = async (tx: Tx, person: string, id: string, step: number, at: Date) => {
  await tx.query('select 1 from identity.person where id = $1 for no key update', [person])
  if (await findTotp(tx, person)) throw totpKnown()
  const confirmed = await tx.query(
    'update identity.totp set confirmed_at = $2 where id = $1 and confirmed_at is null returning id',
    [id, at],
  )
  if (confirmed.length === 0 || !(await takeStep(tx, id, step))) throw enrollmentOver()
}

/**
 * From then on the app is a second factor. Answers ten recovery codes. Throws 'enrollment-over', 'totp-known' (409), 'wrong-code'
 * (403), 'pin-required', 'pin-too-simple' (422), 'too-many-attempts' (429).
 */
export const createConfirmTotp =
  ({ db, sealing, clock, attempts, passwords, codes, news }: EnrollNeeds) =>
  async (prover: Prover, id: string, given: { code: string; pin?: string }): Promise<string[]> => {
    const tries: Attempt[] = [
      ['totp-person', prover.id],
      ['totp-person-day', prover.id],
    ]
    const at = clock()
    const row = await findBegun(db, prover.id, id)
    if (!row || row.begun_at.getTime() + enrollmentMs <= at.getTime()) throw enrollmentOver()
    if (given.pin !== undefined) checkNewPin(given.pin)
    const hasPin = (await findPinSetAt(db, prover.id)) !== null
    if (!hasPin && given.pin === undefined) throw pinRequired()
    await attempts.count(tries)
    const step = stepOf(await openSecret(sealing, row), given.code, at)
    if (step === null) throw wrongCode()
    const hash = hasPin || given.pin === undefined ? null : await passwords.hash(given.pin)
    const made = await db.transaction(async (tx) => {
      await confirm(tx, prover.id, id, step, at)
      if (hash !== null) await writePin(tx, prover.id, hash, at)
      return codes.make(tx, prover.id, at)
    })
    await attempts.forgive(tries)
    await news.tell(await newsFrom(db, prover, ['totpAdded'], at))
    return made
  }
