/** Paths of kiosks. */
import type { Http } from '#platform/http'
import type { Attempts } from '../attempts/attempts.ts'
import { isPicture } from '../attempts/frames.ts'
import type { createCallPerson, createTakeEntries } from '../kiosks/entries.ts'
import type { createGivePermit } from '../kiosks/permits.ts'
import type { createKioskEntry } from '../kiosks/sign-in.ts'
import type { createTakeSigns } from '../kiosks/signs.ts'
import * as wire from '../wire.ts'

export interface KioskUses {
  readonly entry: ReturnType<typeof createKioskEntry>
  readonly attempts: Attempts
  readonly takeSigns: ReturnType<typeof createTakeSigns>
  readonly takeEntries: ReturnType<typeof createTakeEntries>
  readonly callPerson: ReturnType<typeof createCallPerson>
  readonly givePermit: ReturnType<typeof createGivePermit>
}

export const attend = 'locker:attend'

/** A second of frames at a good size; more is refused before it is read. */
const framesBytes = 3 * 1024 * 1024
const pictureBytes = 1024 * 1024

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'base64url')

/** What is no picture is not kept, and keeps nobody from typing. */
const pictureIn = (text: string | undefined): Uint8Array | null => {
  if (text === undefined) return null
  const bytes = bytesOf(text)
  return isPicture(bytes) ? bytes : null
}

const addEntry = (http: Http, { entry }: KioskUses) => {
  http.routeForAnyone(wire.giveKioskKey, ({ body }) => entry.giveKey(body.code, body.publicKey))
  http.routeForAnyone(wire.askKioskNonce, ({ body }) => entry.askNonce(body.kiosk))
  http.routeForAnyone(wire.signInKiosk, ({ body }) => entry.signIn(body))
}

const addSteps = (http: Http, { attempts }: KioskUses) => {
  http.route(wire.putAttempt, attend, ({ caller, params, body }) =>
    attempts.begin({ kiosk: caller.id, id: params.id, ...body }),
  )
  http.route(wire.getAttempt, attend, ({ caller, params }) => attempts.find(caller.id, params.id))
  http.route(wire.cancelAttempt, attend, ({ caller, params }) => attempts.cancel(caller.id, params.id))
  http.route(
    wire.sendFrames,
    attend,
    ({ caller, params, body: { nonce, frames } }) => {
      const read = frames.map(({ atMs, jpeg }) => ({ atMs, jpeg: bytesOf(jpeg) }))
      return attempts.takeFrames({ kiosk: caller.id, id: params.id, nonce }, read)
    },
    { bodyLimit: framesBytes },
  )
  http.route(wire.askPasskey, attend, ({ caller, params, body }) =>
    attempts.askPasskey({ kiosk: caller.id, id: params.id, nonce: body.nonce }),
  )
  http.route(
    wire.sendPasskey,
    attend,
    ({ caller, params, body: { nonce, id: ceremony, credential, picture } }) =>
      attempts.takePasskey(
        { kiosk: caller.id, id: params.id, nonce },
        { ceremony, credential, picture: pictureIn(picture) },
      ),
    { bodyLimit: pictureBytes },
  )
  http.route(
    wire.sendSecret,
    attend,
    ({ caller, params, body: { nonce, secret, picture } }) =>
      attempts.takeSecret({ kiosk: caller.id, id: params.id, nonce }, secret, pictureIn(picture)),
    { bodyLimit: pictureBytes },
  )
  http.route(
    wire.sendCode,
    attend,
    ({ caller, params, body: { nonce, code, picture } }) =>
      attempts.takeCode({ kiosk: caller.id, id: params.id, nonce }, code, pictureIn(picture)),
    { bodyLimit: pictureBytes },
  )
  http.route(
    wire.openBox,
    attend,
    ({ caller, params, body: { nonce, picture } }) =>
      attempts.open({ kiosk: caller.id, id: params.id, nonce }, pictureIn(picture)),
    { bodyLimit: pictureBytes },
  )
}

export const addKioskRoutes = (http: Http, uses: KioskUses): void => {
  addEntry(http, uses)
  addSteps(http, uses)
  http.route(wire.tellSigns, attend, ({ caller, body }) =>
    uses.takeSigns(caller.id, { ...body, at: new Date(body.at) }),
  )
  http.route(wire.deliverQueue, attend, ({ caller, body }) => uses.takeEntries(caller.id, body.entries), {
    bodyLimit: framesBytes,
  })
  http.route(wire.takePermit, attend, ({ caller }) => uses.givePermit(caller.id))
  http.route(wire.callPerson, attend, async ({ caller, body }) => {
    await uses.callPerson(caller.id, body.attempt)
    return undefined
  })
}
