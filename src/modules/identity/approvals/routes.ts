/** Paths of what waits for a second person. */
import type { Query } from '#platform/database'
import type { Caller, Http } from '#platform/http'
import { findNames } from '../people.ts'
import * as wire from '../wire.ts'
import type { Kinds } from './kinds.ts'
import type { Signatures } from './sign.ts'

interface Needs {
  readonly db: Query
  readonly kinds: Kinds
  readonly signatures: Signatures
}

const findWaiting = async ({ db, kinds }: Needs, caller: Caller): Promise<wire.Approval[]> => {
  const own = kinds.all().filter(({ may }) => caller.permissions.has(may))
  const waiting = await Promise.all(
    own.map(async ({ kind, waiting }) => (await waiting()).map((one) => ({ ...one, kind }))),
  )
  const all = waiting.flat()
  const names = await findNames(db, [...new Set(all.map(({ askedBy }) => askedBy))])
  return all
    .map(({ askedBy, ...one }) => ({
      ...one,
      askedBy: { id: askedBy, name: names.get(askedBy)?.name ?? '' },
      isMine: askedBy === caller.id,
    }))
    .sort((one, other) => (one.askedAt < other.askedAt ? -1 : 1))
}

export const addApprovalRoutes = (http: Http, needs: Needs): void => {
  http.route(wire.approvals, 'approvals:sign', async ({ caller }) => ({ items: await findWaiting(needs, caller) }))
  http.route(wire.askApproval, 'approvals:sign', ({ caller, body }) => needs.signatures.ask(caller, body))
}
