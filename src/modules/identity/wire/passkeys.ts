/** Passkeys as they travel. Options and answers have the JSON forms of WebAuthn level 3, section 5.1. */
import { z } from 'zod'
import { amount, endpoint, instant, nameOfThing, uuid } from '#platform/endpoint'

const base64url = (most: number) =>
  z
    .string()
    .regex(/^[\w-]+$/, 'base64url')
    .min(1)
    .max(most)

const transport = z.string().regex(/^[a-z\d-]{1,20}$/)

const descriptor = z.strictObject({
  id: base64url(1364),
  type: z.literal('public-key'),
  transports: z.array(transport).optional(),
})

export const passkeyCreation = z
  .strictObject({
    rp: z.strictObject({ id: z.string().optional(), name: z.string() }),
    user: z.strictObject({ id: base64url(86), name: z.string(), displayName: z.string() }),
    challenge: base64url(43),
    pubKeyCredParams: z.array(z.strictObject({ type: z.literal('public-key'), alg: z.number().int() })),
    timeout: z.number().int().optional(),
    attestation: z.enum(['none', 'direct', 'enterprise', 'indirect']).optional(),
    excludeCredentials: z.array(descriptor).optional(),
    authenticatorSelection: z
      .strictObject({
        residentKey: z.enum(['discouraged', 'preferred', 'required']).optional(),
        requireResidentKey: z.boolean().optional(),
        userVerification: z.enum(['discouraged', 'preferred', 'required']).optional(),
      })
      .optional(),
    extensions: z.strictObject({ credProps: z.boolean().optional() }).optional(),
    hints: z.array(z.enum(['hybrid', 'security-key', 'client-device'])).optional(),
  })
  .meta({ id: 'PasskeyCreation', description: 'For navigator.credentials.create().' })

const requestOptions = z
  .strictObject({
    rpId: z.string().optional(),
    challenge: base64url(43),
    timeout: z.number().int().optional(),
    userVerification: z.enum(['discouraged', 'preferred', 'required']).optional(),
    allowCredentials: z.array(descriptor).optional(),
  })
  .meta({ id: 'PasskeyRequest', description: 'For navigator.credentials.get().' })

const everyCredential = {
  id: base64url(1364),
  rawId: base64url(1364),
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  clientExtensionResults: z.looseObject({}).meta({ description: 'Not looked at.' }),
}

export const madeCredential = z
  .strictObject({
    ...everyCredential,
    response: z.strictObject({
      clientDataJSON: base64url(4096),
      attestationObject: base64url(16_384),
      authenticatorData: base64url(16_384).optional(),
      transports: z.array(transport).max(10).optional(),
      publicKeyAlgorithm: z.number().int().optional(),
      publicKey: base64url(8192).optional(),
    }),
  })
  .meta({ id: 'MadeCredential', description: 'What navigator.credentials.create() answers, as JSON.' })

export const usedCredential = z
  .strictObject({
    ...everyCredential,
    response: z.strictObject({
      clientDataJSON: base64url(4096),
      authenticatorData: base64url(4096),
      signature: base64url(8192),
      userHandle: base64url(86).optional(),
    }),
  })
  .meta({ id: 'UsedCredential', description: 'What navigator.credentials.get() answers, as JSON.' })

/** Six digits of an authenticator app. */
export const appCode = z.string().regex(/^\d{6}$/, 'six digits')
export const pin = z.string().regex(/^\d{6,12}$/, 'six to twelve digits')

export const proof = z
  .union([
    z.strictObject({ password: z.string().min(1).max(128) }),
    z.strictObject({ stepUp: uuid, credential: usedCredential }),
    z.strictObject({ stepUp: uuid, code: appCode, pin }),
    z.strictObject({
      stepUp: uuid,
      pin,
      signature: base64url(86).meta({ description: 'ES256 over options.challenge, by the key of the bound device.' }),
    }),
  ])
  .meta({
    id: 'Proof',
    description:
      'The answer to a step-up: of a passkey, a code of the authenticator app with the PIN, or of a bound device with the PIN. The password, where the person has neither passkey nor authenticator app.',
  })

