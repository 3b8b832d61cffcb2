/** Paths of the log of reading, and of customers as staff look them up. */
import type { Database } from '#platform/database'
import { type Http, signedIn } from '#platform/http'
import { Refusal } from '#platform/refusal'
import type { Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import { createOpening, createRaise } from '../altered.ts'
import { findCustomer, listCustomers } from '../customers.ts'
import { findNames } from '../people.ts'
import { findPhones } from '../phone.ts'
import * as wire from '../wire.ts'
import type { ReadingRow, Readings } from './readings.ts'
import { openWords } from './words.ts'

interface Needs {
  readonly db: Database
  readonly sealing: Sealing
  readonly clock: Clock
  readonly readings: Readings
}

type Names = ReadonlyMap<string, { name: string }>

const toReading = (row: ReadingRow, reason: string | null, names: Names): wire.Reading => ({
  id: row.seq.toString(),
  at: row.at.toISOString(),
  reader: { id: row.reader, name: row.name },
  roles: row.roles as wire.Reading['roles'],
  people: row.people.map((id) => ({ id, name: names.get(id)?.name ?? '' })),
  what: row.what as wire.Reading['what'],
  detail: row.detail,
  choice: row.choice as wire.Reading['choice'],
  reason,
})

/** Looking customers up: each time with a reason, and written down before it is answered. */
const addCustomers = (http: Http, needs: Needs) => {
  const { db, sealing, readings } = needs
  const opening = createOpening(needs)
  const found = async (id: string) => {
    const customer = await findCustomer(db, opening, id)
    if (customer === null) throw new Refusal('no-such-customer', 404, 'There is no such customer.')
    return customer
  }
  http.route(wire.customers, 'customers:read', async ({ caller, request, query }) => {
    readings.demand(request, caller)
    const page = await listCustomers(db, { ...opening, hashes: sealing.hashes }, query)
    await readings.note(request, caller, { what: 'search', people: page.items.map(({ id }) => id) })
    return page
  })
  http.route(wire.customer, 'customers:read', async ({ caller, request, params }) => {
    readings.demand(request, caller)
    const customer = await found(params.id)
    await readings.note(request, caller, { what: 'customer', people: [params.id] })
    return customer
  })
  http.route(wire.customerPhones, 'customers:read', async ({ caller, request, params }) => {
    readings.demand(request, caller)
    await found(params.id)
    await readings.note(request, caller, { what: 'phones', people: [params.id] })
    const phones = await findPhones(db, opening, params.id)
    return {
      items: phones.map(({ number, setAt }, index) => ({
        number,
        setAt: setAt.toISOString(),
        until: phones[index - 1]?.setAt.toISOString() ?? null,
      })),
    }
  })
}

export const addReadingRoutes = (http: Http, needs: Needs): void => {
  const { db, readings } = needs
  const words = { opening: createOpening(needs), raise: createRaise(needs) }
  addCustomers(http, needs)
  http.route(wire.readings, 'readings:read', async ({ query }) => {
    const { rows, next } = await readings.search(query)
    const names = await findNames(db, [...new Set(rows.flatMap(({ people }) => people))])
    const items = rows.map(async (row) => toReading(row, await openWords(words, row), names))
    return { items: await Promise.all(items), next }
  })
  http.route(wire.myReadings, signedIn, async ({ caller }) => {
    const rows = await readings.ofCustomer(caller.id)
    return {
      items: rows.map((row) => {
        const { id, at, roles, what, choice } = toReading(row, '', new Map())
        return { id, at, roles, what, choice }
      }),
    }
  })
}
