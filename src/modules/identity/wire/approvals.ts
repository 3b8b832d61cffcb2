/** Four eyes, as they travel. */
import { z } from 'zod'
import { endpoint, instant, linesOfText, uuid } from '#platform/endpoint'
import { proof, proofRefusals, stepUp } from './passkeys.ts'

const somebody = z.strictObject({ id: uuid, name: z.string() })

export const reason = linesOfText(3, 1000).meta({ description: 'Why; the second person reads it.' })

/** Refusals of whatever takes a first signature, and of what takes a second one. */
export const signingRefusals = [...proofRefusals, 'proof-needed', 'not-allowed'] as const
export const secondSigningRefusals = [
  ...signingRefusals,
  'second-person-needed',
  'first-signature-missing',
  'first-signature-void',
  'signature-expired',
  'content-changed',
] as const

/** A proof next to what it signs; not every deed of its path takes one. */
export const signed = proof.optional().meta({
  description:
    'Signs the rest of this request, word for word (POST /v1/approvals/step-ups says what a passkey has to sign).',
})

export const approval = z
  .strictObject({
    kind: z.string(),
    id: uuid,
    askedBy: somebody,
    askedAt: instant,
    endsAt: instant.nullable().meta({ description: 'When the first signature is too old; null where it has no term.' }),
    reason: z.string(),
    isMine: z.boolean().meta({ description: 'Whether the caller has signed it, so that it waits for somebody else.' }),
    lines: z
      .array(z.strictObject({ what: z.string(), value: z.string() }))
      .meta({ description: 'What is to be signed, line by line.' }),
    path: z.string().meta({ description: 'Where in the console it is decided.' }),
  })
  .meta({ id: 'Approval' })

export const approvals = endpoint({
  method: 'GET',
  path: '/v1/approvals',
  tag: 'Staff',
  summary: 'What waits for a second person, of the kinds that I may sign; oldest first',
  answer: z.strictObject({ items: z.array(approval) }),
})

export const askApproval = endpoint({
  method: 'POST',
  path: '/v1/approvals/step-ups',
  tag: 'Staff',
  summary: 'Ask for what a passkey has to sign before somebody approves',
  description:
    'The challenge commits to the request as it will be sent, without its proof, and to the facts as they stand. Nothing else can be done with the signature.',
  body: z.strictObject({
    kind: z.string().min(1).max(60),
    subject: uuid.meta({ description: 'The id in the path of the request.' }),
    asked: z.record(z.string().max(60), z.json()).meta({ description: 'The body of the request, without its proof.' }),
  }),
  answer: stepUp,
  status: 201,
  refusals: ['passkey-required', 'passkey-suspected', 'too-many-attempts', 'no-such-approval', 'not-allowed'],
})

/** A change that one person asked for, and what became of it. */
export const proposal = z
  .strictObject({
    id: uuid,
    kind: z.string(),
    reason: z.string(),
    lines: approval.shape.lines,
    askedBy: somebody,
    askedAt: instant,
    endsAt: instant,
    outcome: z.enum(['waiting', 'granted', 'denied', 'withdrawn', 'expired']),
    endedBy: somebody.nullable(),
    endedAt: instant.nullable(),
    note: z.string(),
  })
  .meta({ id: 'Proposal' })

/** What ends a proposal: a grant is signed, a denial is not. */
export const decision = z.strictObject({
  decision: z.enum(['grant', 'deny']),
  note: linesOfText(3, 1000),
  proof: signed,
})

export type Proposal = z.infer<typeof proposal>
export type Approval = z.infer<typeof approval>
