/** Large payments are decided by two people. Neither sees the other's choice first; where the two differ, another round begins. */
import type { Database, Query } from '#platform/database'
import type { Money } from '#platform/money'
import { Refusal } from '#platform/refusal'
import type { AttemptKind } from '../attempt.ts'
import type { InForce } from '../in-force.ts'

export interface Choice {
  readonly choice: 'release' | 'return'
  /** For one that is returned: whether it was fraud. */
  readonly isFraud: boolean
  readonly note: string
  readonly message: string | null
}

export interface Signing extends Choice {
  readonly payment: string
  readonly kind: AttemptKind
  readonly money: Money
  readonly analyst: string
  readonly at: Date
  /** Where the signature that waits does not stand any more: this one is the first of a new round. */
  readonly restarts?: boolean
}

/** agreed: it is to be carried out, with this message. waits: for a second person. disagreed: another round begins. */
export type Signed =
  | { readonly outcome: 'agreed'; readonly message: string | null }
  | { readonly outcome: 'waits' | 'disagreed' }

interface SignatureRow extends Choice {
  readonly round: number
  readonly place: 1 | 2
  readonly analyst: string
  readonly at: Date
}

/** Of the last round, the first one first. */
const lastRound = (tx: Query, payment: string): Promise<SignatureRow[]> =>
  tx.query(
    `select round, place, analyst, at, choice, is_fraud as "isFraud", note, message from fraud.signature
     where payment = $1 and round = (select max(round) from fraud.signature where payment = $1) order by place`,
    [payment],
  )

const write = async (tx: Query, signing: Signing, round: number, place: 1 | 2, what: 'signed' | 'disagreed') => {
  const { payment, analyst, at, choice, isFraud, note, message } = signing
  await tx.query(
    `insert into fraud.signature (payment, round, place, analyst, at, choice, is_fraud, note, message)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [payment, round, place, analyst, at, choice, isFraud, note, message],
  )
  await tx.query(
    `insert into fraud.case_entry (case_file, at, who, what, payment)
     select case_file, $2, $3, $4, payment from fraud.case_payment where payment = $1`,
    [payment, at, analyst, what],
  )
}

const isSame = (one: Choice, other: Choice) => one.choice === other.choice && one.isFraud === other.isFraud

const decided = () => new Refusal('not-in-review', 409, 'Two people have decided this payment already.')
const secondNeeded = () =>
  new Refusal('second-person-needed', 403, 'You have signed this payment; somebody else has to decide it too.')

const signUnderLock = async (tx: Query, signing: Signing): Promise<Signed> => {
  await tx.query('select from fraud.decision where payment = $1 for update', [signing.payment])
  const [first, second] = await lastRound(tx, signing.payment)
  if (second && isSame(first, second)) {
    // Two have agreed and it was not carried out, for instance because the process ended: the same again does it.
    if (isSame(first, signing)) return { outcome: 'agreed', message: second.message ?? first.message }
    throw decided()
  }
  if (!first || second || signing.restarts) {
    await write(tx, signing, (first?.round ?? 0) + 1, 1, 'signed')
    return { outcome: 'waits' }
  }
  if (first.analyst === signing.analyst) throw secondNeeded()
  const agrees = isSame(first, signing)
  await write(tx, signing, first.round, 2, agrees ? 'signed' : 'disagreed')
  return agrees ? { outcome: 'agreed', message: signing.message ?? first.message } : { outcome: 'disagreed' }
}

const needsTwo = (inForce: InForce, { kind, money }: Pick<Signing, 'kind' | 'money'>): boolean =>
  money.minor >= inForce.policyOf(kind).policy.secondPersonFrom[money.currency]

/** Throws second-person-needed and not-in-review. */
export const createSign =
  (db: Database, inForce: InForce) =>
  async (signing: Signing): Promise<Signed> =>
    needsTwo(inForce, signing)
      ? db.transaction((tx) => signUnderLock(tx, signing))
      : { outcome: 'agreed', message: signing.message }

/** What staff see of the signatures of a payment: who signed, and the choices only of rounds that have ended. */
export interface Signatures {
  readonly needsTwo: boolean
  readonly caseFile: string | null
  readonly dueAt: Date | null
  readonly signed: readonly {
    readonly who: string
    readonly at: Date
    readonly isOpen: boolean
    readonly choice: 'release' | 'return' | null
    readonly note: string | null
  }[]
}

/** For a payment that is or was in review; null for any other. */
export const createFindSignatures =
  (db: Database, inForce: InForce) =>
  async (payment: string, kind: AttemptKind, money: Money): Promise<Signatures> => {
    const [rows, [found]] = await Promise.all([
      db.query<SignatureRow & { is_open: boolean }>(
        `select round, place, analyst, at, choice, is_fraud as "isFraud", note, message,
           count(*) over (partition by round) = 1 and round = max(round) over () as is_open
         from fraud.signature where payment = $1 order by round, place`,
        [payment],
      ),
      db.query<{ id: string; due_at: Date }>(
        `select case_file.id, due_at from fraud.case_payment join fraud.case_file on case_file.id = case_file where payment = $1 and kind = 'review'`,
        [payment],
      ),
    ])
    return {
      needsTwo: needsTwo(inForce, { kind, money }),
      caseFile: found?.id ?? null,
      dueAt: found?.due_at ?? null,
      signed: rows.map(({ analyst, at, choice, note, is_open }) => ({
        who: analyst,
        at,
        isOpen: is_open,
        choice: is_open ? null : choice,
        note: is_open ? null : note,
      })),
    }
  }

/** A payment that waits for the second of two signatures. */
export interface HalfSigned {
  readonly payment: string
  readonly analyst: string
  readonly at: Date
}

/** Payments in review that one person has signed, oldest first. */
export const findHalfSigned = (db: Query): Promise<HalfSigned[]> =>
  db.query(
    `select signature.payment, min(analyst::text)::uuid as analyst, min(at) as at
       from fraud.signature
      where exists (select from fraud.case_payment where case_payment.payment = signature.payment and ended_at is null)
        and round = (select max(round) from fraud.signature as last where last.payment = signature.payment)
      group by signature.payment having count(*) = 1 order by min(at) limit 200`,
  )
