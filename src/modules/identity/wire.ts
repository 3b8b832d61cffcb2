/** What identity takes and answers, as it travels. */
import { z } from 'zod'
import { endpoint, instant, nameOfThing, next, page, uuid } from '#platform/endpoint'
import { secondFactor } from './wire/factors.ts'
import { appCode, proof, proofRefusals, usedCredential } from './wire/passkeys.ts'
import { needsReason } from './wire/reading.ts'
import { givenEmail as email, givenPhone, chosenPassword as newPassword, secret } from './wire/registration.ts'
import { role } from './wire/role.ts'

export * from './wire/approvals.ts'
export * from './wire/break-glass.ts'
export * from './wire/client-changes.ts'
export * from './wire/devices.ts'
export * from './wire/factors.ts'
export * from './wire/interventions.ts'
export * from './wire/oauth.ts'
export * from './wire/passkeys.ts'
export * from './wire/profiles.ts'
export * from './wire/reading.ts'
export * from './wire/recovery.ts'
export * from './wire/registration.ts'
export * from './wire/role.ts'
export * from './wire/roles.ts'
export * from './wire/service-clients.ts'
export * from './wire/sessions.ts'
export * from './wire/signals.ts'
export * from './wire/typing.ts'

export const language = z.enum(['en', 'hi']).meta({ id: 'Language', description: 'English or Hindi.' })

const personName = nameOfThing(120)

const givenPassword = z.string().min(1).max(128)

export const person = z
  .strictObject({
    id: uuid,
    kind: z.enum(['customer', 'staff']),
    name: z.string(),
    email: z
      .string()
      .nullable()
      .meta({ description: 'Null for a party that a service client brought and that cannot sign in.' }),
    language,
    roles: z.array(role),
    createdAt: instant,
  })
  .meta({ id: 'Person' })

export const register = endpoint({
  method: 'POST',
  path: '/v1/registrations',
  tag: 'Identity',
  summary: 'Register as a customer at once and be signed in',
  description:
    'Proves neither phone nor email, so only a demo takes it; elsewhere customers come by /v1/registrations/{id}.',
  body: z.strictObject({ name: personName, email, password: newPassword, language }),
  answer: person,
  status: 201,
  refusals: [
    'steps-required',
    'email-taken',
    'password-too-common',
    'password-too-short',
    'too-many-attempts',
    'too-busy',
  ],
})

export const completeRegistration = endpoint({
  method: 'POST',
  path: '/v1/registrations/{id}/completion',
  tag: 'Registration',
  summary: 'Become a customer, with a password or a passkey, and be signed in',
  description: 'Once every step is done. The registration is over with it.',
  params: z.strictObject({ id: uuid }),
  body: secret,
  answer: person,
  status: 201,
  refusals: [
    'no-such-registration',
    'registration-incomplete',
    'email-taken',
    'phone-taken',
    'password-too-common',
    'password-too-short',
    'ceremony-over',
    'passkey-refused',
    'passkey-known',
    'too-many-attempts',
    'too-busy',
  ],
})

const time = z.number().min(0).max(10_000)

export const typing = z
  .strictObject({ heldMs: time, heldDeviationMs: time, pauseMs: time, pauseDeviationMs: time })
  .meta({
    id: 'Typing',
    description:
      'Means and deviations, in milliseconds, of how long keys were held and of the pauses between them while the password was typed. No key and no character.',
  })

export const signIn = endpoint({
  method: 'POST',
  path: '/v1/sessions',
  tag: 'Identity',
  summary: 'Sign in',
  description:
    'Sets the session cookie. A wrong email and a wrong password have one answer. Who has an authenticator app is signed in by the second factor only. The header x-time-zone may say the browser’s zone (IANA); it counts among what is usual for a person.',
  body: z.strictObject({ email, password: givenPassword, typing: typing.optional() }),
  answer: z.union([person, secondFactor]),
  status: 201,
  refusals: ['wrong-credentials', 'too-many-attempts', 'too-busy'],
})

