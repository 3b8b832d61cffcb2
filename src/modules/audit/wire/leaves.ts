/** The wire of the log as staff search it. */
import { z } from 'zod'
import { endpoint, instant, next, page, uuid } from '#platform/endpoint'
import { receiptSchema } from './check-receipt.ts'

const kind = z
  .string()
  .regex(/^[a-z]+(-[a-z]+)*$/)
  .max(40)

const hashHex = z.string().regex(/^[0-9a-f]{64}$/)
const content = z.string().nullable().meta({
  description: 'Canonical JSON; null where a table of another module keeps it, as of transfers and decisions.',
})

const leafItem = z
  .strictObject({
    index: z.int().meta({ description: 'The place of the first of these leaves.' }),
    count: z.int().meta({ description: 'How many leaves one statement appended.' }),
    kind,
    at: instant.meta({ description: 'When the first checkpoint over it was signed.' }),
    content,
  })
  .meta({ id: 'LeafItem' })

const found = {
  kind: kind.optional(),
  about: uuid.optional().meta({ description: 'Leaves whose content names this id: a person, a payment, an account.' }),
  asOf: instant.optional().meta({ description: 'Only what a checkpoint of that time or before counts.' }),
}

export const leaves = endpoint({
  method: 'GET',
  path: '/v1/audit/leaves',
  tag: 'Staff',
  summary: 'The log, newest first: what was done, by kind, by whom it names, and as it was known at an instant',
  query: z.strictObject({ ...found, ...page }),
  answer: z.strictObject({
    items: z.array(leafItem),
    next,
    size: z.int(),
    staff: z
      .array(z.strictObject({ id: uuid, name: z.string() }))
      .meta({ description: 'Members of staff whom these leaves name. Customers are ids alone.' }),
  }),
})

export const leafReceipts = endpoint({
  method: 'GET',
  path: '/v1/audit/receipts',
  tag: 'Staff',
  summary: 'The same with proofs, as a file: a receipt on each line',
  description:
    'Newest first, at most 5,000 leaves; transfers and decisions too. All receipts are under one checkpoint: the last, or with `asOf` the last that was signed by then, so that they prove what was in the log at that time. Taking them along is a leaf itself. A file that breaks off met a row that is not what was logged.',
  query: z.strictObject(found),
  files: ['application/jsonl'],
  refusals: ['too-many-files', 'too-busy'],
})

const place = { params: z.strictObject({ index: z.string().regex(/^(0|[1-9]\d{0,14})$/) }) }

export const oneLeaf = endpoint({
  method: 'GET',
  path: '/v1/audit/leaves/{index}',
  tag: 'Staff',
  summary: 'One leaf with its proof, step by step up to the root of the last checkpoint',
  ...place,
  answer: z.strictObject({
    index: z.int(),
    size: z.int(),
    kind,
    at: instant,
    content,
    entry: hashHex,
    root: hashHex,
    steps: z.array(
      z.strictObject({
        from: z.int().meta({ description: 'The first leaf below the hash that is joined.' }),
        to: z.int().meta({ description: 'The leaf after the last one below it.' }),
        side: z.enum(['left', 'right']),
        hash: hashHex,
      }),
    ),
    note: z.string(),
  }),
  refusals: ['no-such-leaf'],
})

export const leafReceipt = endpoint({
  method: 'GET',
  path: '/v1/audit/leaves/{index}/receipt',
  tag: 'Staff',
  summary: 'A leaf as a file that proves itself, where the log keeps what it says',
  ...place,
  answer: receiptSchema,
  refusals: ['no-such-leaf'],
})
