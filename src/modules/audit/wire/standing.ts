/** The wire of who else holds the log: witnesses who sign it, and places that checkpoints are put at. */
import { z } from 'zod'
import { endpoint, instant } from '#platform/endpoint'

export const standing = endpoint({
  method: 'GET',
  path: '/v1/audit/standing',
  tag: 'Staff',
  summary: 'How far the log is, who else holds a checkpoint of it, and since when its keys sign',
  answer: z.strictObject({
    origin: z.string(),
    size: z.int(),
    at: instant,
    keysSince: instant,
    archived: z.strictObject({ size: z.int(), at: instant }).nullable(),
    witnesses: z.array(
      z.strictObject({
        name: z.string(),
        last: z.strictObject({ size: z.int(), at: instant }).nullable(),
      }),
    ),
    anchors: z.array(
      z.strictObject({
        place: z.string(),
        last: z.strictObject({ size: z.int(), at: instant }).nullable(),
      }),
    ),
  }),
})

export const cosign = endpoint({
  method: 'POST',
  path: '/v1/audit/cosignatures',
  tag: 'Log',
  summary: 'A witness hands in a checkpoint with its signature below it',
  body: z.strictObject({
    note: z
      .string()
      .max(30_000)
      .meta({ description: 'A checkpoint of this log as a signed note, with a line by a known witness.' }),
  }),
  answer: z.strictObject({ taken: z.int().meta({ description: 'How many of the signatures were new.' }) }),
  refusals: ['no-such-witness', 'not-this-log'],
})
