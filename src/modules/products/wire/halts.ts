/** Halts as they travel. Screens call it freezing one's account. */
import { z } from 'zod'
import { endpoint, instant, uuid } from '#platform/endpoint'
import { needsReason, proof, proofRefusals, stepUp } from '#wire/identity'

const halt = z.strictObject({ since: instant.nullable().meta({ description: 'Null where nothing is halted.' }) }).meta({
  id: 'Halt',
  description:
    'While it lasts, nothing leaves the person’s accounts to others, not by a payment that waited either; what comes in still arrives.',
})

export const myHalt = endpoint({
  method: 'GET',
  path: '/v1/halt',
  tag: 'Products',
  summary: 'Whether I let nothing leave my accounts',
  answer: halt,
})

export const beginHalt = endpoint({
  method: 'PUT',
  path: '/v1/halt',
  tag: 'Products',
  summary: 'Let nothing leave my accounts from now on; it takes no proof',
  answer: halt,
})

export const askToEndHalt = endpoint({
  method: 'POST',
  path: '/v1/halt/step-up',
  tag: 'Products',
  summary: 'Ask for what has to be signed before money may leave again',
  answer: stepUp,
  status: 201,
  refusals: ['passkey-required', 'passkey-suspected', 'too-many-attempts'],
})

export const endHalt = endpoint({
  method: 'POST',
  path: '/v1/halt/end',
  tag: 'Products',
  summary: 'Let money leave again, with proof',
  body: z.strictObject({ proof }),
  answer: halt,
  refusals: proofRefusals,
})

export const haltOfCustomer = endpoint({
  method: 'GET',
  path: '/v1/customers/{id}/halt',
  tag: 'Staff',
  summary: 'Whether a customer lets nothing leave their accounts',
  description: needsReason,
  params: z.strictObject({ id: uuid }),
  answer: halt,
  refusals: ['reason-needed'],
})

export type Halt = z.infer<typeof halt>
