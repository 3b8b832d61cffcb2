/** Second factors, put together: what proves beside the password, and what is proved with it. */

import type { z } from 'zod'
import type { Database } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import type { Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import type { Attempts } from './attempts.ts'
import { changingPassword } from './change-password.ts'
import { bindingDevice, createBindDevice, createRevokeDevice } from './devices/bind.ts'
import { listDevices, renameDevice } from './devices/rows.ts'
import type { Tell } from './messages/tell.ts'
import type { News } from './news.ts'
import { addingDeed } from './passkeys/add.ts'
import { removingDeed } from './passkeys/remove.ts'
import type { Site } from './passkeys/site.ts'
import type { VerifyUse } from './passkeys/use.ts'
import type { Passwords } from './passwords/hash.ts'
import { changingPhone } from './phone.ts'
import { createMatchPin } from './pin/pin.ts'
import { createRested } from './recovery/rest.ts'
import { countRecoveryCodes, createRecoveryCodes } from './recovery-codes/codes.ts'
import type { Enter } from './sessions/enter.ts'
import { findOrigin } from './sessions/origin.ts'
import { confirmingSession } from './signals/confirm.ts'
import { createCountProofs } from './signals/failed-proofs.ts'
import { createMarkProved } from './signals/standing.ts'
import type { Deed } from './step-ups/deed.ts'
import { createAskProof, createProve } from './step-ups/prove.ts'
import { findWays, type Prover, waysOf } from './step-ups/ways.ts'
import {
  type ChangeNeeds,
  createMakeCodes,
  createProveOrRecover,
  createRemoveTotp,
  createSetPin,
  makingCodes,
  removingTotp,
  settingPin,
} from './totp/change.ts'
import { addingTotp, createBeginTotp, createConfirmTotp } from './totp/enroll.ts'
import { createSignInSecond } from './totp/sign-in.ts'
import { createTakeCode } from './totp/use.ts'
import { allowTyping, findTypingKept, forgetTyping } from './typing.ts'
import type { askOwnStepUp, Factors } from './wire.ts'

export interface FactorNeeds {
  readonly sealing: Sealing
  readonly db: Database
  readonly clock: Clock
  readonly random: RandomBytes
  readonly secret: string
  readonly attempts: Attempts
  readonly passwords: Passwords
  readonly news: News
  readonly site: Site
  readonly verifyUse: VerifyUse
  readonly verifyPassword: (person: string, password: string) => Promise<void>
  readonly enter: Enter
  readonly tell: Tell
  /** Drops what is remembered of callers. */
  readonly forget: () => void
}

export type OwnAct = z.output<typeof askOwnStepUp.body>

/** What is signed for a change of one's own. */
const deedOf = ({ id: person, session }: Prover, device: string | null, asked: OwnAct): Deed => {
  switch (asked.act) {
    case 'add-passkey':
      return addingDeed(person)
    case 'remove-passkey':
      return removingDeed(asked.passkey)
    case 'change-phone':
      return changingPhone(asked.number)
    case 'change-password':
      return changingPassword(person)
    case 'add-totp':
      return addingTotp(person)
    case 'remove-totp':
      return removingTotp(person)
    case 'set-pin':
      return settingPin(person)
    case 'make-recovery-codes':
      return makingCodes(person)
    case 'bind-device':
      return bindingDevice(device ?? 'none')
    case 'confirm-session':
      return confirmingSession(session)
  }
}

const findFactors = async (db: Database, prover: Prover, now: Date): Promise<Factors> => {
  const ways = await findWays(db, prover, now)
  const { left, madeAt } = await countRecoveryCodes(db, prover.id)
  return {
    proves: waysOf(ways),
    passwordProvesFrom: ways.passwordRestsUntil?.toISOString() ?? null,
    passkeys: ways.passkeys.length,
    totp: ways.totpSince && { confirmedAt: ways.totpSince.toISOString() },
    pin: ways.pinSince && { setAt: ways.pinSince.toISOString() },
    recoveryCodes: { left, madeAt: madeAt?.toISOString() ?? null },
  }
}

export const createFactors = (given: FactorNeeds) => {
  const { db, clock, random, secret, attempts } = given
  const codes = createRecoveryCodes(db, random, attempts, secret)
  const takeCode = createTakeCode(given)
  const proving = { ...given, takeCode, matchPin: createMatchPin(given) }
  const rested = createRested(given)
  const [askProof, prove] = [
    rested(createAskProof(proving)),
    createMarkProved(given, createCountProofs(given, rested(createProve(proving)))),
  ]
  const needs: ChangeNeeds = { ...given, codes, prove }
  const factors = (prover: Prover) => findFactors(db, prover, clock())
  const confirm = createConfirmTotp(needs)
  const setPin = createSetPin(needs)
  const binding = { db, clock, random, news: given.news, proveOrRecover: createProveOrRecover(needs) }
  const bind = createBindDevice(binding)
  const deviceOf = async ({ session }: Prover) =>
    session === undefined ? null : (await findOrigin(db, session)).device
  const devices = async (prover: Prover) => listDevices(db, prover.id, await deviceOf(prover))
  return {
    askProof,
    prove,
    factors,
    askOwnStepUp: async (prover: Prover, asked: OwnAct) =>
      askProof(prover, deedOf(prover, await deviceOf(prover), asked)),
    devices,
    bindDevice: async (prover: Prover, binding: Parameters<typeof bind>[1]) => {
      const id = await bind(prover, binding)
      return { id, items: await devices(prover) }
    },
    renameDevice: (prover: Prover, id: string, name: string) => renameDevice(db, prover.id, id, name),
    revokeDevice: createRevokeDevice(binding),
    signInSecond: createSignInSecond({ ...given, codes, takeCode }),
    beginTotp: createBeginTotp(needs),
    confirmTotp: async (prover: Prover, id: string, shown: { code: string; pin?: string }) => {
      const recoveryCodes = await confirm(prover, id, shown)
      return { factors: await factors(prover), recoveryCodes }
    },
    removeTotp: createRemoveTotp(needs),
    setPin: async (prover: Prover, pin: string, proof: Parameters<typeof setPin>[2]) => {
      await setPin(prover, pin, proof)
      return factors(prover)
    },
    makeRecoveryCodes: createMakeCodes(needs),
    typing: (person: string) => findTypingKept(db, person),
    allowTyping: async (person: string) => {
      await allowTyping(db, person, clock())
      return findTypingKept(db, person)
    },
    forgetTyping: (person: string) => forgetTyping(db, person),
  }
}

export type FactorUses = ReturnType<typeof createFactors>
