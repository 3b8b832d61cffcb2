/** What a token may do: scopes of OAuth, and the permissions of the house that each stands for. */
import { permissionsOfRole } from '../permissions.ts'
import { type ClientKind, type OauthScope, type Scope, scope as serviceScope } from '../wire.ts'

/** Each customer's scope with the permissions that it gives; it gives none that the customer does not have. */
export const permissionsOfScope: Readonly<Record<OauthScope, readonly string[]>> = {
  'accounts:read': ['products:see', 'payments:see'],
  'payments:write': ['payments:ask'],
  'bank:use': permissionsOfRole.customer,
}

/** Of OpenID Connect: who the customer is. They open no path of the bank. */
export const identityScopes = ['openid', 'profile'] as const

/** What clients of a kind may be registered for. Third parties never get everything; programs act for themselves. */
export const scopesOfKind: Readonly<Record<ClientKind, readonly string[]>> = {
  'third-party': ['accounts:read', 'payments:write'],
  app: ['bank:use'],
  program: serviceScope.options,
}

const isOauthScope = (scope: string): scope is OauthScope => Object.hasOwn(permissionsOfScope, scope)
const isServiceScope = (scope: string): scope is Scope => (serviceScope.options as readonly string[]).includes(scope)

/** What a token with these scopes may do for a person who may do so much. */
export const permissionsFor = (scopes: readonly string[], own: ReadonlySet<string>): ReadonlySet<string> =>
  new Set(
    scopes
      .filter(isOauthScope)
      .flatMap((scope) => permissionsOfScope[scope])
      .filter((permission) => own.has(permission)),
  )

/** What a program that acts for itself may do: its scopes are its permissions, as those of a service client. */
export const permissionsOfProgram = (scopes: readonly string[]): ReadonlySet<string> =>
  new Set(scopes.filter(isServiceScope))
