/** Saved payees as they travel. */
import { z } from 'zod'
import { currency, endpoint, instant, nameOfThing } from '#platform/endpoint'
import { proof, proofRefusals, stepUp } from '#wire/identity'
import { accountNumber } from './payment.ts'

export const savedPayee = z
  .strictObject({
    number: accountNumber,
    currency,
    name: z.string().meta({ description: 'What you typed.' }),
    holder: z.string().meta({ description: 'Whose account it is.' }),
    match: z.enum(['same', 'close', 'differs']).meta({ description: 'How far the two names lie apart.' }),
    addedAt: instant,
  })
  .meta({ id: 'SavedPayee' })

const params = z.strictObject({ number: accountNumber })

export const savedPayees = endpoint({
  method: 'GET',
  path: '/v1/saved-payees',
  tag: 'Payments',
  summary: 'Payees that I saved, by name',
  answer: z.strictObject({ items: z.array(savedPayee) }),
})

export const savePayee = endpoint({
  method: 'PUT',
  path: '/v1/saved-payees/{number}',
  tag: 'Payments',
  summary: 'Save a payee under a name of mine, or give it another name',
  description:
    'How far the name lies from the holder’s is scored with every payment to it. A payee that is new takes proof; another name takes none.',
  params,
  body: z.strictObject({ name: nameOfThing(120), proof: proof.optional() }),
  answer: savedPayee,
  refusals: ['no-such-account', 'own-account', 'too-many-payees', 'deed-unproved', ...proofRefusals],
})

export const askToSavePayee = endpoint({
  method: 'POST',
  path: '/v1/saved-payees/{number}/step-up',
  tag: 'Payments',
  summary: 'Ask for what has to be signed before just this payee is saved',
  params,
  answer: stepUp,
  status: 201,
  refusals: ['no-such-account', 'own-account', 'passkey-required', 'passkey-suspected', 'too-many-attempts'],
})

export const removePayee = endpoint({
  method: 'DELETE',
  path: '/v1/saved-payees/{number}',
  tag: 'Payments',
  summary: 'Remove a payee that I saved',
  params,
})
