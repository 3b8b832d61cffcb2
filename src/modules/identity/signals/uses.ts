/** What people see and do about the signals of their sessions. */
import type { Caller } from '#platform/http'
import type { Tell } from '../messages/tell.ts'
import { findSession } from '../sessions/session.ts'
import type { Standing } from '../wire.ts'
import { type ConfirmNeeds, createConfirm, type SessionProof } from './confirm.ts'
import { createDisown } from './disown.ts'
import { markProved, standingOf } from './standing.ts'

export const createSignalUses = (needs: ConfirmNeeds & { readonly tell: Tell }) => {
  const { db, clock } = needs
  const confirm = createConfirm(needs)

  const standing = async (caller: Caller): Promise<Standing> => {
    const session = await findSession(db, Buffer.from(caller.session ?? '', 'hex'), clock())
    const { level, why } = (session && standingOf(session)) ?? { level: 'usual', why: [] }
    return {
      level,
      why: why as Standing['why'],
      provedUntil: session?.proved_until?.toISOString() ?? null,
      ways: await confirm.waysFor(caller),
    }
  }

  return {
    standing,
    sendSessionCode: confirm.send,
    proveSession: async (caller: Caller, proof: SessionProof, network: string): Promise<Standing> => {
      const { level } = await standing(caller)
      await confirm.check(caller, proof, network)
      if (caller.session !== undefined) await markProved(db, caller.session, { level }, clock())
      return standing(caller)
    },
    disownSession: createDisown(needs),
  }
}

export type SignalUses = ReturnType<typeof createSignalUses>
