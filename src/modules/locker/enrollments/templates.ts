/** Templates: a descriptor and how the head was held, sealed for their row. They are opened to compare, and never leave the module. */
import { z } from 'zod'
import type { Query } from '#platform/database'
import type { SealedField, Sealing } from '#platform/sealing'
import type { TemplateRow } from '../tables.ts'
import type { PoseName } from '../wire.ts'

export const templateField: SealedField = { table: 'locker.template', column: 'sealed', key: 'id', keyType: 'uuid' }

/** How a head was held, in the units of perception. */
export interface Held {
  readonly turn: number
  readonly tilt: number
  readonly pitch: number
}

export interface Template extends Held {
  readonly descriptor: Float32Array
}

const written = z.strictObject({ descriptor: z.string(), turn: z.number(), tilt: z.number(), pitch: z.number() })
const descriptorBytes = 128 * 4

export const sealTemplate = (
  sealing: Sealing,
  id: string,
  { descriptor, turn, tilt, pitch }: Template,
): Promise<Buffer> => {
  const bytes = Buffer.from(descriptor.buffer, descriptor.byteOffset, descriptor.byteLength)
  return sealing.seal(templateField, id, JSON.stringify({ descriptor: bytes.toString('base64'), turn, tilt, pitch }))
}

/** Throws Unsealable where the row was changed. */
export const openTemplate = async (
  sealing: Sealing,
  { id, sealed }: Pick<TemplateRow, 'id' | 'sealed'>,
): Promise<Template> => {
  const { descriptor, ...held } = written.parse(JSON.parse(await sealing.open(templateField, id, sealed)))
  const bytes = Buffer.from(descriptor, 'base64')
  if (bytes.length !== descriptorBytes) throw new RangeError('a template has 128 numbers')
  return { descriptor: new Float32Array(Uint8Array.from(bytes).buffer), ...held }
}

export const templatesOf = (db: Query, enrollment: string): Promise<TemplateRow[]> =>
  db.query(
    'select id, enrollment, pose, taken_at, sealed from locker.template where enrollment = $1 order by taken_at, id',
    [enrollment],
  )

/**
 * What a head has to have done since the straight pose, seen from the person; data, as the limits of motions are. Each is beyond what the mesh itself
 * wavers by: of 200 pictures looked at in two sizes, 99 in 100 differed by less than 0.036 (turn), 0.017 (tilt) and 2.8 degrees (pitch).
 */
export const poseLimits = { turn: 0.06, straightTurn: 0.05, pitch: 3, tilt: 0.03 } as const

/** Whether a head is held as it was asked for, seen from the straight one of the same person. */
export const isHeld = (pose: PoseName, head: Held, straight: Held | undefined): boolean => {
  if (pose === 'straight') return Math.abs(head.turn) <= poseLimits.straightTurn || straight === undefined
  if (!straight) return false
  const [turned, raised, nodded] = [head.turn - straight.turn, straight.pitch - head.pitch, straight.tilt - head.tilt]
  if (pose === 'left') return turned >= poseLimits.turn
  if (pose === 'right') return turned <= -poseLimits.turn
  const isUp = raised >= poseLimits.pitch || nodded >= poseLimits.tilt
  const isDown = raised <= -poseLimits.pitch || nodded <= -poseLimits.tilt
  return pose === 'up' ? isUp : isDown && !isUp
}
