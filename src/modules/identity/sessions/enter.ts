/** A person who has proved who they are gets a session, whatever the proof was. What is unusual about it is noticed here, once. */
import type { Tx } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import type { Tell } from '../messages/tell.ts'
import type { PersonalNews } from '../news.ts'
import { assertNotLocked } from '../roles/members.ts'
import type { SignedIn, Visitor } from '../sign-in.ts'
import { judge } from '../signals/judge.ts'
import { findPast, writeSignals } from '../signals/past.ts'
import { hasEntered, hasUsed } from './origin.ts'
import { hashToken, type SessionStart, startSession } from './session.ts'

interface Entered extends SignedIn {
  /** Whether the person was never signed in with this browser before. */
  readonly isNew: boolean
  /** Whether the person was never signed in before at all. */
  readonly isFirst: boolean
}

interface Entry
  extends Pick<SessionStart, 'person' | 'at' | 'enteredWith' | 'passkey' | 'typingDistance' | 'secondFactor'> {
  /** Wrong passwords before the right one. */
  readonly failedTries: number
}

interface Needs {
  readonly random: RandomBytes
  readonly tell: Tell
}

/** Starts a session under a token that nobody knew before; the one that the browser held ends. Throws 'locked-out' (403). */
export const createEnter =
  ({ random, tell }: Needs) =>
  async (tx: Tx, visitor: Visitor, { failedTries, ...entry }: Entry): Promise<Entered> => {
    const { person, at, typingDistance } = entry
    await assertNotLocked(tx, person)
    const { userAgent, session: replaces, device, range: network, zone } = visitor
    const isNew = !(await hasUsed(tx, person, device))
    const isFirst = isNew && !(await hasEntered(tx, person))
    const past = await findPast(tx, person)
    const signals = judge(past, { device, network, zone, at, typingDistance, failedTries })
    const isProved = entry.enteredWith === 'passkey' || entry.secondFactor === 'code'
    const token = await startSession(tx, random, { ...entry, userAgent, replaces, device, network, zone, isProved })
    await writeSignals(tx, hashToken(token), signals, at)
    if (signals.includes('new-device') || signals.includes('disowned-device'))
      await tell(tx, { person, kind: 'new-device' })
    return { person, token, isNew, isFirst }
  }

export type Enter = ReturnType<typeof createEnter>

/** What others hear of it. */
export const newsOfEntry = (
  { person, isNew, isFirst }: Entered,
  { device, range }: Visitor,
  at: Date,
): PersonalNews[] => {
  const told = { person, at, device, network: range }
  return [{ ...told, change: 'signedIn' }, ...(isNew ? [{ ...told, change: 'deviceAdded', isFirst } as const] : [])]
}