export const stepUp = z
  .strictObject({
    id: uuid,
    expiresAt: instant,
    signs: z
      .strictObject({
        act: z.string(),
        amount: amount.nullable(),
        payee: z.strictObject({ name: z.string(), ends: z.string() }).nullable(),
        about: z.string().nullable().meta({ description: 'What else is signed, such as a phone number.' }),
      })
      .meta({ description: 'What is signed, to be shown to the person. Nothing else can be done with it.' }),
    ways: z
      .array(z.enum(['passkey', 'code', 'device']))
      .meta({ description: 'What is taken as an answer. code and device want the PIN with it.' }),
    options: requestOptions.meta({
      description: 'For a passkey. A bound device signs the bytes of its challenge.',
    }),
  })
  .meta({ id: 'StepUp', description: 'Usable once, within two minutes, by this person in this session.' })

const passkey = z
  .strictObject({
    id: uuid,
    name: z.string(),
    isSynced: z.boolean().meta({ description: 'Whether it was copied to other devices of the same person.' }),
    createdAt: instant,
    usedAt: instant.nullable(),
    suspectedAt: instant.nullable().meta({
      description: 'When its counter went back, so that there may be a copy of it. It opens nothing any more.',
    }),
  })
  .meta({ id: 'Passkey' })

export const passkeys = endpoint({
  method: 'GET',
  path: '/v1/me/passkeys',
  tag: 'Identity',
  summary: 'My passkeys, and what proves that it is me',
  answer: z.strictObject({
    items: z.array(passkey),
    provesWith: z.enum(['password', 'passkey', 'code', 'nothing']).meta({
      description:
        'What a step-up takes first. code: that of the authenticator app, with the PIN. nothing: a passkey or the app was removed without one, and the password proves no more until passwordProvesFrom.',
    }),
    passwordProvesFrom: instant.nullable(),
  }),
})

/** Codes that whatever takes a proof may answer with. */
export const proofRefusals = [
  'wrong-credentials',
  'too-many-attempts',
  'passkey-required',
  'passkey-refused',
  'passkey-suspected',
  'ceremony-over',
  'proof-refused',
] as const

export const beginPasskey = endpoint({
  method: 'POST',
  path: '/v1/me/passkey-registrations',
  tag: 'Identity',
  summary: 'Begin to add a passkey, with proof',
  description: 'The id is that of the passkey to come; the options hold for two minutes.',
  body: z.strictObject({ proof }),
  answer: z.strictObject({ id: uuid, expiresAt: instant, options: passkeyCreation }),
  status: 201,
  refusals: [...proofRefusals, 'too-many-passkeys'],
})

const one = { params: z.strictObject({ id: uuid }) }
const passkeyName = nameOfThing(60)

export const addPasskey = endpoint({
  method: 'PUT',
  path: '/v1/me/passkeys/{id}',
  tag: 'Identity',
  summary: 'Add the passkey that was made',
  ...one,
  body: z.strictObject({ name: passkeyName, credential: madeCredential }),
  answer: passkey,
  status: 201,
  refusals: ['ceremony-over', 'passkey-refused', 'passkey-known', 'too-many-passkeys'],
})

export const renamePasskey = endpoint({
  method: 'PATCH',
  path: '/v1/me/passkeys/{id}',
  tag: 'Identity',
  summary: 'Give a passkey another name',
  ...one,
  body: z.strictObject({ name: passkeyName }),
  answer: passkey,
  refusals: ['no-such-passkey'],
})

export const removePasskey = endpoint({
  method: 'POST',
  path: '/v1/me/passkeys/{id}/removal',
  tag: 'Identity',
  summary: 'Remove a passkey, with proof; sessions that it opened end',
  description:
    'The password is enough, for a key can be lost; it then proves nothing else for a day. The last way to sign in stays.',
  ...one,
  body: z.strictObject({ proof }),
  refusals: [...proofRefusals, 'no-such-passkey', 'last-way-in'],
})

export const beginPasskeySignIn = endpoint({
  method: 'POST',
  path: '/v1/passkey-sign-ins',
  tag: 'Identity',
  summary: 'Begin to sign in with a passkey; no email is needed',
  answer: z.strictObject({ id: uuid, expiresAt: instant, options: requestOptions }),
  status: 201,
  refusals: ['too-many-attempts'],
})

export type PasskeyCreation = z.infer<typeof passkeyCreation>
export type PasskeyRequest = z.infer<typeof requestOptions>
export type Proof = z.infer<typeof proof>
export type StepUp = z.infer<typeof stepUp>
export type Passkey = z.infer<typeof passkey>
export type Passkeys = z.infer<typeof passkeys.answer>
export type MadeCredential = z.infer<typeof madeCredential>
export type UsedCredential = z.infer<typeof usedCredential>
