/** The secret of whoever may open a box: chosen in their own app, with proof, and typed in at the kiosk. */
import { hash } from '@node-rs/argon2'
import { type Prover, plainDeed } from '#modules/identity'
import type { Query } from '#platform/database'
import type { Proof } from '#wire/identity'
import { secretOf } from '../attempts/secret.ts'
import { keyFor, type LockerNeeds } from '../needs.ts'
import { noSuchBox, secretTooCommon } from '../refusals.ts'

/** 19 MiB, two passes, one lane: OWASP Password Storage Cheat Sheet. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 }
const leastDifferent = 5

/** Rows like 12345678 and abcdefgh, forward or backward. */
const isRow = (codes: readonly number[]): boolean =>
  [1, -1].some((step) => codes.every((code, index) => index === 0 || code - codes[index - 1] === step))

/** Whether somebody would guess it early: few different characters, or a row of them. The box locks after three tries. */
export const isCommon = (secret: string): boolean => {
  const codes = [...secret].map((character) => character.codePointAt(0) ?? 0)
  return new Set(codes).size < leastDifferent || isRow(codes) || /passw|qwert|asdfg/i.test(secret)
}

/** As it is kept: argon2id, with a key that is not in the database. */
export const hashSecret = (needs: Pick<LockerNeeds, 'secret'>, secret: string): Promise<string> =>
  hash(secretOf(secret), { ...parameters, secret: keyFor(needs, 'secret') })

const holderOf = async (db: Query, person: string, box: string): Promise<{ id: string; number: string }> => {
  const [row] = await db.query<{ id: string; number: string }>(
    `select holder.id, box.number from locker.holder join locker.box on box.id = holder.box
      where holder.box = $2 and person = $1 and consented_at is not null and ended_at is null`,
    [person, box],
  )
  if (!row) throw noSuchBox()
  return row
}

const deedOf = ({ id, number }: { id: string; number: string }) => plainDeed('locker-secret', id, number)

export const createSecrets = (needs: LockerNeeds) => {
  const { db, clock, identity } = needs
  return {
    ask: async (prover: Prover, box: string) => identity.askProof(prover, deedOf(await holderOf(db, prover.id, box))),
    set: async (prover: Prover, box: string, secret: string, proof: Proof): Promise<void> => {
      const holder = await holderOf(db, prover.id, box)
      if (isCommon(secret)) throw secretTooCommon()
      await identity.prove(prover, deedOf(holder), proof)
      const hashed = await hashSecret(needs, secret)
      const set = await db.query(
        'update locker.holder set secret = $2, secret_at = $3 where id = $1 and ended_at is null returning id',
        [holder.id, hashed, clock()],
      )
      if (set.length === 0) throw noSuchBox()
    },
  }
}
