/** Where oidc-provider keeps what it gives out: one adapter for each of its models. */
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import type { Database } from '#platform/database'
import { uuidPattern } from '#platform/id'
import type { Clock } from '#platform/time'
import { findMetadata } from '../clients/metadata.ts'
import { endConsent } from '../consents/end.ts'
import { consumeRecord, dropRecord, dropRecordsOfGrant, findRecord, hashOf, keepRecord } from './records.ts'
import { isFirstUse } from './replay.ts'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  /** Drops what is remembered of callers, so that an end holds at once in this process. */
  readonly forget: () => void
  /** Whether the client itself gives back what it has. */
  readonly isGivenBack: () => boolean
}

const nothing = async () => undefined
const expiryOf = (clock: Clock, payload: AdapterPayload, seconds: number) =>
  payload.exp === undefined ? new Date(clock().getTime() + seconds * 1000) : new Date(payload.exp * 1000)

const usedAlready = (kind: string) => new errors.InvalidGrant(`${kind} already used`)

/** Keeps records; a second use of what counts once ends the consent and everything under it. */
const adapterOf = ({ db, clock, forget, isGivenBack }: Needs, kind: string): Adapter => {
  const consume = async (id: string) => {
    if (await consumeRecord(db, kind, id, clock())) return
    const grant = (await findRecord(db, kind, id))?.grantId
    if (typeof grant === 'string') await endConsent(db, grant, 'bank', clock())
    throw usedAlready(kind)
  }
  return {
    upsert: (id, payload, seconds) => keepRecord(db, kind, id, { ...payload }, expiryOf(clock, payload, seconds ?? 0)),
    find: (id) => findRecord(db, kind, id),
    findByUid: nothing,
    findByUserCode: nothing,
    consume,
    destroy: async (id) => {
      await dropRecord(db, kind, id)
      if (kind === 'Grant') await endConsent(db, id, isGivenBack() ? 'client' : 'bank', clock())
      forget()
    },
    revokeByGrantId: async (grant) => {
      await dropRecordsOfGrant(db, grant, kind)
      forget()
    },
  }
}

/** The bank's own session is the only one: nothing of the library's outlives its request. */
const forgetful: Adapter = {
  upsert: nothing,
  find: nothing,
  findByUid: nothing,
  findByUserCode: nothing,
  consume: nothing,
  destroy: nothing,
  revokeByGrantId: nothing,
}

/** The library looks before it keeps; here keeping decides, so that two processes cannot both be first. */
const replays = ({ db, clock }: Needs): Adapter => ({
  ...forgetful,
  upsert: async (id, payload, seconds) => {
    const isFirst = await isFirstUse(db, hashOf(id), expiryOf(clock, payload, seconds ?? 0))
    if (!isFirst) throw new errors.InvalidRequest('the proof or assertion was used already')
  },
})

const clients = ({ db }: Needs): Adapter => ({
  ...forgetful,
  find: async (id) => (uuidPattern.test(id) ? findMetadata(db, id) : undefined),
})

/** Answers the adapter of a model by its name. */
export const createAdapters =
  (needs: Needs) =>
  (model: string): Adapter => {
    if (model === 'Session') return forgetful
    if (model === 'ReplayDetection') return replays(needs)
    return model === 'Client' ? clients(needs) : adapterOf(needs, model)
  }
