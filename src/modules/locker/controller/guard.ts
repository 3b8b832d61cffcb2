/**
 * What a lock believes. An order of the bank, once and in time. Without the bank a permit that the bank has signed, once, for this box, while
 * it lasts, and only when an owner's passkey and one of the staff's have signed a nonce that this lock has just given, and nothing has been
 * heard of the bank for half a minute: whoever cuts the line of a kiosk alone opens nothing.
 */
import { createHash, type KeyObject } from 'node:crypto'
import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import type { RandomBytes } from '#platform/id'
import { type Clock, minuteMs, secondMs } from '#platform/time'
import { mostTold } from '../locks/http.ts'
import type { SignedOrder } from '../locks/lock.ts'
import { isSignedByBank, orderText, permitText } from '../locks/orders.ts'
import {
  type LockRefusal,
  type OfflineUnlock,
  type Permit,
  type PermitRole,
  type PermittedKey,
  permitChallenge,
  permit as permitSchema,
} from '../wire.ts'
import type { Memory } from './memory.ts'

export class NotObeyed extends Error {
  readonly code: LockRefusal | 'order-refused'
  constructor(code: LockRefusal | 'order-refused') {
    super(code)
    this.code = code
  }
}

export interface GuardNeeds {
  readonly box: string
  readonly bankKey: KeyObject
  readonly memory: Memory
  readonly clock: Clock
  /** Milliseconds that nobody turns back. */
  readonly uptimeMs: () => number
  readonly randomBytes: RandomBytes
}

/** The bank asks every lock every two seconds. */
export const quietMs = 30 * secondMs
const nonceMs = 2 * minuteMs
const mostNonces = 8

type Assertion = OfflineUnlock['owner']

/** Whether one of these keys, with its person's finger, face or PIN, has signed this challenge on a page of the bank. */
const hasSigned = async (
  keys: readonly PermittedKey[],
  { site }: Pick<Permit, 'site'>,
  challenge: string,
  response: Assertion,
): Promise<boolean> => {
  const key = keys.find(({ id }) => id === response.id)
  if (key === undefined) return false
  try {
    const { verified } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: createHash('sha256').update(challenge).digest('base64url'),
      expectedOrigin: site.origins,
      expectedRPID: site.id,
      requireUserVerification: true,
      credential: { id: key.id, publicKey: Uint8Array.from(Buffer.from(key.publicKey, 'base64url')), counter: 0 },
    })
    return verified
  } catch {
    // The library throws an Error of its own for each thing that can be wrong; to a lock they are one.
    return false
  }
}

const readPermit = (text: string): Permit => {
  const read = permitSchema.safeParse(JSON.parse(text))
  if (!read.success) throw new NotObeyed('permit-refused')
  return read.data
}

export const createGuard = ({ box, bankKey, memory, clock, uptimeMs, randomBytes }: GuardNeeds) => {
  const nonces = new Map<string, number>()
  // A lock that has just started waits as if it had heard of the bank.
  const heard = { at: Date.parse(memory.kept.heardAt ?? '1970-01-01T00:00:00.000Z'), uptimeMs: uptimeMs() }

  /** Never before the last instant that the bank said and what has passed since; a clock that somebody turns back wins no time. */
  const now = (): Date => new Date(Math.max(clock().getTime(), heard.at + uptimeMs() - heard.uptimeMs))

  /** Remembers the order before anything moves; answers how to take it back where the bolt did not move. */
  const obey = async (id: string, until: Date, told: { offline?: Memory['kept']['offline'] } = {}) => {
    const { lastOrder, offline, obeyed } = memory.kept
    const standing = obeyed.filter((each) => Date.parse(each.until) >= now().getTime())
    await memory.keep({
      obeyed: [...standing, { id, until: until.toISOString() }],
      lastOrder: id,
      ...told,
    })
    return () => memory.keep({ lastOrder, offline })
  }

  const wasObeyed = (id: string): boolean => memory.kept.obeyed.some((each) => each.id === id)

  const takeNonce = (nonce: string): void => {
    const until = nonces.get(nonce)
    nonces.delete(nonce)
    if (until === undefined || until <= uptimeMs()) throw new NotObeyed('nonce-unknown')
  }

  const refuseWhileHeard = (): void => {
    if (uptimeMs() - heard.uptimeMs < quietMs) throw new NotObeyed('bank-reached')
  }

  const checkPermit = ({ permit: text, signature }: OfflineUnlock): Permit => {
    if (!isSignedByBank(bankKey, permitText(text), signature)) throw new NotObeyed('permit-refused')
    const permit = readPermit(text)
    if (now() < new Date(permit.from) || now() >= new Date(permit.until)) throw new NotObeyed('permit-over')
    if (wasObeyed(permit.id)) throw new NotObeyed('permit-used')
    return permit
  }

  const checkHands = async (permit: Permit, { nonce, owner, witness }: OfflineUnlock): Promise<void> => {
    const own = permit.boxes.find((each) => each.box === box)
    if (own === undefined) throw new NotObeyed('other-box')
    const challenge = (role: PermitRole) => permitChallenge(role, { permit: permit.id, box, nonce })
    if (!(await hasSigned(own.keys, permit, challenge('owner'), owner))) throw new NotObeyed('owner-refused')
    if (!(await hasSigned(permit.witnesses, permit, challenge('witness'), witness)))
      throw new NotObeyed('witness-refused')
  }

  return {
    now,
    /** The bank has spoken, at an instant of its own. One that it has said before is somebody else's recording. */
    hear: async (at: Date): Promise<void> => {
      if (at.getTime() <= heard.at) return
      Object.assign(heard, { at: at.getTime(), uptimeMs: uptimeMs() })
      const keptAt = memory.kept.heardAt === null ? 0 : Date.parse(memory.kept.heardAt)
      if (at.getTime() - keptAt >= minuteMs) await memory.keep({ heardAt: at.toISOString() })
    },
    /** Throws NotObeyed. */
    takeOrder: async (order: SignedOrder): Promise<() => Promise<void>> => {
      const isRight = isSignedByBank(bankKey, orderText(box, order), order.signature)
      if (!isRight || now() > order.until || wasObeyed(order.id)) throw new NotObeyed('order-refused')
      return obey(order.id, order.until)
    },
    /** What both have to sign, once, within two minutes. Throws NotObeyed while the bank is heard. */
    giveNonce: (): string => {
      refuseWhileHeard()
      const nonce = Buffer.from(randomBytes(32)).toString('base64url')
      if (nonces.size >= mostNonces) nonces.delete([...nonces.keys()][0])
      nonces.set(nonce, uptimeMs() + nonceMs)
      return nonce
    },
    /** Throws NotObeyed. */
    takePermit: async (given: OfflineUnlock): Promise<() => Promise<void>> => {
      refuseWhileHeard()
      takeNonce(given.nonce)
      const permit = checkPermit(given)
      await checkHands(permit, given)
      const opened = { order: permit.id, at: now().toISOString(), owner: given.owner.id, witness: given.witness.id }
      return obey(permit.id, new Date(permit.until), { offline: [...memory.kept.offline, opened].slice(-mostTold) })
    },
  }
}

export type Guard = ReturnType<typeof createGuard>
