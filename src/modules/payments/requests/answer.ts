/** What both sides do with a request besides paying it: decline, take back, remind, block. */

import type { Tx } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import { uuidv7 } from '#platform/id'
import { Refusal } from '#platform/refusal'
import type { Telling } from '../telling/tell.ts'
import type { BlockedRequester } from '../wire.ts'
import type { AskNeeds } from './ask.ts'
import { noSuchRequest, requestOver } from './pay.ts'
import { findBlocks, findRequest, lockRequest, type RequestRow, writeBlock } from './rows.ts'
import { remindFrom, stateOf } from './view.ts'

const mostBlocks = 500

const remindedEnough = () => new Refusal('reminded-enough', 409, 'You can remind three times, with a day between them.')
const beingPaid = () =>
  new Refusal('request-being-paid', 409, 'Your payment of this request is on its way. Stop that first.')
const tooManyBlocks = () =>
  new Refusal('too-many-blocks', 422, 'You have blocked as many people as one can. Let one of them in again.')

type Side = 'payer' | 'requester'

const tellingOf = (row: RequestRow, kind: Telling['kind'], to: Side, at: Date): Telling => ({
  person: row[to],
  kind,
  at,
  amount: { currency: row.currency, minor: row.minor },
  other: row[to === 'payer' ? 'requester' : 'payer'],
  note: row.note,
  link: `/requests/${row.id}`,
})

/** Changes a request that is open, under its lock, in the name of one side. */
const change =
  ({ db, clock }: AskNeeds, side: Side, work: (tx: Tx, row: RequestRow, at: Date) => Promise<void>) =>
  (person: string, id: string): Promise<void> =>
    db.transaction(async (tx) => {
      const row = await lockRequest(tx, person, id)
      if (row?.[side] !== person) throw noSuchRequest()
      const at = clock()
      const state = stateOf(row, at)
      if (side === 'payer' && state === 'paying') throw beingPaid()
      if (state !== 'open' && state !== 'paying') throw requestOver()
      await work(tx, row, at)
    })

export const createDecline = (needs: AskNeeds) =>
  change(needs, 'payer', async (tx, row, at) => {
    await tx.query('update payments.request set declined_at = $2 where id = $1', [row.id, at])
    const telling = tellingOf(row, 'request-declined', 'requester', at)
    const name = (await needs.identity.names([row.payer])).get(row.payer)?.name
    // Whoever asked by an alias and did not know the whole name does not learn it by being declined.
    await needs.tell(tx, [name === row.shown ? telling : { ...telling, other: null }])
  })

/** A payment that is on its way arrives all the same, since who asked may learn nothing of it before. */
export const createCancelRequest = (needs: AskNeeds) =>
  change(needs, 'requester', async (tx, row, at) => {
    await tx.query('update payments.request set cancelled_at = $2 where id = $1', [row.id, at])
  })

export const createRemind = (needs: AskNeeds) =>
  change(needs, 'requester', async (tx, row, at) => {
    const from = remindFrom(row)
    if (from === null || from > at) throw remindedEnough()
    await tx.query('update payments.request set reminders = reminders + 1, reminded_at = $2 where id = $1', [
      row.id,
      at,
    ])
    // Whoever has blocked the asker since hears nothing; the asker does not learn of it.
    if (await findRequest(tx, row.payer, row.id))
      await needs.tell(tx, [tellingOf(row, 'request-reminded', 'payer', at)])
  })

export interface BlockNeeds extends AskNeeds {
  readonly randomBytes: RandomBytes
}

export const createListBlocks =
  ({ db, identity }: AskNeeds) =>
  async (person: string): Promise<BlockedRequester[]> => {
    const rows = await findBlocks(db, person)
    const names = await identity.names(rows.map(({ blocked }) => blocked))
    return rows.map(({ id, blocked, blocked_at }) => ({
      id,
      name: names.get(blocked)?.name ?? '',
      blockedAt: blocked_at.toISOString(),
    }))
  }

/** Throws no-such-request, too-many-blocks. */
export const createBlock =
  (needs: BlockNeeds) =>
  async (person: string, id: string): Promise<BlockedRequester> => {
    const { db, clock, randomBytes } = needs
    const request = await findRequest(db, person, id)
    if (request?.payer !== person) throw noSuchRequest()
    if ((await findBlocks(db, person)).length >= mostBlocks) throw tooManyBlocks()
    const at = clock()
    const blocked = request.requester
    await writeBlock(db, person, { id: uuidv7(at.getTime(), randomBytes(10)), blocked, blocked_at: at })
    const row = (await findBlocks(db, person)).find((each) => each.blocked === blocked)
    const listed = (await createListBlocks(needs)(person)).find((each) => each.id === row?.id)
    if (!listed) throw noSuchRequest()
    return listed
  }
