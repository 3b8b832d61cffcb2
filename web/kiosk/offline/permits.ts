/** The permit that this kiosk holds. It opens nothing by itself; where the policy no longer allows one, it is forgotten. */
import { type Permit, permit, type SignedPermit, takePermit } from '#wire/locker'
import type { AskBank } from '../device/connection.ts'
import { keepPermit, type Offline, readPermit } from '../device/kept.ts'

/** A new one is taken so often, so that much of its time is left when the bank is lost. */
const RENEW_MS = 5 * 60_000
const taken: { at: number | undefined } = { at: undefined }

export const renewPermit = async (ask: AskBank, { mayOpen }: Offline): Promise<void> => {
  const isFresh = taken.at !== undefined && performance.now() - taken.at < RENEW_MS
  if (!mayOpen) return keepPermit(undefined)
  if (isFresh) return
  taken.at = performance.now()
  try {
    await keepPermit(await ask(takePermit, {}))
  } catch (error) {
    // The next beat asks again; what was held before is good until it is over.
    taken.at = undefined
    throw error
  }
}

export type HeldPermit = { readonly signed: SignedPermit; readonly permit: Permit }

/** What is held, read; undefined where there is none, or none that this page can read. */
export const heldPermit = async (): Promise<HeldPermit | undefined> => {
  const signed = await readPermit()
  if (signed === undefined) return undefined
  const read = permit.safeParse(JSON.parse(signed.permit))
  return read.success ? { signed, permit: read.data } : undefined
}
