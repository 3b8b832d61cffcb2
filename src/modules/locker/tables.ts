/** Rows of this module's own tables. */
import type { Challenge } from '#perception/challenge'
import type { Denial, Door, Fault, LockDrive, LockState, PoseName, Way } from './wire.ts'

export interface KioskRow {
  readonly id: string
  readonly name: string
  readonly branch: string
  readonly public_key: Uint8Array | null
  readonly key_at: Date | null
  readonly revoked_at: Date | null
  readonly heard_at: Date | null
  readonly power: 'mains' | 'battery' | 'unknown'
  readonly camera: 'ok' | 'covered' | 'missing' | 'unknown'
  readonly clock_skew_ms: bigint | null
  readonly waits: number
  readonly delivered_up_to: bigint
}

export const kioskColumns =
  'id, name, branch, public_key, key_at, revoked_at, heard_at, power, camera, clock_skew_ms, waits, delivered_up_to'

export interface BoxRow {
  readonly id: string
  readonly number: string
  readonly branch: string
  readonly drive: LockDrive
  readonly lock: LockState
  readonly lock_since: Date
  readonly locked_at: Date | null
  readonly locked_why: string | null
  readonly wrong_secrets: number
}

export const boxColumns = 'id, number, branch, drive, lock, lock_since, locked_at, locked_why, wrong_secrets'

export interface HolderRow {
  readonly id: string
  readonly box: string
  readonly person: string
  readonly role: 'owner' | 'agent'
  readonly valid_from: string | null
  readonly valid_until: string | null
  readonly entered_at: Date
  readonly consented_at: Date | null
  readonly declined_at: Date | null
  readonly ended_at: Date | null
  readonly secret: string | null
}

export const holderColumns =
  'id, box, person, role, valid_from::text, valid_until::text, entered_at, consented_at, declined_at, ended_at, secret'

export interface EnrollmentRow {
  readonly id: string
  readonly person: string
  readonly begun_by: string
  readonly begun_at: Date
  readonly expires_at: Date
  readonly consented_at: Date | null
  readonly finished_at: Date | null
  readonly reason: string | null
  readonly granted_by: string | null
  readonly granted_at: Date | null
  readonly ended_at: Date | null
  readonly end_kind: 'declined' | 'denied' | 'replaced' | 'deleted' | 'expired' | null
}

export const enrollmentColumns =
  'id, person, begun_by, begun_at, expires_at, consented_at, finished_at, reason, granted_by, granted_at, ended_at, end_kind'

export interface TemplateRow {
  readonly id: string
  readonly enrollment: string
  readonly pose: PoseName
  readonly taken_at: Date
  readonly sealed: Uint8Array
}

export interface AttemptRow {
  readonly id: string
  readonly box: string
  readonly kiosk: string
  readonly language: string
  readonly state: 'under-way' | 'opening' | 'open' | 'closed' | 'refused' | 'expired' | 'cancelled'
  readonly door: Door
  readonly nonce: Uint8Array
  readonly motions: Challenge | null
  readonly challenge_at: Date | null
  readonly challenge_expires_at: Date | null
  readonly tries: number
  readonly faults: Fault[]
  readonly hints: string[]
  readonly way: Way | null
  readonly holder: string | null
  readonly enrollment: string | null
  readonly person_at: Date | null
  readonly owner_at: Date | null
  readonly secret_at: Date | null
  readonly code_at: Date | null
  readonly code_hash: Uint8Array | null
  readonly code_expires_at: Date | null
  readonly code_to: string | null
  readonly denial: Denial | null
  readonly began_at: Date
  readonly expires_at: Date
  readonly opened_at: Date | null
  readonly closed_at: Date | null
  readonly ended_at: Date | null
}

export const attemptColumns =
  'id, box, kiosk, language, state, door, nonce, motions, challenge_at, challenge_expires_at, tries, faults, hints, way, holder, enrollment, person_at, owner_at, secret_at, code_at, code_hash, code_expires_at, code_to, denial, began_at, expires_at, opened_at, closed_at, ended_at'
