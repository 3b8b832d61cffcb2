/** The third door: the secret of whoever was recognized. Three wrong ones in a row lock the box. */
import { verify } from '@node-rs/argon2'
import type { Tx } from '#platform/database'
import { minuteMs } from '#platform/time'
import { ring } from '../alarms/ring.ts'
import { tellBoard } from '../board/events.ts'
import { findBox } from '../boxes/rows.ts'
import { hashCode, type LockerNeeds, newId, sixDigits } from '../needs.ts'
import { keepPicture } from '../pictures/keep.ts'
import type { AttemptRow, HolderRow } from '../tables.ts'
import { holderColumns } from '../tables.ts'
import { findDevice, write } from '../tell.ts'
import { deny, sayAgain, tellOwners } from './deny.ts'
import { endAttempt } from './end.ts'
import { passSecret } from './pass.ts'
import { claim, noteStep, type Step } from './rows.ts'

export const codeMs = 2 * minuteMs
const mostWrong = 3

/** Made from random bytes; no secret leads to it. Whoever has set none takes the work of one who has. */
const nobodysHash = '$argon2id$v=19$m=19456,t=2,p=1$rO8hM5v0bWqkPZ1tYdUJ3g$Vb1k0mJq7x0eY2r9sC4tHn6uPzQ8wLaDfGhKjMiNoRs'

/** Counts a try before the secret is looked at; undefined where the box is locked already. */
const countTry = async ({ db }: Pick<LockerNeeds, 'db'>, box: string): Promise<number | undefined> => {
  const [row] = await db.query<{ wrong_secrets: number }>(
    `update locker.box set wrong_secrets = wrong_secrets + 1 where id = $1 and locked_at is null and wrong_secrets < ${mostWrong}
     returning wrong_secrets`,
    [box],
  )
  return row?.wrong_secrets
}

const findHolder = async ({ db }: Pick<LockerNeeds, 'db'>, id: string | null): Promise<HolderRow | undefined> => {
  const [row] = await db.query<HolderRow>(
    `select ${holderColumns} from locker.holder where id = $1 and ended_at is null`,
    [id],
  )
  return row
}

/** The form in which secrets are hashed, with a key that is not in the database. */
export const secretOf = (secret: string): string => secret.normalize('NFKC')

export const matchesSecret = async (pepper: Buffer, hash: string | null, secret: string): Promise<boolean> => {
  const isRight = await verify(hash ?? nobodysHash, secretOf(secret), { secret: pepper })
  return isRight && hash !== null
}

/** Whom a code goes to, and where. */
interface Addressee {
  readonly person: string
  readonly device: Awaited<ReturnType<typeof findDevice>>
}

/** A code for this attempt, sent to the device of whoever was recognized; it was found before the transaction, for it takes another connection. */
export const sendCode = async (needs: LockerNeeds, tx: Tx, attempt: AttemptRow, { person, device }: Addressee) => {
  const [at, code, box] = [needs.clock(), sixDigits(needs.randomBytes), await findBox(tx, attempt.box)]
  if (device) {
    const values = { box: box.number, code }
    await write(needs, tx, person, { kind: 'code', at, values, channels: [device.channel] })
  }
  return {
    hash: hashCode(needs, attempt.id, code),
    expiresAt: new Date(at.getTime() + codeMs),
    to: device?.shown ?? '',
  }
}

/** The box keeps everybody out; the branch gets an alarm and the form for the police, the owners the picture and a code each. */
const lockBox = (needs: LockerNeeds, attempt: AttemptRow, jpeg: Uint8Array | null): Promise<void> =>
  needs.db.transaction(async (tx) => {
    const at = needs.clock()
    const box = await findBox(tx, attempt.box)
    const [picture, report] = [await keepPicture(needs, tx, { attempt, jpeg, isDenied: true }), newId(needs)]
    await tx.query(
      'update locker.box set locked_at = coalesce(locked_at, $2), locked_why = coalesce(locked_why, $3) where id = $1',
      [attempt.box, at, 'three wrong secrets'],
    )
    await noteStep(tx, { attempt: attempt.id, at, door: 'secret', outcome: 'denied', way: attempt.way, picture })
    await endAttempt(tx, attempt, { state: 'refused', denial: 'secret', at })
    await tx.query('insert into locker.report (id, attempt, at) values ($1, $2, $3)', [report, attempt.id, at])
    const { branch } = box
    const about = { branch, at, box: attempt.box, kiosk: attempt.kiosk, attempt: attempt.id }
    await ring(needs, tx, { kind: 'wrong-secret', ...about, picture, report })
    await tellBoard(tx, { kind: 'box', ...about, what: 'locked' })
    await tellOwners(needs, tx, attempt, box, { kind: 'wrong-secret', door: 'secret', denial: 'secret', picture })
  })

export const createTakeSecret = (needs: LockerNeeds, pepper: Buffer) => {
  const { db, clock } = needs

  const pass = async (attempt: AttemptRow, { person }: HolderRow): Promise<void> => {
    const to = { person, device: await findDevice(needs, person) }
    await db.transaction(async (tx) => {
      await tx.query('update locker.box set wrong_secrets = 0 where id = $1 and locked_at is null', [attempt.box])
      await passSecret(tx, attempt, clock(), await sendCode(needs, tx, attempt, to))
    })
  }

  return async (step: Step, secret: string, picture: Uint8Array | null): Promise<void> => {
    const attempt = await claim(needs, step, ['secret'])
    const count = await countTry(needs, attempt.box)
    if (count === undefined) return deny(needs, attempt, { door: 'secret', denial: 'box-locked', picture })
    const holder = await findHolder(needs, attempt.holder)
    const isRight = await matchesSecret(pepper, holder?.secret ?? null, secret)
    if (isRight && holder) return pass(attempt, holder)
    if (count >= mostWrong) return lockBox(needs, attempt, picture)
    await sayAgain(needs, attempt, { door: 'secret', denial: 'secret', picture, isTold: true })
  }
}
