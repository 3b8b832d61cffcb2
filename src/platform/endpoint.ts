/** What a path takes and answers, said once: routes, OpenAPI and the typed client are all made from it. Browser-safe. */
import { z } from 'zod'
import { uuidPattern, uuidv7Pattern } from '#platform/id'
import { currencyCodes, largestMinor } from '#platform/money'

export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'
  /** With `{name}` for each path parameter, as in OpenAPI. */
  readonly path: string
  readonly tag: string
  readonly summary: string
  readonly description?: string
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly answer: Answer
  /** The status of a good answer. */
  readonly status: 200 | 201 | 204
  /** Codes of the refusals that this path is known for, beyond the general ones. */
  readonly refusals: readonly string[]
  readonly batch?: Batch
  /** What the data of each event holds, where the answer is a stream of server-sent events. */
  readonly events?: z.ZodType
  /** Media types of the file that is answered, where the answer is one. */
  readonly files?: readonly string[]
  /** Media types of the file that the body is, where it is one. */
  readonly takesFiles?: readonly string[]
}

/** What a batch endpoint takes many of, as a list in JSON or a line each, and what it answers for each. */
export interface Batch<Item extends z.ZodType = z.ZodType, Result extends z.ZodType = z.ZodType> {
  /** Of the list in a JSON body. */
  readonly name: string
  readonly item: Item
  readonly result: Result
  /** Items in a JSON body, and in one chain of a stream. */
  readonly most: number
}

/** An endpoint that takes a list of items and answers a result for each. */
export interface BatchEndpoint<Item extends z.ZodType = z.ZodType, Result extends z.ZodType = z.ZodType>
  extends Endpoint {
  readonly batch: Batch<Item, Result>
}

/** The media type of JSON lines, one item each. */
export const linesType = 'application/x-ndjson'

type Written<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> = Omit<
  Endpoint<P, Q, B, A>,
  'params' | 'query' | 'body' | 'answer' | 'status' | 'refusals'
> & { params?: P; query?: Q; body?: B; answer?: A; status?: 200 | 201 | 204; refusals?: readonly string[] }

const nothing = z.strictObject({})
type Nothing = typeof nothing

/** Declares an endpoint. What is left out is empty, and an unknown field in it is refused. */
export const endpoint = <
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = z.ZodUndefined,
  A extends z.ZodType = z.ZodUndefined,
>(
  written: Written<P, Q, B, A>,
): Endpoint<P, Q, B, A> => ({
  ...written,
  params: written.params ?? (nothing as unknown as P),
  query: written.query ?? (nothing as unknown as Q),
  body: written.body ?? (z.undefined() as unknown as B),
  answer: written.answer ?? (z.undefined() as unknown as A),
  status: written.status ?? (written.answer || written.events || written.files ? 200 : 204),
  refusals: written.refusals ?? [],
})

/** Declares a batch endpoint: JSON is `{ [name]: items }` and `{ results }`, lines are items and results. */
export const batchEndpoint = <Item extends z.ZodType, Result extends z.ZodType>(
  written: Pick<Endpoint, 'path' | 'tag' | 'summary' | 'description'> & {
    batch: Batch<Item, Result>
    refusals?: readonly string[]
  },
): BatchEndpoint<Item, Result> => {
  const { name, item, result, most } = written.batch
  const body = z.strictObject({ [name]: z.array(item).min(1).max(most) })
  const answer = z.strictObject({ results: z.array(result) })
  return { ...endpoint({ ...written, method: 'POST', body, answer }), batch: written.batch }
}

/** Any UUID in lower case. */
export const uuid = z.string().regex(uuidPattern, 'a UUID in lower case').meta({ format: 'uuid' })

/** An id that the caller makes: a UUID of version 7, which is also the idempotency key. */
export const newUuid = z
  .string()
  .regex(uuidv7Pattern, 'a UUID of version 7 in lower case')
  .meta({ format: 'uuid', description: 'UUID of version 7, made by the caller; it is the idempotency key.' })

export const currency = z.enum(currencyCodes).meta({ id: 'Currency', description: 'ISO 4217.' })

/** Minor units as digits, with a sign: what a balance travels as. */
export const minorUnits = z
  .string()
  .regex(/^-?(0|[1-9]\d{0,18})$/, 'whole minor units as digits')
  .refine(
    (text) => !/^-?\d{19}$/.test(text) || BigInt(text.replace('-', '')) <= largestMinor,
    'at most 9223372036854775807',
  )
  .meta({ description: 'Whole minor units of the currency as digits in a string (paise, cents, fils).' })

/** An amount that moves: more than zero, at most 2^63 - 1 minor units. */
export const amount = z
  .strictObject({
    currency,
    minor: z
      .string()
      .regex(/^[1-9]\d{0,18}$/, 'whole minor units as digits, more than zero')
      .refine((digits) => !/^\d{19}$/.test(digits) || BigInt(digits) <= largestMinor, 'at most 9223372036854775807')
      .meta({ description: 'Whole minor units as digits in a string; 1 to 9223372036854775807.' }),
  })
  .meta({ id: 'Amount', description: 'An amount that moves: ₹2,400.00 is { "currency": "INR", "minor": "240000" }.' })

export const instant = z.iso.datetime({ precision: 3 }).meta({ description: 'An instant in UTC with milliseconds.' })

// Control characters, halves of characters (which the database would store as others), and marks that turn text round.
const odd = '\\p{Cc}\\p{Cs}\\u202A-\\u202E\\u2066-\\u2069'

/** One line of text as a person types it. */
export const lineOfText = (least: number, most: number) =>
  z
    .string()
    .min(least)
    .max(most)
    .regex(new RegExp(`^[^${odd}]*$`, 'u'), 'one line without control characters')

/** Several lines of text. */
export const linesOfText = (least: number, most: number) =>
  z
    .string()
    .min(least)
    .max(most)
    .regex(new RegExp(`^(\\n|[^${odd}])*$`, 'u'), 'text without control characters')

/** A name: something to see, and no space around it. */
export const nameOfThing = (most: number) =>
  lineOfText(1, most)
    .regex(/^\S(.*\S)?$/u, 'a name without spaces around it')
    .regex(/[\p{L}\p{N}]/u, 'a name with a letter or a digit')

/** A page of a list: how many, and the cursor that the page before it gave. */
export const page = {
  before: z
    .string()
    .regex(/^\d{1,19}$/, 'a cursor from an earlier page')
    .refine((digits) => !/^\d{19}$/.test(digits) || BigInt(digits) <= largestMinor, 'a cursor from an earlier page')
    .optional(),
  limit: z
    .string()
    .regex(/^([1-9]|[1-9]\d|100)$/, '1 to 100')
    .optional(),
}

/** The cursor of the next page, or null on the last one. */
export const next = z
  .string()
  .nullable()
  .meta({ description: 'Pass it as `before` for the next page; null on the last.' })

/** A problem document (RFC 9457). */
export const problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string().meta({ description: 'Stable; what a program should look at.' }),
    detail: z.string(),
    request_id: z.string(),
    fields: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
    proof: z
      .strictObject({
        level: z.enum(['usual', 'raised', 'high']),
        why: z.array(z.string()),
        at: z.string().meta({ description: 'The path that takes the proof, after which the same request is let in.' }),
      })
      .optional()
      .meta({ description: 'Of proof-required: what was noticed about the session, and what would satisfy it.' }),
    line: z.number().int().optional().meta({ description: 'Of a stream of lines: the first line that was not done.' }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457. Nothing was written where one is answered, unless its code says so.' })

export type Problem = z.infer<typeof problem>
