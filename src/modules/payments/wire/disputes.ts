/** Disputes as they travel. */
import { z } from 'zod'
import {
  amount,
  currency,
  endpoint,
  instant,
  linesOfText,
  minorUnits,
  nameOfThing,
  newUuid,
  next,
  page,
  uuid,
} from '#platform/endpoint'
import { secondSigningRefusals, signed, signingRefusals } from '#wire/identity'

export const disputeReason = z
  .enum(['not-received', 'not-as-described', 'twice', 'wrong-amount', 'cancelled', 'not-mine'])
  .meta({ id: 'DisputeReason' })

export const disputeOutcome = z.enum(['payer', 'merchant', 'bank', 'accepted', 'withdrawn']).meta({
  id: 'DisputeOutcome',
  description:
    'payer: the money goes back, from the merchant. merchant: it stays with the merchant. bank: the payer has it, and the bank bears it. accepted: the merchant gave it back. withdrawn: by the payer.',
})

const words = linesOfText(3, 1000)

/** Of a file. */
export const mostEvidenceBytes = 4 * 1024 * 1024
export const evidenceTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const

const evidence = z
  .strictObject({
    id: uuid,
    side: z.enum(['payer', 'merchant']),
    name: z.string(),
    type: z.enum(evidenceTypes),
    size: z.number().int(),
    at: instant,
  })
  .meta({ id: 'DisputeEvidence' })

const shared = {
  id: uuid,
  charge: uuid,
  amount,
  reason: disputeReason,
  words: z.string().meta({ description: 'What the payer says.' }),
  answer: z.string().nullable().meta({ description: 'What the merchant says.' }),
  state: z.enum(['open', 'answered', 'ended']),
  outcome: disputeOutcome.nullable(),
  note: z.string().meta({ description: 'What the bank says to its decision, to both sides.' }),
  isCredited: z.boolean().meta({ description: 'Whether the bank has advanced the payer.' }),
  openedAt: instant,
  answerUntil: instant,
  answeredAt: instant.nullable(),
  decideUntil: instant,
  endedAt: instant.nullable(),
  evidence: z.array(evidence),
}

export const dispute = z
  .strictObject({
    ...shared,
    side: z.enum(['payer', 'merchant']),
    who: z.string().meta({ description: 'The other side.' }),
  })
  .meta({ id: 'Dispute' })

const params = z.strictObject({ id: uuid })

export const openDispute = endpoint({
  method: 'PUT',
  path: '/v1/disputes/{id}',
  tag: 'Disputes',
  summary: 'Dispute what a merchant took, or a part of it',
  description: 'Within 120 days. The merchant has seven days to answer, the bank thirty to decide.',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({ charge: uuid, minor: amount.shape.minor, reason: disputeReason, words }),
  answer: dispute,
  refusals: ['no-such-charge', 'exceeds-captured', 'dispute-open', 'dispute-too-late', 'dispute-differs'],
})

export const disputes = endpoint({
  method: 'GET',
  path: '/v1/disputes',
  tag: 'Disputes',
  summary: 'Disputes that I opened, or of what I took; newest first',
  query: z.strictObject(page),
  answer: z.strictObject({ items: z.array(dispute), next }),
})

export const getDispute = endpoint({
  method: 'GET',
  path: '/v1/disputes/{id}',
  tag: 'Disputes',
  summary: 'One dispute, by either side',
  params,
  answer: dispute,
  refusals: ['no-such-dispute'],
})

export const answerDispute = endpoint({
  method: 'POST',
  path: '/v1/disputes/{id}/answer',
  tag: 'Disputes',
  summary: 'The merchant says why the money is theirs; once',
  params,
  body: z.strictObject({ words }),
  answer: dispute,
  refusals: ['no-such-dispute', 'dispute-over', 'dispute-answered'],
})

export const acceptDispute = endpoint({
  method: 'POST',
  path: '/v1/disputes/{id}/acceptance',
  tag: 'Disputes',
  summary: 'The merchant gives the disputed money back',
  params,
  answer: dispute,
  refusals: ['no-such-dispute', 'dispute-over', 'exceeds-available', 'account-frozen'],
})

export const withdrawDispute = endpoint({
  method: 'POST',
  path: '/v1/disputes/{id}/withdraw',
  tag: 'Disputes',
  summary: 'The payer lets it be; what the bank has advanced goes back to it',
  params,
  answer: dispute,
  refusals: ['no-such-dispute', 'dispute-over', 'exceeds-available', 'account-frozen'],
})

const evidenceParams = z.strictObject({ id: uuid, evidence: newUuid })

export const putEvidence = endpoint({
  method: 'PUT',
  path: '/v1/disputes/{id}/evidence/{evidence}',
  tag: 'Disputes',
  summary: 'Bring a file: a picture or a PDF of 4 MiB at most, five of each side',
  description: 'Kept sealed. Both sides and the staff who decide can read it.',
  params: evidenceParams,
  query: z.strictObject({ name: nameOfThing(80) }),
  takesFiles: [...evidenceTypes],
  answer: dispute,
  refusals: ['no-such-dispute', 'dispute-over', 'evidence-unfit', 'too-much-evidence'],
})

const readParams = z.strictObject({ id: uuid, evidence: uuid })

