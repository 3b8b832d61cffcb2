/** What several paths of the locker share. */
import { z } from 'zod'
import { nameOfThing, uuid } from '#platform/endpoint'

export const somebody = z.strictObject({ id: uuid, name: z.string() })

/** The number on the door of a box. */
export const boxNumber = z
  .string()
  .regex(/^[A-Z0-9]([A-Z0-9-]{0,10}[A-Z0-9])?$/, 'the number on the box: digits, capital letters, hyphens')
  .meta({ examples: ['214'] })

export const branch = nameOfThing(80).meta({ examples: ['Mylapore'] })

/** Bytes in base64url without padding. */
export const base64url = (least: number, most: number) =>
  z
    .string()
    .min(least)
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/, 'base64url without padding')

/** 32 random bytes of the server. */
export const nonce = base64url(43, 43).meta({
  description: '32 random bytes; good for one step, then another follows.',
})

export const door = z.enum(['person', 'owner', 'secret', 'code', 'opening']).meta({
  id: 'LockerDoor',
  description: 'A living person; one of the owners or agents; the secret; the one-time code; the lock.',
})
export type Door = z.infer<typeof door>

/** What opens the first two doors. */
export const way = z.enum(['face', 'passkey'])
export type Way = z.infer<typeof way>

export const lockState = z.enum(['locked', 'unlocked', 'open', 'forced', 'unknown']).meta({
  id: 'LockState',
  description:
    'As the lock itself says: bolted; free to be opened; its door stands open; opened without us; it does not answer.',
})
export type LockState = z.infer<typeof lockState>
