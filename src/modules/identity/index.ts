/** Identity: who people and programs are, how they prove it, and what they may do. */
import type { Query, Tx } from '#platform/database'
import { type Channel, noWays } from '#platform/delivery'
import type { Authenticate, Caller, Http } from '#platform/http'
import type { ApprovalKind } from './approvals/kinds.ts'
import type { NewProposal } from './approvals/proposals.ts'
import type { Signatures } from './approvals/sign.ts'
import { type Contacts, createContacts } from './contacts.ts'
import { createCounts } from './counts.ts'
import { enrollPeople, type ImportedPerson, insertPerson, type NewPerson } from './create-person.ts'
import { createLookUps } from './look-ups.ts'
import { countWaiting, createDeliver, tidyMessages } from './messages/deliver.ts'
import { createPost, type Post } from './messages/post.ts'
import type { Tell } from './messages/tell.ts'
import type { Listener } from './news.ts'
import { addOauthRoutes } from './oauth/routes.ts'
import type { IdentityOptions } from './options.ts'
import { createParts } from './parts.ts'
import type { Presence } from './passkeys/presence.ts'
import { findPeopleOfRole, findSpoken, findStaff } from './people.ts'
import { insertProfile, type NewProfile } from './profiles/insert.ts'
import type { Readings } from './reading/readings.ts'
import { addRoutes, createDoor } from './routes.ts'
import { sealOld } from './seal-old.ts'
import { ensureServiceClient } from './service-clients/clients.ts'
import type { SessionOrigin } from './sessions/origin.ts'
import { tidySessions } from './sessions/session.ts'
import { addSignalRoutes } from './signals/routes.ts'
import type { Deed } from './step-ups/deed.ts'
import type { Prover } from './step-ups/prove.ts'
import { currentTerms, type Language, type Person, type Proof, type Role, type Scope, type StepUp } from './wire.ts'

export type { ApprovalKind, Facts, WaitingApproval } from './approvals/kinds.ts'
export type { Signing } from './approvals/sign.ts'
export type { ImportedPerson } from './create-person.ts'
export type { Letter } from './messages/post.ts'
export type { PersonalNews } from './news.ts'
export type { IdentityOptions } from './options.ts'
export type { Read } from './reading/readings.ts'
export { hashedFields, sealedFields } from './sealed-fields.ts'
export { type Deed, plainDeed } from './step-ups/deed.ts'
export type { Prover } from './step-ups/prove.ts'

/** A person with a given id and a password in clear, as the demo's seed makes them; `at` is when they joined. */
export type GivenPerson = Omit<NewPerson, 'kind' | 'roles'> & { readonly password: string }

/** A customer, with what registration asks for where it is known. */
export type GivenCustomer = GivenPerson & { readonly profile?: NewProfile }

