/** Cases: what waits for a person, by expected loss, until each payment of it is decided. */
import type { Database } from '#platform/database'
import type { Http } from '#platform/http'
import type { Clock } from '#platform/time'
import type { InForce } from '../in-force.ts'
import type { NamesOf } from '../models/models.ts'
import type { Readings } from '../signing/kinds.ts'
import { createAnswer } from './answer.ts'
import { findCase, findClosedCases, findOpenCases } from './find.ts'
import { addCaseRoutes } from './routes.ts'
import { createFindSignatures, createSign, findHalfSigned } from './sign.ts'
import { createAssign, createNote } from './work.ts'

/** Owners of products by id. */
export type OwnersOf = (products: readonly string[]) => Promise<ReadonlyMap<string, { owner: string }>>
/** Who decides reviews. */
export type AnalystsOf = () => Promise<readonly { readonly id: string; readonly name: string }[]>

export interface CasesNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly inForce: InForce
  readonly namesOf?: NamesOf
  readonly ownersOf?: OwnersOf
  readonly analysts?: AnalystsOf
  readonly readings: Readings
  /** After an answer that is a label: the memory takes it in. */
  readonly onLabel: () => Promise<void>
}

const usesOf = ({ db, clock, inForce, analysts = async () => [], onLabel }: CasesNeeds) => ({
  open: () => findOpenCases(db),
  closed: () => findClosedCases(db),
  find: (id: string) => findCase(db, id),
  analysts,
  assign: createAssign(db, clock, analysts),
  note: createNote(db, clock),
  /** Somebody answers a payer who says that a stopped payment was theirs. */
  answer: createAnswer(db, clock, onLabel),
  /** Somebody decides a payment in review; where it is large, it waits for a second person. */
  sign: createSign(db, inForce),
  /** Who has signed a payment. */
  signatures: createFindSignatures(db, inForce),
  /** Payments that one person has signed, and that wait for the second. */
  halfSigned: () => findHalfSigned(db),
})

export type CaseUses = ReturnType<typeof usesOf>

export interface Cases extends CaseUses {
  routes(http: Http): void
}

export const createCases = (needs: CasesNeeds): Cases => {
  const uses = usesOf(needs)
  const namesOf = needs.namesOf ?? (async () => new Map())
  const ownersOf = needs.ownersOf ?? (async () => new Map())
  return { ...uses, routes: (http) => addCaseRoutes(http, namesOf, ownersOf, uses, needs.readings) }
}