export const signInSecond = endpoint({
  method: 'POST',
  path: '/v1/sessions/second-factor',
  tag: 'Identity',
  summary: 'Give the second factor of a sign-in: a code of the authenticator app, or a recovery code',
  description: 'Within five minutes after the password, in the same browser, once.',
  body: z.union([z.strictObject({ code: appCode }), z.strictObject({ recoveryCode: z.string().min(16).max(30) })]),
  answer: person,
  status: 201,
  refusals: ['second-factor-over', 'wrong-code', 'too-many-attempts'],
})

export const signInWithPasskey = endpoint({
  method: 'PUT',
  path: '/v1/passkey-sign-ins/{id}',
  tag: 'Identity',
  summary: 'Sign in with a passkey',
  description: 'Sets the session cookie. The id is that of the sign-in that was begun; it can be used once.',
  params: z.strictObject({ id: uuid }),
  body: z.strictObject({ credential: usedCredential }),
  answer: person,
  status: 201,
  refusals: ['ceremony-over', 'passkey-refused', 'passkey-suspected', 'too-many-attempts'],
})

export const signOut = endpoint({
  method: 'DELETE',
  path: '/v1/sessions/current',
  tag: 'Identity',
  summary: 'Sign out here',
})

export const signOutEverywhere = endpoint({
  method: 'DELETE',
  path: '/v1/sessions',
  tag: 'Identity',
  summary: 'Sign out on every device, this one too',
})

export const me = endpoint({
  method: 'GET',
  path: '/v1/me',
  tag: 'Identity',
  summary: 'Who is signed in',
  answer: person,
})

export const updateMe = endpoint({
  method: 'PATCH',
  path: '/v1/me',
  tag: 'Identity',
  summary: 'Change name or language',
  body: z.strictObject({ name: personName.optional(), language: language.optional() }),
  answer: person,
})

export const changePassword = endpoint({
  method: 'POST',
  path: '/v1/me/password',
  tag: 'Identity',
  summary: 'Change the password',
  description: 'Every other session of the person ends.',
  body: z.strictObject({ proof, next: newPassword }),
  refusals: [...proofRefusals, 'password-too-common', 'password-too-short', 'too-busy'],
})

const phoneNumber = givenPhone.nullable().meta({ description: 'International (ITU-T E.164); null for none.' })

const phone = z
  .strictObject({
    number: phoneNumber,
    setAt: instant.nullable().meta({ description: 'Null where none was ever set.' }),
  })
  .meta({ id: 'Phone' })

export const myPhone = endpoint({
  method: 'GET',
  path: '/v1/me/phone',
  tag: 'Identity',
  summary: 'My phone number',
  answer: phone,
})

export const changePhone = endpoint({
  method: 'PUT',
  path: '/v1/me/phone',
  tag: 'Identity',
  summary: 'Set, change or take away my phone number, with proof',
  description: 'Numbers of before are kept. A change is known to the models that look for fraud.',
  body: z.strictObject({ number: phoneNumber, proof }),
  answer: phone,
  refusals: proofRefusals,
})

export const customers = endpoint({
  method: 'GET',
  path: '/v1/customers',
  tag: 'Staff',
  summary: 'Customers, newest first, found by a part of the name, or the whole email or phone number',
  query: z.strictObject({ search: z.string().min(1).max(120).optional(), ...page }),
  description: needsReason,
  answer: z.strictObject({ items: z.array(person), next }),
  refusals: ['reason-needed'],
})

export const customer = endpoint({
  method: 'GET',
  path: '/v1/customers/{id}',
  tag: 'Staff',
  summary: 'One customer',
  description: needsReason,
  params: z.strictObject({ id: uuid }),
  answer: person,
  refusals: ['no-such-customer', 'reason-needed'],
})

export type Person = z.infer<typeof person>
export type Role = z.infer<typeof role>
export type Typing = z.infer<typeof typing>
export type Language = z.infer<typeof language>
