/** Proposals as they travel: one person wants a version of a rule or a policy in force, another one grants it. */
import { z } from 'zod'
import { endpoint, instant, linesOfText, newUuid, uuid } from '#platform/endpoint'
import { secondSigningRefusals, signed, signingRefusals } from '#wire/identity'
import { person } from './models.ts'

const reason = linesOfText(3, 500)

export const paymentKindScored = z.enum(['send', 'withdrawal', 'card'])

export const proposal = z
  .strictObject({
    id: uuid,
    rule: uuid.nullable(),
    kind: paymentKindScored.nullable().meta({ description: 'Of the policy, where it is about one.' }),
    version: z.string().meta({ description: 'The number of the version of the rule or the policy.' }),
    reason: z.string(),
    askedBy: person,
    askedAt: instant,
    outcome: z.enum(['waiting', 'granted', 'denied', 'withdrawn']),
    endedBy: person.nullable(),
    endedAt: instant.nullable(),
    note: z.string(),
    until: instant.nullable().meta({ description: 'When it went out of force again.' }),
    untilBy: person.nullable(),
    untilNote: z.string(),
  })
  .meta({
    id: 'Proposal',
    description: 'Somebody proposes that a version take effect; somebody else grants it or not.',
  })

export const propose = endpoint({
  method: 'PUT',
  path: '/v1/fraud/proposals/{id}',
  tag: 'Staff',
  summary: 'Propose that a version of a rule or a policy take effect; a second person has to grant it',
  description: 'The version must have been tried on history first: a back-test of the same words must have ended.',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({
    about: z.enum(['rule', 'policy']),
    version: z.string().regex(/^[1-9]\d{0,17}$/, 'the number of a version'),
    reason,
    proof: signed,
  }),
  answer: proposal,
  refusals: [
    ...signingRefusals,
    'no-such-version',
    'proposal-waits',
    'not-back-tested',
    'already-in-force',
    'too-many-rules',
    'id-taken',
  ],
})

export const decideProposal = endpoint({
  method: 'POST',
  path: '/v1/fraud/proposals/{id}/decision',
  tag: 'Staff',
  summary: 'Grant or deny what somebody else proposed; granted, it takes effect at once',
  params: z.strictObject({ id: uuid }),
  body: z.strictObject({ decision: z.enum(['grant', 'deny']), note: reason, proof: signed }),
  answer: proposal,
  refusals: [...secondSigningRefusals, 'no-such-proposal', 'proposal-ended', 'too-many-rules'],
})

export const withdrawProposal = endpoint({
  method: 'POST',
  path: '/v1/fraud/proposals/{id}/withdraw',
  tag: 'Staff',
  summary: 'Withdraw one’s own proposal',
  params: z.strictObject({ id: uuid }),
  answer: proposal,
  refusals: ['no-such-proposal', 'proposal-ended', 'not-your-request'],
})

export type ProposalView = z.infer<typeof proposal>
