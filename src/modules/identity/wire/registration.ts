/** Registration step by step, as it travels. */
import { z } from 'zod'
import { endpoint, instant, nameOfThing, newUuid, uuid } from '#platform/endpoint'
import { madeCredential, passkeyCreation } from './passkeys.ts'

const language = z.enum(['en', 'hi'])

export const givenPhone = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'an international number such as +919876543210')
  .meta({ description: 'International (ITU-T E.164).' })
export const givenEmail = z.email().max(254)
export const chosenPassword = z
  .string()
  .min(10, 'at least 10 characters')
  .max(128)
  .meta({ description: '10 to 128 characters of any kind.' })
export const sixDigits = z.string().regex(/^\d{6}$/, 'six digits')
export const channel = z.enum(['mail', 'sms'])

/** The version of the terms that are agreed to now; the page shows them. */
export const currentTerms = '2026-11'

export const code = z
  .strictObject({
    channel,
    expiresAt: instant,
    againAt: instant.meta({ description: 'From when on another code may be asked for.' }),
    triesLeft: z.number().int().min(0).max(5),
  })
  .meta({ id: 'SentCode', description: 'What the last code that was sent can still do.' })

const birthDate = z.iso.date().meta({ description: 'A calendar date such as 1990-12-31. Customers are 18 or older.' })

export const address = z
  .strictObject({
    lines: z.array(nameOfThing(120)).min(1).max(3),
    place: nameOfThing(80),
    postalCode: z
      .string()
      .regex(/^[\p{L}\d][\p{L}\d -]{1,11}$/u, 'two to twelve letters, digits, spaces and hyphens')
      .meta({ examples: ['411001'] }),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'two letters')
      .meta({ description: 'ISO 3166-1 alpha-2.', examples: ['IN'] }),
  })
  .meta({ id: 'PostalAddress' })

const accountKind = z.enum(['current', 'savings'])

export const registrationStep = z.enum([
  'phone',
  'phone-code',
  'email',
  'email-code',
  'name',
  'birth-date',
  'address',
  'terms',
  'account',
  'secret',
])

export const registration = z
  .strictObject({
    id: uuid,
    next: registrationStep.meta({ description: 'The first step that is not done.' }),
    phone: z.string(),
    email: z.string().nullable(),
    name: z.string().nullable(),
    birthDate: birthDate.nullable(),
    address: address.nullable(),
    terms: z.string().nullable(),
    accountKind: accountKind.nullable(),
    codes: z.array(code),
    expiresAt: instant.meta({ description: 'When all of this is erased, unless something is written before.' }),
    hasOutbox: z.boolean().meta({ description: 'Whether messages end at /dev/outbox of this demo.' }),
  })
  .meta({ id: 'Registration' })

const one = { tag: 'Registration', params: z.strictObject({ id: uuid }) } as const
const sending = ['code-too-soon', 'too-many-attempts', 'no-way-to-reach'] as const
const missing = 'no-such-registration'

const step = <Body extends z.ZodType>(part: string, summary: string, body: Body, refusals: readonly string[] = []) =>
  endpoint({
    ...one,
    method: 'PUT',
    path: `/v1/registrations/{id}/${part}`,
    summary,
    body,
    answer: registration,
    refusals: [missing, 'phone-first', ...refusals],
  })

export const beginRegistration = endpoint({
  method: 'PUT',
  path: '/v1/registrations/{id}',
  tag: 'Registration',
  summary: 'Begin to open an account, with a phone number',
  description:
    'A code goes to the number. The answer is the same for a number that is known already, whose owner is told instead. A cookie keeps the registration in this browser.',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({ phone: givenPhone, language }),
  answer: registration,
  refusals: ['id-taken', ...sending],
})

export const currentRegistration = endpoint({
  method: 'GET',
  path: '/v1/registrations/current',
  tag: 'Registration',
  summary: 'The registration that this browser keeps, or none',
  answer: z.strictObject({ registration: registration.nullable() }),
})

export const provePhone = step(
  'phone-code',
  'Prove the phone number with the code',
  z.strictObject({ code: sixDigits }),
  ['code-wrong', 'code-over', 'too-many-attempts'],
)
export const giveEmail = step(
  'email',
  'Give an email; a code goes there',
  z.strictObject({ email: givenEmail }),
  sending,
)
export const proveEmail = step('email-code', 'Prove the email with the code', z.strictObject({ code: sixDigits }), [
  'code-wrong',
  'code-over',
  'too-many-attempts',
])
export const giveName = step('name', 'Give the name', z.strictObject({ name: nameOfThing(120) }))
export const giveBirthDate = step('birth-date', 'Give the date of birth', z.strictObject({ birthDate }), [
  'too-young',
  'birth-date-unlikely',
])
export const giveAddress = step('address', 'Give the postal address', z.strictObject({ address }))
export const agree = step('terms', 'Agree to the terms', z.strictObject({ terms: z.string().min(1).max(40) }), [
  'terms-changed',
])
export const chooseAccount = step('account', 'Choose the kind of the first account', z.strictObject({ accountKind }))

export const sendRegistrationCode = endpoint({
  ...one,
  method: 'POST',
  path: '/v1/registrations/{id}/codes',
  summary: 'Send another code to the phone or the email that was given',
  body: z.strictObject({ channel }),
  answer: registration,
  refusals: [missing, 'phone-first', ...sending],
})

export const beginRegistrationPasskey = endpoint({
  ...one,
  method: 'POST',
  path: '/v1/registrations/{id}/passkey',
  summary: 'Begin to make a passkey in place of a password, once all steps are done',
  answer: z.strictObject({ expiresAt: instant, options: passkeyCreation }),
  status: 201,
  refusals: [missing, 'registration-incomplete'],
})

/** What proves from now on that it is them. */
export const secret = z.union([
  z.strictObject({ password: chosenPassword }),
  z.strictObject({ passkey: z.strictObject({ name: nameOfThing(60), credential: madeCredential }) }),
])

export const abandonRegistration = endpoint({
  ...one,
  method: 'DELETE',
  path: '/v1/registrations/{id}',
  summary: 'Erase what was written so far',
  refusals: [missing],
})

export type Secret = z.infer<typeof secret>
export type Registration = z.infer<typeof registration>
export type RegistrationStep = z.infer<typeof registrationStep>
export type PostalAddress = z.infer<typeof address>
export type AccountKind = z.infer<typeof accountKind>
export type SentCode = z.infer<typeof code>
