/** What every way in has in common over HTTP: where a request comes from, and the cookies of whoever came in. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '#platform/http'
import type { SignedIn, Visitor } from './sign-in.ts'
import type { Person } from './wire.ts'

export interface Door {
  readonly isSecure: boolean
  readonly visitorOf: (request: FastifyRequest, caller: Caller | null) => Visitor
  /** Sets the cookies of session and device, and others that are given; answers who came in. */
  readonly welcome: (reply: FastifyReply, entered: SignedIn, visitor: Visitor, ...more: string[]) => Promise<Person>
}
