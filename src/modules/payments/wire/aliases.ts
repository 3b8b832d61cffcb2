/** Aliases as they travel. */
import { z } from 'zod'
import { currency, endpoint, instant, lineOfText, nameOfThing, newUuid, uuid } from '#platform/endpoint'

const aliasName = z.string().regex(/^[A-Za-z0-9._-]{1,40}$/, 'a name without @bank')

const ownAlias = z.strictObject({
  name: z.string().meta({ description: 'Without "@bank".' }),
  product: uuid.meta({ description: 'The account that it leads to.' }),
  createdAt: instant,
})

const ownContact = z.strictObject({
  kind: z.enum(['phone', 'email']),
  shown: z.string().meta({ description: 'Masked.' }),
  isProved: z.boolean().meta({ description: 'Only what is proved can be switched on.' }),
  product: uuid.nullable().meta({ description: 'The account that it leads to; null while it is off.' }),
})

const ownAliases = z.strictObject({ names: z.array(ownAlias), contacts: z.array(ownContact) }).meta({ id: 'Aliases' })

export const aliases = endpoint({
  method: 'GET',
  path: '/v1/aliases',
  tag: 'Payments',
  summary: 'Names that I chose, and whether I can be paid under my phone and email',
  answer: ownAliases,
})

export const chooseAlias = endpoint({
  method: 'PUT',
  path: '/v1/aliases/{name}',
  tag: 'Payments',
  summary: 'Choose a name that leads to an account of mine, or lead it to another one',
  description:
    'Letters a to z, digits, and between them dots, hyphens and underscores; 3 to 30 characters. Names that sound like an office and names that look like somebody else’s are refused.',
  params: z.strictObject({ name: aliasName }),
  body: z.strictObject({ product: uuid }),
  answer: ownAliases,
  refusals: ['alias-not-allowed', 'alias-taken', 'too-many-aliases', 'no-such-product', 'too-many-attempts'],
})

export const releaseAlias = endpoint({
  method: 'DELETE',
  path: '/v1/aliases/{name}',
  tag: 'Payments',
  summary: 'Give a name up; for a year nobody else gets it',
  params: z.strictObject({ name: aliasName }),
})

export const switchContact = endpoint({
  method: 'PUT',
  path: '/v1/aliases/contacts/{kind}',
  tag: 'Payments',
  summary: 'Switch on or off that I can be paid under my phone or email',
  params: z.strictObject({ kind: z.enum(['phone', 'email']) }),
  body: z.strictObject({ product: uuid.nullable() }),
  answer: ownAliases,
  refusals: ['contact-unproved', 'no-such-product'],
})

export const payeeCheck = z
  .strictObject({
    id: newUuid.meta({ description: 'Pay to it: it takes the place of the account number for an hour.' }),
    address: z.string().meta({ description: 'What was typed; a phone or an email masked.' }),
    match: z.enum(['same', 'close', 'differs']).meta({ description: 'How the typed name fits the holder’s.' }),
    name: z.string().meta({
      description:
        'same and differs: the name as typed. close: the holder’s, masked but for the words that were typed.',
    }),
    currency,
    holdsUntil: instant,
  })
  .meta({ id: 'PayeeCheck' })

export const checkPayee = endpoint({
  method: 'POST',
  path: '/v1/payee-checks',
  tag: 'Payments',
  summary: 'Confirm whom an alias, a phone or an email belongs to, before paying it',
  description:
    'Tells how the name that you typed fits the holder’s, and nothing that you did not type. What is not there and what its holder has not switched on are answered alike, in the same time.',
  body: z.strictObject({
    address: lineOfText(3, 254).meta({ description: 'name@bank, +919876543210, or an email.' }),
    name: nameOfThing(120).meta({ description: 'Whom you mean to pay, as you know them.' }),
  }),
  answer: payeeCheck,
  status: 201,
  refusals: ['no-such-alias', 'too-many-attempts'],
})
