/** Payment codes, as they travel. */
import { z } from 'zod'
import { currency, endpoint, instant, lineOfText, minorUnits, uuid } from '#platform/endpoint'
import { safetyChecked } from '#wire/fraud'
import { accountNumber } from './payment.ts'

const codeKind = z.enum(['dynamic', 'static']).meta({
  description:
    'dynamic: for one payment, until expiresAt. static: to print; any number of payments, each up to a limit.',
})

const minor = z
  .string()
  .regex(/^[1-9]\d{0,17}$/, 'whole minor units as digits, more than zero')
  .nullable()
  .meta({ description: 'Minor units of the account’s currency; null where the payer says how much.' })

const code = {
  kind: codeKind,
  number: accountNumber,
  name: z.string().meta({ description: 'Whose account it is.' }),
  currency,
  minor: minorUnits.nullable(),
  note: z.string(),
  issuedAt: instant,
  expiresAt: instant.nullable(),
}

/** The most characters of a text that may be a code. */
export const longestCode = 1024
export const codeText = z.string().min(1).max(longestCode)

export const issueCode = endpoint({
  method: 'POST',
  path: '/v1/payment-codes',
  tag: 'Payment codes',
  summary: 'Make a code by which others pay me',
  description:
    'Signed with the account’s own Ed25519 key. `link` fits a QR code of version 10 at level M, `emv` (EMVCo merchant-presented) one of version 14.',
  body: z.strictObject({
    product: uuid,
    kind: codeKind,
    minor,
    note: lineOfText(0, 78).optional().meta({ description: 'At most 78 bytes in UTF-8.' }),
    lifeSeconds: z
      .number()
      .int()
      .min(30)
      .max(600)
      .optional()
      .meta({ description: 'Of a dynamic code; 120 where left out.' }),
  }),
  answer: z.strictObject({ id: z.string(), link: z.string(), emv: z.string(), ...code }).meta({ id: 'PaymentCode' }),
  status: 201,
  refusals: ['no-such-account', 'code-note-too-long'],
})

export const readCode = endpoint({
  method: 'POST',
  path: '/v1/payment-codes/reading',
  tag: 'Payment codes',
  summary: 'Read what a QR code or a link holds, before paying',
  description:
    'A payment code of this bank is verified; `payment` then says whom and what it asks for. Of anything else `payment` is null, and `safety` says what is to be said of it. Nothing moves.',
  body: z.strictObject({ text: codeText }),
  answer: z.strictObject({
    payment: z.strictObject({ ...code, isOwn: z.boolean() }).nullable(),
    safety: safetyChecked,
  }),
  refusals: ['code-altered', 'code-unknown-key', 'code-key-revoked', 'code-expired', 'code-used', 'no-such-account'],
})

export const codeFate = endpoint({
  method: 'GET',
  path: '/v1/payment-codes/{id}',
  tag: 'Payment codes',
  summary: 'Whether a code of mine was paid',
  params: z.strictObject({ id: z.string().regex(/^[0-9a-f]{32}$/, '32 hexadecimal digits') }),
  answer: z.strictObject({ state: z.enum(['open', 'underway', 'paid']), payment: uuid.nullable() }),
  refusals: ['no-such-account'],
})

const key = z
  .strictObject({
    id: z.string(),
    product: uuid,
    madeAt: instant,
    until: instant,
    state: z.enum(['current', 'retired', 'revoked']),
  })
  .meta({
    id: 'CodeKey',
    description: 'retired: signs no more, what it signed holds. revoked: nothing it signed holds.',
  })

export const codeKeys = endpoint({
  method: 'GET',
  path: '/v1/code-keys',
  tag: 'Payment codes',
  summary: 'The keys that have signed my codes',
  answer: z.strictObject({ items: z.array(key) }),
})

export const rotateCodeKey = endpoint({
  method: 'POST',
  path: '/v1/code-keys',
  tag: 'Payment codes',
  summary: 'A new key for my codes',
  description: 'With `revokes` all that earlier keys of the account have signed ends at once, printed codes too.',
  body: z.strictObject({ product: uuid, revokes: z.boolean() }),
  answer: key,
  status: 201,
  refusals: ['no-such-account'],
})

export const codeKeyList = endpoint({
  method: 'GET',
  path: '/v1/code-keys/list/{shard}',
  tag: 'Payment codes',
  summary: 'The public keys of codes that the bank vouches for, signed',
  description:
    'A JWS (EdDSA) whose payload has shard, issuedAt, believedUntil and keys: id, publicKey, until, revoked. The shard is the first byte of a key’s id. A code verifies without a connection: its key id is the start of SHA-256 over "bankserver code key 1", the account number, the salt and the public key, and the key signs all bytes before the signature.',
  params: z.strictObject({ shard: z.string().regex(/^[0-9a-f]{2}$/, 'two hexadecimal digits') }),
  answer: z.strictObject({ jws: z.string(), bankKey: z.string() }),
})

export type PaymentCode = z.infer<typeof issueCode.answer>
export type CodeReading = z.infer<typeof readCode.answer>
