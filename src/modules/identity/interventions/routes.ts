/** Paths of a customer's ways in, as staff see and close them. */
import type { Http } from '#platform/http'
import { Refusal } from '#platform/refusal'
import { createOpening } from '../altered.ts'
import { findCustomer } from '../customers.ts'
import type { Readings } from '../reading/readings.ts'
import { listSessions } from '../sessions/list.ts'
import * as wire from '../wire.ts'
import {
  createLockCustomer,
  createSignOutCustomer,
  findInterventions,
  type InterventionNeeds,
  isLocked,
} from './intervene.ts'

interface Needs extends InterventionNeeds {
  readonly readings: Readings
  /** Drops what is remembered of callers. */
  readonly forget: () => void
}

export const addInterventionRoutes = (http: Http, needs: Needs): void => {
  const { db, clock, readings, forget } = needs
  const opening = createOpening(needs)
  const lock = createLockCustomer(needs)
  const signOut = createSignOutCustomer(needs)

  const show = async (person: string): Promise<wire.CustomerAccess> => {
    const [locked, sessions, interventions] = await Promise.all([
      isLocked(db, person),
      listSessions(db, person, undefined, clock()),
      findInterventions(db, opening, person),
    ])
    const open = sessions.filter(({ isOpen }) => isOpen)
    return {
      isLocked: locked,
      sessions: open.map(({ startedAt, seenAt, enteredWith, userAgent }) => ({
        startedAt,
        seenAt,
        enteredWith,
        userAgent,
      })),
      interventions,
    }
  }

  http.route(wire.customerAccess, 'customers:read', async ({ caller, request, params: { id } }) => {
    readings.demand(request, caller)
    if ((await findCustomer(db, opening, id)) === null)
      throw new Refusal('no-such-customer', 404, 'There is no such customer.')
    await readings.note(request, caller, { what: 'access', people: [id] })
    return show(id)
  })
  http.route(wire.lockCustomer, 'customers:lock', async ({ caller, params: { id }, body }) => {
    await lock({ person: id, reason: body.reason, by: caller.id }, body.isLocked)
    forget()
    return show(id)
  })
  http.route(wire.signOutCustomer, 'customers:lock', async ({ caller, params: { id }, body }) => {
    await signOut({ person: id, reason: body.reason, by: caller.id })
    forget()
    return show(id)
  })
}
