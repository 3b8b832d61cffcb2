/** Four eyes: two different people sign one content, each with a passkey whose challenge commits to it. */
import type { Query } from '#platform/database'
import type { Caller } from '#platform/http'
import type { Clock } from '#platform/time'
import { challengeOf } from '../passkeys/ceremony.ts'
import { passkeyRequired } from '../passkeys/refusals.ts'
import type { Site } from '../passkeys/site.ts'
import { verifySignature } from '../passkeys/use.ts'
import { type Deed, hashDeed } from '../step-ups/deed.ts'
import type { AskProof, Prove, Proven } from '../step-ups/prove.ts'
import type { Proof, StepUp, UsedCredential } from '../wire.ts'
import { canonical, hashContent } from './content.ts'
import type { ApprovalKind, Facts, Kinds } from './kinds.ts'
import {
  contentChanged,
  noSuchApproval,
  notAllowed,
  proofNeeded,
  secondPersonNeeded,
  signatureExpired,
  signatureMissing,
  signatureVoid,
} from './refusals.ts'

/** Something that somebody wants, before it is signed. */
export interface Wanted {
  readonly kind: string
  /** The id of what it is about, such as a proposal or a payment. */
  readonly subject: string
  /** The request without its proof. */
  readonly asked: Readonly<Record<string, unknown>>
}

export interface Signing extends Wanted {
  readonly proof: Proof | undefined
  /** The person who signed first, where this is the second signature. */
  readonly first?: string
}

interface Needs {
  readonly db: Query
  readonly clock: Clock
  readonly kinds: Kinds
  readonly site: Site
  readonly askProof: AskProof
  readonly prove: Prove
  /** Whether the password signs for who has no passkey: in the demo, and nowhere else. */
  readonly passwordSigns: boolean
}

interface SignatureRow {
  readonly content: string
  readonly at: Date
  readonly passkey: string | null
  readonly nonce: Uint8Array | null
  readonly credential: UsedCredential | null
  readonly public_key: Uint8Array | null
  readonly is_out: boolean
}

const contentOf = (asked: Wanted['asked'], facts: Facts) => canonical({ asked, facts: facts.content })
const factsIn = (content: string): string => canonical(JSON.parse(content).facts)

const deedOf = ({ kind, subject }: Wanted, content: string, facts: Pick<Facts, 'amount' | 'payee'>): Deed => ({
  act: kind,
  subject: `${subject} ${hashContent(kind, subject, content).toString('hex')}`,
  amount: facts.amount ?? null,
  payee: facts.payee ?? null,
})

const lastSignature = `
  select signature.content, signature.at, signature.passkey, signature.nonce, signature.credential, passkey.public_key,
         passkey.removed_at is not null or passkey.suspected_at is not null as is_out
    from identity.signature left join identity.passkey on passkey.id = signature.passkey
   where kind = $1 and subject = $2 and signature.person = $3 order by seq desc limit 1`

const write = (db: Query, { kind, subject }: Wanted, content: string, person: string, proven: Proven, at: Date) =>
  db.query(
    `insert into identity.signature (kind, subject, content, hash, person, at, passkey, nonce, credential)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      kind,
      subject,
      content,
      hashContent(kind, subject, content),
      person,
      at,
      proven?.passkey ?? null,
      proven && Buffer.from(proven.nonce),
      proven && JSON.stringify(proven.credential),
    ],
  )

/** Whether what is stored is what its passkey signed: whoever alters the table has no key to sign it anew. */
const isGenuine = async (site: Site, wanted: Wanted, row: SignatureRow, facts: Facts): Promise<boolean> => {
  if (row.passkey === null || !row.nonce || !row.credential || !row.public_key) return row.passkey === null
  const challenge = challengeOf('step-up', row.nonce, hashDeed(deedOf(wanted, row.content, facts)))
  return (await verifySignature(site, row.public_key, { credential: row.credential, challenge })) !== null
}

/** Throws where the first signature is missing, too old, of a key that is out of use, or over something else. */
const createCheckFirst =
  ({ db, clock, site, passwordSigns }: Needs) =>
  async (kind: ApprovalKind, wanted: Wanted, first: string, facts: Facts): Promise<void> => {
    const [row] = await db.query<SignatureRow>(lastSignature, [wanted.kind, wanted.subject, first])
    if (!row) throw signatureMissing()
    if (kind.goodForMs !== undefined && row.at.getTime() + kind.goodForMs <= clock().getTime()) throw signatureExpired()
    if (row.is_out || (row.passkey === null && !passwordSigns)) throw signatureVoid()
    if (factsIn(row.content) !== canonical(facts.content)) throw contentChanged()
    if (!(await isGenuine(site, wanted, row, facts))) throw contentChanged()
  }

/** Builds what asks for signatures, takes them, and looks at the first one again. */
export const createSigning = (needs: Needs) => {
  const { db, clock, kinds, askProof, prove, passwordSigns } = needs
  const checkFirst = createCheckFirst(needs)

  const kindFor = (caller: Caller, { kind }: Wanted): ApprovalKind => {
    const known = kinds.find(kind)
    if (!known) throw noSuchApproval()
    if (!caller.permissions.has(known.may)) throw notAllowed()
    return known
  }

  return {
    /** Asks for a passkey's signature over what is wanted and the facts as they stand. */
    ask: async (caller: Caller, wanted: Wanted): Promise<StepUp> => {
      const facts = await kindFor(caller, wanted).facts(wanted.subject, wanted.asked)
      return askProof(caller, deedOf(wanted, contentOf(wanted.asked, facts), facts))
    },
    /** Takes a signature and keeps it. With `first`, that one must still stand, be another person's, and be over the same facts. */
    sign: async (caller: Caller, { proof, first, ...wanted }: Signing): Promise<void> => {
      const kind = kindFor(caller, wanted)
      if (first === caller.id) throw secondPersonNeeded()
      if (!proof) throw proofNeeded()
      if (!('credential' in proof) && !passwordSigns) throw passkeyRequired()
      const facts = await kind.facts(wanted.subject, wanted.asked)
      if (first !== undefined) await checkFirst(kind, wanted, first, facts)
      const content = contentOf(wanted.asked, facts)
      const proven = await prove(caller, deedOf(wanted, content, facts), proof)
      await write(db, wanted, content, caller.id, proven, clock())
    },
    /** Throws where the signature of this person does not stand any more. */
    checkFirst: async (wanted: Wanted, first: string): Promise<void> => {
      const kind = kinds.find(wanted.kind)
      if (!kind) throw noSuchApproval()
      await checkFirst(kind, wanted, first, await kind.facts(wanted.subject, wanted.asked))
    },
  }
}

export type Signatures = ReturnType<typeof createSigning>
