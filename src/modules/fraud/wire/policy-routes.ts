/** Paths of policies as they travel. */
import { z } from 'zod'
import { endpoint, instant, linesOfText } from '#platform/endpoint'
import { person } from './models.ts'
import { kindPolicyBody } from './policies.ts'
import { paymentKindScored, proposal } from './proposals.ts'

export const policyVersion = z
  .strictObject({
    number: z.string(),
    policy: kindPolicyBody,
    note: z.string(),
    writtenBy: person,
    writtenAt: instant,
  })
  .meta({ id: 'PolicyVersion' })

export const policyOfKind = z
  .strictObject({
    kind: paymentKindScored,
    policy: kindPolicyBody.meta({ description: 'What decides payments of this kind now.' }),
    number: z
      .string()
      .nullable()
      .meta({ description: 'Of the version in force; null where the model’s own thresholds decide.' }),
    since: proposal.nullable(),
    latest: policyVersion.nullable().meta({ description: 'The last version that was written.' }),
    waiting: z
      .strictObject({ proposal, version: policyVersion })
      .nullable()
      .meta({ description: 'What waits for a second person.' }),
  })
  .meta({ id: 'PolicyOfKind' })

export const policies = endpoint({
  method: 'GET',
  path: '/v1/fraud/policies',
  tag: 'Staff',
  summary: 'What decides each kind of payment now, and what waits to decide it',
  answer: z.strictObject({ items: z.array(policyOfKind) }),
})

export const writePolicy = endpoint({
  method: 'PUT',
  path: '/v1/fraud/policies/{kind}',
  tag: 'Staff',
  summary:
    'Write a new version of the policy of a kind of payment; it changes nothing until two people have put it in force',
  description: 'The same words again by the same person, with none between, are answered as they are.',
  params: z.strictObject({ kind: paymentKindScored }),
  body: z.strictObject({ policy: kindPolicyBody, note: linesOfText(0, 500) }),
  answer: policyVersion,
})

export const policyHistory = endpoint({
  method: 'GET',
  path: '/v1/fraud/policies/{kind}/proposals',
  tag: 'Staff',
  summary: 'Who proposed and granted policies of a kind of payment, newest first',
  params: z.strictObject({ kind: paymentKindScored }),
  answer: z.strictObject({ items: z.array(proposal) }),
})

export type PolicyVersionView = z.infer<typeof policyVersion>
export type PolicyOfKindView = z.infer<typeof policyOfKind>