export interface Identity {
  /** Adds the paths under /v1: registrations, sessions, me, customers, service clients. */
  routes(http: Http): void
  /** For createHttp. Who sent this request; a revocation made elsewhere holds within a second. Throws 'wrong-key' (401). */
  readonly authenticate: Authenticate
  /**
   * Asks for a passkey's signature over a deed, usable once, within two minutes, in this session. Throws 'passkey-required'
   * (403) where the person has none, 'passkey-suspected' (403), 'too-many-attempts' (429).
   */
  askProof(prover: Prover, deed: Deed): Promise<StepUp>
  /**
   * Returns when the proof is right for exactly this deed, which the caller makes from what it is about to do: a passkey's
   * signature, or the password where the person has no passkey. Throws 'wrong-credentials', 'passkey-required',
   * 'passkey-refused', 'passkey-suspected' (403), 'ceremony-over' (409), 'too-many-attempts' (429).
   */
  prove(prover: Prover, deed: Deed, proof: Proof): Promise<unknown>
  /** Proof by a passkey at a device of the bank's own, such as a kiosk, where nobody is signed in. */
  readonly presence: Presence
  /** Four eyes: kinds are registered by who carries them out, and signed by two different people. */
  readonly approvals: Pick<Signatures, 'sign' | 'checkFirst'> & { register(kind: ApprovalKind): void }
  /** Asks for a change of roles, of programs that get in, or to read what is sealed; somebody else signs it after. */
  propose(caller: Caller, proposal: NewProposal): Promise<void>
  /** The log of who of the staff read personal data; 'reason-needed' (403) without the header x-reason. */
  readonly readings: Pick<Readings, 'demand' | 'note'>
  /** Counts one look-up of a payee's name by a person; throws 'too-many-attempts' (429) past the limit. */
  countPayeeLookUp(person: string): Promise<void>
  /** The same for an alias, a phone or an email, by quarter of an hour and by day. */
  countAliasLookUp(person: string): Promise<void>
  /** Counts one wish for a name of one's own; throws 'too-many-attempts' (429). */
  countAliasClaim(person: string): Promise<void>
  /** Counts one person who is asked for money; throws 'too-many-attempts' (429). */
  countRequest(person: string): Promise<void>
  /** Phone numbers and emails, by which people find each other where both want it. */
  readonly contacts: Contacts
  /** Writes parties without sign-in, all at once; known ids are left as they are. */
  enroll(tx: Query, people: readonly ImportedPerson[]): Promise<void>
  /** Says which accounts a person has, so that a consent is given for single ones; products call it once. */
  accountsFrom(find: (person: string) => Promise<readonly string[]>): void
  /** Names of OAuth clients by id, of revoked ones too. */
  clientNames(ids: readonly string[]): Promise<Map<string, string>>
  /** Names by id; unknown ids are left out. */
  names(ids: readonly string[]): Promise<Map<string, { name: string }>>
  person(id: string): Promise<Person | null>
  /** Members of staff who have a role, by name. */
  peopleOfRole(role: Role): Promise<{ id: string; name: string }[]>
  /** Those of the ids who are staff. */
  staffOf(ids: readonly string[]): Promise<{ id: string; name: string }[]>
  /** When the password was last changed; null where it never was since the person joined. */
  credentialChangedAt(id: string, session?: string | null): Promise<Date | null>
  /** Device, network and distance in typing of a session (hex id); nulls where they are not known. */
  originOf(session: string): Promise<SessionOrigin>
  /** Told of sign-ins, changed passwords, new devices and passkeys after their commit, in the order of subscription. Must not throw. */
  subscribe(listener: Listener): void
  /** Makes a customer; answers false where the id or the email is taken. Checks no rule of passwords. */
  createPerson(tx: Tx, person: GivenCustomer): Promise<boolean>
  /** Makes a member of staff; answers false where the id or the email is taken. Checks no rule of passwords. */
  createStaff(tx: Tx, person: GivenPerson & { readonly role: Exclude<Role, 'customer'> }): Promise<boolean>
  /** Makes a service client with a key from the settings, or brings it to that key; throws a TypeError on a malformed key. */
  createServiceClientWithKey(id: string, name: string, scopes: readonly Scope[], key: string): Promise<void>
  /** Writes a notice to a person for every channel that reaches them, in the transaction of what it tells of. */
  readonly tell: Tell
  /** Writes letters with words of a higher module to the addresses that their people have now, in the caller's transaction. */
  readonly post: Post
  /** Names and languages by id, read in the caller's transaction; unknown ids are left out. */
  spoken(tx: Query, ids: readonly string[]): Promise<Map<string, { name: string; language: Language }>>
  /** Delivers what is due on a channel, with retries; answers how many messages left. Several processes share the work. */
  deliver(channel: Channel): Promise<number>
  /** Tells whoever has a recovery on its way that half of the waiting, or all of it, is over; once a minute is enough. */
  tellRecoveries(): Promise<number>
  /** How many messages wait to leave. */
  countWaitingMessages(): Promise<number>
  /**
   * Seals what a version before wrote in clear; answers how many rows still stand in clear, which are those that one of its
   * servers is connected for. To be called at the start and now and then.
   */
  sealOld(report?: (done: number, total: number) => void): Promise<number>
  /** Forgets sessions and counters that are long over; once an hour is enough. */
  tidy(): Promise<void>
  /** Gives permissions that this version brings to their roles, before the first request asks for one. */
  open(): Promise<void>
  /** Makes the next key that signs tokens when it is due; every minute is enough, in any number of processes. */
  rotateKeys(): Promise<void>
  /** Forgets tokens, codes and proofs that are over; every minute is enough. */
  tidyTokens(): Promise<void>
}

/** Builds identity on a database that has its migrations. */
export const createIdentity = (options: IdentityOptions): Identity => {
  const { db, clock, randomBytes, sealing, isSecure, ways = noWays, onUndelivered = () => {} } = options
  const parts = createParts(options)
  const { authenticate, known, tell, write, oauth, news, uses, entry, administration, bringPermissions } = parts
  const lookUps = createLookUps(db, known)
  const create = async (tx: Tx, kind: NewPerson['kind'], roles: readonly Role[], person: GivenPerson) =>
    insertPerson(tx, sealing, { ...person, kind, roles }, await uses.passwords.hash(person.password))

  return {
    routes: (http) => {
      addRoutes(http, uses, isSecure)
      addSignalRoutes(http, uses)
      addOauthRoutes(http, oauth)
      entry.routes(http, createDoor(uses, isSecure))
      administration.routes(http)
    },
    authenticate,
    askProof: uses.askProof,
    prove: uses.prove,
    presence: uses.presence,
    approvals: { ...administration.signatures, register: administration.kinds.register },
    propose: administration.propose,
    readings: administration.readings,
    ...createCounts(uses.attempts),
    contacts: createContacts(db, sealing),
    enroll: enrollPeople,
    accountsFrom: oauth.accountsFrom,
    clientNames: oauth.clientNames,
    ...lookUps,
    person: uses.person,
    peopleOfRole: (role) => findPeopleOfRole(db, role),
    staffOf: (ids) => findStaff(db, ids),
    subscribe: news.subscribe,
    createPerson: async (tx, { profile, ...person }) => {
      const isNew = await create(tx, 'customer', ['customer'], person)
      if (isNew && profile)
        await insertProfile(tx, sealing, profile, { person: person.id, terms: currentTerms, at: person.at })
      return isNew
    },
    createStaff: (tx, person) => create(tx, 'staff', [person.role], person),
    createServiceClientWithKey: (id, name, scopes, key) =>
      ensureServiceClient(db, randomBytes, { id, name, scopes, key, at: clock() }),
    tell,
    post: createPost({ sealing, write }),
    spoken: findSpoken,
    deliver: createDeliver({ db, clock, sealing, ways, onUndelivered }),
    tellRecoveries: entry.tellDue,
    countWaitingMessages: () => countWaiting(db),
    sealOld: (report) => sealOld({ db, sealing, random: randomBytes }, report),
    open: bringPermissions,
    tidy: async () => {
      await tidySessions(db, clock())
      await tidyMessages(db, clock())
      await entry.tidy()
    },
    rotateKeys: oauth.rotateKeys,
    tidyTokens: oauth.tidy,
  }
}
