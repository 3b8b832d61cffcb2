/** What the ledger takes and answers, as it travels. */
import { z } from 'zod'
import { currency, endpoint, instant, minorUnits } from '#platform/endpoint'

export * from './wire/accounts.ts'
export * from './wire/periods.ts'
export * from './wire/reading.ts'
export * from './wire/transfers.ts'

export const proof = z
  .strictObject({
    proved: z.boolean(),
    transfers: z.number().int(),
    accounts: z.number().int(),
    seconds: z.number(),
    ledgers: z.array(
      z.strictObject({
        currency,
        debits: minorUnits,
        credits: minorUnits,
        pendingDebits: minorUnits,
        pendingCredits: minorUnits,
      }),
    ),
    breach: z
      .strictObject({ rule: z.string(), offender: z.string(), detail: z.string() })
      .nullable()
      .meta({ description: 'The first offender, where an invariant is broken.' }),
  })
  .meta({ id: 'Proof', description: 'Every invariant of the books, recomputed from the transfers alone.' })

export const prove = endpoint({
  method: 'POST',
  path: '/v1/books/proof',
  tag: 'Books',
  summary: 'Prove the books now',
  description: 'The result is kept. Where a proof is under way, this one follows it.',
  answer: proof,
})

export const lastProof = endpoint({
  method: 'GET',
  path: '/v1/books/proof',
  tag: 'Books',
  summary: 'The last proof of the books, and whether one is under way',
  answer: z
    .strictObject({
      last: z
        .strictObject({ at: instant.meta({ description: 'The instant whose books were proved.' }), proof })
        .nullable()
        .meta({ description: 'Null before the first proof.' }),
      isRunning: z.boolean(),
    })
    .meta({ id: 'LastProof' }),
})

export type LastProof = z.infer<typeof lastProof.answer>
export type Proof = z.infer<typeof proof>
