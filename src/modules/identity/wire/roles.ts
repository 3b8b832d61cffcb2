/** Who may do what, as it travels. */
import { z } from 'zod'
import { endpoint, instant, newUuid, uuid } from '#platform/endpoint'
import { decision, proposal, reason, secondSigningRefusals, signed, signingRefusals } from './approvals.ts'
import { role } from './role.ts'
import { session } from './sessions.ts'

const somebody = z.strictObject({ id: uuid, name: z.string() })
const permission = z
  .string()
  .regex(/^[a-z]+:[a-z]+$/, 'a permission such as rules:set')
  .max(60)
  .meta({ examples: ['rules:set'] })
const staffRole = z.enum(['teller', 'analyst', 'compliance', 'administrator'])

export const myRights = endpoint({
  method: 'GET',
  path: '/v1/me/rights',
  tag: 'Identity',
  summary: 'What I may do now, and what signs for me where two people sign',
  answer: z.strictObject({
    permissions: z.array(permission),
    signsWith: z.enum(['passkey', 'password', 'nothing']).meta({
      description: 'nothing: a passkey is missing. The password signs in the demo alone.',
    }),
    taken: z.array(z.strictObject({ id: uuid, permission, until: instant })).meta({ description: 'By break-glass.' }),
  }),
})

export const roles = endpoint({
  method: 'GET',
  path: '/v1/roles',
  tag: 'Staff',
  summary: 'Every role with what it may do and who has it',
  answer: z.strictObject({
    permissions: z.array(permission).meta({ description: 'Every permission that there is.' }),
    items: z.array(
      z.strictObject({
        role,
        isFixed: z.boolean().meta({ description: 'What customers may do is not changed here.' }),
        permissions: z.array(permission),
        holders: z.array(z.strictObject({ ...somebody.shape, isLocked: z.boolean() })).meta({
          description: 'Members of staff; of customers nobody is listed.',
        }),
      }),
    ),
  }),
})

const most = 60
const permissionsChange = z.strictObject({
  about: z.literal('permissions'),
  role: staffRole,
  add: z.array(permission).max(most),
  remove: z.array(permission).max(most),
})
const personChange = z.strictObject({
  about: z.literal('person'),
  person: uuid,
  add: z.array(staffRole).max(4),
  remove: z.array(staffRole).max(4),
})

const one = { params: z.strictObject({ id: uuid }) }

export const roleProposals = endpoint({
  method: 'GET',
  path: '/v1/roles/proposals',
  tag: 'Staff',
  summary: 'Who asked for which change of roles, and what became of it: the last fifty',
  answer: z.strictObject({ items: z.array(proposal) }),
})

export const proposeRoles = endpoint({
  method: 'PUT',
  path: '/v1/roles/proposals/{id}',
  tag: 'Staff',
  summary: 'Ask for a change of what a role may do, or of which roles somebody has',
  description:
    'Signed by who asks, as roles.permissions or roles.person, and carried out when a second person has signed it.',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({ change: z.union([permissionsChange, personChange]), reason, proof: signed }),
  answer: proposal,
  refusals: [
    ...signingRefusals,
    'no-such-permission',
    'no-such-person',
    'nothing-to-change',
    'content-changed',
    'id-taken',
  ],
})

export const decideRoles = endpoint({
  method: 'POST',
  path: '/v1/roles/proposals/{id}/decision',
  tag: 'Staff',
  summary: 'Grant a change of roles with a second signature, or deny it without one',
  ...one,
  body: decision,
  answer: proposal,
  refusals: [
    ...secondSigningRefusals,
    'no-such-proposal',
    'proposal-ended',
    'no-such-permission',
    'no-such-person',
    'last-who-change-roles',
  ],
})

export const withdrawRoles = endpoint({
  method: 'POST',
  path: '/v1/roles/proposals/{id}/withdrawal',
  tag: 'Staff',
  summary: 'Take back a change of roles that I asked for',
  ...one,
  answer: proposal,
  refusals: ['no-such-proposal', 'proposal-ended', 'not-your-request'],
})

const member = z
  .strictObject({
    id: uuid,
    name: z.string(),
    email: z.string().nullable(),
    roles: z.array(role),
    isLocked: z.boolean(),
    passkeys: z.number().int(),
    openSessions: z.number().int(),
    seenAt: instant.nullable(),
  })
  .meta({ id: 'StaffMember' })

export const members = endpoint({
  method: 'GET',
  path: '/v1/staff/members',
  tag: 'Staff',
  summary: 'Everybody who works here, by name, found by a part of the name or the whole email',
  query: z.strictObject({ search: z.string().min(1).max(120).optional() }),
  answer: z.strictObject({ items: z.array(member) }),
})

const lock = z.strictObject({ isLocked: z.boolean(), reason: z.string(), by: somebody, at: instant })

export const oneMember = endpoint({
  method: 'GET',
  path: '/v1/staff/members/{id}',
  tag: 'Staff',
  summary: 'One of the staff: roles, sessions, and who locked them out or let them in',
  ...one,
  answer: z.strictObject({ member, sessions: z.array(session), locks: z.array(lock) }),
  refusals: ['no-such-person'],
})

export const lockMember = endpoint({
  method: 'POST',
  path: '/v1/staff/members/{id}/lock',
  tag: 'Staff',
  summary: 'Lock somebody of the staff out at once, or let them in again',
  description: 'Whoever is locked out has no session, cannot sign in, and signs nothing. Nobody locks themselves out.',
  ...one,
  body: z.strictObject({ isLocked: z.boolean(), reason }),
  answer: member,
  refusals: ['no-such-person', 'not-yourself', 'last-who-change-roles'],
})

export const endMemberSessions = endpoint({
  method: 'DELETE',
  path: '/v1/staff/members/{id}/sessions',
  tag: 'Staff',
  summary: 'Sign somebody of the staff out on every device',
  ...one,
  refusals: ['no-such-person'],
})

export const staffSessions = endpoint({
  method: 'GET',
  path: '/v1/staff/sessions',
  tag: 'Staff',
  summary: 'Where staff are signed in now, last used first',
  answer: z.strictObject({
    items: z.array(
      z.strictObject({
        person: somebody,
        startedAt: instant,
        seenAt: instant,
        enteredWith: session.shape.enteredWith,
        userAgent: z.string(),
      }),
    ),
  }),
})

export type PermissionsChange = z.infer<typeof permissionsChange>
export type PersonChange = z.infer<typeof personChange>
export type StaffMember = z.infer<typeof member>
export type StaffRole = z.infer<typeof staffRole>
export type MyRights = z.infer<typeof myRights.answer>
export type RoleMatrix = z.infer<typeof roles.answer>
