/** What a customer gave at registration and nobody needs in daily work: opened by two people, for an hour, to the one who asked. */
import { z } from 'zod'
import { endpoint, instant, newUuid, uuid } from '#platform/endpoint'
import { decision, proposal, reason, secondSigningRefusals, signed, signingRefusals } from './approvals.ts'
import { address } from './registration.ts'

const change = z.strictObject({ about: z.literal('profile'), person: uuid })
const one = { params: z.strictObject({ id: uuid }) }

export const customerProfile = endpoint({
  method: 'GET',
  path: '/v1/customers/{id}/profile',
  tag: 'Staff',
  summary: 'Birth date and address of a customer, for an hour after a second person granted it to me',
  description: 'Asked for at /v1/profile-openings/{id}. Each look is kept, and the customer sees it.',
  ...one,
  answer: z
    .strictObject({ birthDate: z.string(), address, openUntil: instant })
    .meta({ id: 'CustomerProfile', description: 'What is otherwise sealed for everybody.' }),
  refusals: ['no-such-customer', 'second-person-needed'],
})

export const customerProfileOpening = endpoint({
  method: 'GET',
  path: '/v1/customers/{id}/profile-opening',
  tag: 'Staff',
  summary: 'Whether birth date and address of a customer are open to me now',
  ...one,
  answer: z
    .strictObject({
      isKept: z.boolean().meta({ description: 'Whether anything is sealed of them at all.' }),
      openUntil: instant.nullable().meta({ description: 'Null where it is shut to me.' }),
    })
    .meta({ id: 'ProfileOpening' }),
})

export const profileOpenings = endpoint({
  method: 'GET',
  path: '/v1/profile-openings',
  tag: 'Staff',
  summary: 'Who asked to read what is sealed, of whom, and what became of it: the last fifty',
  answer: z.strictObject({ items: z.array(proposal) }),
})

export const askProfile = endpoint({
  method: 'PUT',
  path: '/v1/profile-openings/{id}',
  tag: 'Staff',
  summary: 'Ask to read the sealed data of a customer',
  description:
    'Signed by who asks, as sealed.profile; opened for an hour, to them alone, when a second person has signed.',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({ change, reason, proof: signed }),
  answer: proposal,
  refusals: [...signingRefusals, 'no-such-customer', 'id-taken', 'content-changed'],
})

export const decideProfile = endpoint({
  method: 'POST',
  path: '/v1/profile-openings/{id}/decision',
  tag: 'Staff',
  summary: 'Open the sealed data of a customer to who asked, with a second signature; or deny it without one',
  ...one,
  body: decision,
  answer: proposal,
  refusals: [...secondSigningRefusals, 'no-such-customer', 'no-such-proposal', 'proposal-ended'],
})

export const withdrawProfile = endpoint({
  method: 'POST',
  path: '/v1/profile-openings/{id}/withdrawal',
  tag: 'Staff',
  summary: 'Take back what I asked to read',
  ...one,
  answer: proposal,
  refusals: ['no-such-proposal', 'proposal-ended', 'not-your-request'],
})

export type ProfileChange = z.infer<typeof change>
export type ProfileOpening = z.infer<typeof customerProfileOpening.answer>
export type CustomerProfile = z.infer<typeof customerProfile.answer>
