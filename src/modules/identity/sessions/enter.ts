/** A person who has proved who they are gets a session, whatever the proof was. */
import type { Tx } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import type { PersonalNews } from '../news.ts'
import { assertNotLocked } from '../roles/members.ts'
import type { SignedIn, Visitor } from '../sign-in.ts'
import { hasUsed } from './origin.ts'
import { type SessionStart, startSession } from './session.ts'

interface Entered extends SignedIn {
  /** Whether the person was never signed in with this browser before. */
  readonly isNew: boolean
}

type Entry = Pick<SessionStart, 'person' | 'at' | 'enteredWith' | 'passkey' | 'typingDistance' | 'secondFactor'>

/** Starts a session under a token that nobody knew before; the one that the browser held ends. Throws 'locked-out' (403). */
export const enter = async (tx: Tx, random: RandomBytes, visitor: Visitor, entry: Entry): Promise<Entered> => {
  await assertNotLocked(tx, entry.person)
  const { userAgent, session: replaces, device, range: network } = visitor
  const isNew = !(await hasUsed(tx, entry.person, device))
  const token = await startSession(tx, random, { ...entry, userAgent, replaces, device, network })
  return { person: entry.person, token, isNew }
}

/** What others hear of it. */
export const newsOfEntry = ({ person, isNew }: Entered, { device, range }: Visitor, at: Date): PersonalNews[] => {
  const told = { person, at, device, network: range }
  return [{ ...told, change: 'signedIn' }, ...(isNew ? [{ ...told, change: 'deviceAdded' } as const] : [])]
}
