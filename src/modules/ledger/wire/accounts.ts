/** Accounts of the book in batches, as they travel. */
import { z } from 'zod'
import { batchEndpoint, currency, uuid } from '#platform/endpoint'
import { accountResults } from './results.ts'
import { howBatchesAnswer, importedAt, largestBatch } from './transfers.ts'

const flag = z.enum(['debitsMustNotExceedCredits', 'creditsMustNotExceedDebits', 'frozen', 'closed', 'history'])

export const bookAccount = z
  .strictObject({
    id: uuid.meta({ description: 'Made by the caller; the idempotency key. Not zero.' }),
    currency: currency.meta({ description: 'Names the ledger.' }),
    code: z.int().min(0).max(2_147_483_647).meta({ description: 'Its place in the chart of accounts.' }),
    flags: z
      .array(flag)
      .max(5)
      .optional()
      .meta({ description: 'What may not exceed what, and the rest of its state.' }),
    isLinked: z.boolean().optional().meta({ description: 'In one chain with the next item: all or none.' }),
    importedAt: importedAt
      .optional()
      .meta({ description: 'When it was made, of one that comes from elsewhere; otherwise it is now.' }),
  })
  .meta({
    id: 'BookAccount',
    description: 'An account of the book as it is asked for.',
    examples: [
      {
        id: '019ce8f2-5a00-7000-8000-0123456789ab',
        currency: 'INR',
        code: 2010,
        flags: ['debitsMustNotExceedCredits'],
      },
    ],
  })

const accountResult = z
  .strictObject({
    id: uuid,
    result: z.enum(Object.values(accountResults)).meta({ description: 'ok, or why the item left nothing behind.' }),
  })
  .meta({ id: 'BookAccountResult', description: 'What became of one item.' })

export const writeAccounts = batchEndpoint({
  path: '/v1/ledger/accounts',
  tag: 'Service clients',
  summary: 'Make accounts of the book, in batches or as a stream',
  description: `They are accounts of the book alone: no customer holds them. ${howBatchesAnswer}`,
  batch: { name: 'accounts', item: bookAccount, result: accountResult, most: largestBatch },
  refusals: ['line-too-long', 'chain-too-long', 'too-slow'],
})

export type BookAccount = z.infer<typeof bookAccount>