export const readEvidence = endpoint({
  method: 'GET',
  path: '/v1/disputes/{id}/evidence/{evidence}',
  tag: 'Disputes',
  summary: 'A file of a dispute, by either side',
  params: readParams,
  files: [...evidenceTypes],
  refusals: ['no-such-dispute', 'no-such-evidence'],
})

const who = z.strictObject({ id: uuid, name: z.string() })

export const disputeWhat = z.enum(['credit', 'payer', 'merchant', 'bank', 'write-off']).meta({
  id: 'DisputeWhat',
  description:
    'credit: the bank advances the payer until it is decided. write-off: what the bank bears goes to its losses, after that was decided. The others decide it.',
})

const proposal = z
  .strictObject({
    id: uuid,
    what: disputeWhat,
    note: z.string(),
    askedBy: who,
    askedAt: instant,
    outcome: z.enum(['waiting', 'granted', 'denied', 'withdrawn', 'refused']).meta({
      description: 'refused: it was granted and could not be; nothing moved, and something else can be proposed.',
    }),
    refusal: z.string().nullable().meta({ description: 'The code of what refused it.' }),
    endedBy: who.nullable(),
    endedAt: instant.nullable(),
  })
  .meta({ id: 'DisputeProposal' })

const sum = z.strictObject({ currency, minor: minorUnits })

const disputeCase = z
  .strictObject({
    ...shared,
    payer: who,
    merchant: who,
    isDue: z.boolean().meta({
      description: 'Whether it can be decided against the merchant: they have answered, or their time is over.',
    }),
    captured: sum,
    refunded: sum,
    writtenOffAt: instant.nullable().meta({ description: 'When what the bank bore went to its losses.' }),
    proposals: z.array(proposal),
  })
  .meta({ id: 'DisputeCase' })

export const disputeCases = endpoint({
  method: 'GET',
  path: '/v1/dispute-cases',
  tag: 'Staff',
  summary: 'Disputes that wait, the first to be decided first; that the bank bears; or the last ones that ended',
  query: z.strictObject({
    state: z.enum(['waiting', 'borne', 'ended']).meta({ description: 'borne: by the bank, and not written off yet.' }),
  }),
  answer: z.strictObject({ items: z.array(disputeCase) }),
})

export const oneDisputeCase = endpoint({
  method: 'GET',
  path: '/v1/dispute-cases/{id}',
  tag: 'Staff',
  summary: 'One dispute with all that both sides brought',
  params,
  answer: disputeCase,
  refusals: ['no-such-dispute', 'reason-needed'],
})

export const caseEvidence = endpoint({
  method: 'GET',
  path: '/v1/dispute-cases/{id}/evidence/{evidence}',
  tag: 'Staff',
  summary: 'A file of a dispute, by the staff who decide',
  params: readParams,
  files: [...evidenceTypes],
  refusals: ['no-such-dispute', 'no-such-evidence', 'reason-needed'],
})

export const proposeForDispute = endpoint({
  method: 'PUT',
  path: '/v1/dispute-proposals/{id}',
  tag: 'Staff',
  summary: 'Sign and propose what becomes of a dispute; a second person has to sign it too',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({
    dispute: uuid,
    what: disputeWhat,
    note: linesOfText(3, 500).meta({ description: 'Told to both sides where it decides.' }),
    proof: signed,
  }),
  answer: disputeCase,
  refusals: [
    ...signingRefusals,
    'no-such-dispute',
    'dispute-over',
    'dispute-credited',
    'dispute-not-borne',
    'dispute-written-off',
    'dispute-not-due',
    'dispute-proposal-waits',
    'id-taken',
  ],
})

export const decideForDispute = endpoint({
  method: 'POST',
  path: '/v1/dispute-proposals/{id}/decision',
  tag: 'Staff',
  summary: 'Grant what somebody else proposed with a second signature, which moves the money, or deny it without one',
  params,
  body: z.strictObject({ decision: z.enum(['grant', 'deny']), proof: signed }),
  answer: disputeCase,
  refusals: [
    ...secondSigningRefusals,
    'no-such-dispute-proposal',
    'dispute-proposal-ended',
    'dispute-over',
    'dispute-credited',
    'dispute-not-borne',
    'dispute-written-off',
    'dispute-not-due',
    'exceeds-available',
    'account-frozen',
  ],
})

export const withdrawDisputeProposal = endpoint({
  method: 'POST',
  path: '/v1/dispute-proposals/{id}/withdraw',
  tag: 'Staff',
  summary: 'Withdraw one’s own proposal',
  params,
  answer: disputeCase,
  refusals: ['no-such-dispute-proposal', 'dispute-proposal-ended', 'not-your-request'],
})

export type Dispute = z.infer<typeof dispute>
export type DisputeCase = z.infer<typeof disputeCase>
export type DisputeReason = z.infer<typeof disputeReason>
export type DisputeOutcome = z.infer<typeof disputeOutcome>
export type DisputeWhat = z.infer<typeof disputeWhat>
export type DisputeEvidence = z.infer<typeof evidence>
export type DisputeAsked = z.output<typeof openDispute.body>
export type DisputeProposed = z.output<typeof proposeForDispute.body>
export type DisputeDecided = z.output<typeof decideForDispute.body>
