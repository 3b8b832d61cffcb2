/** Closed periods of the book: what is closed stays as it was, unless two people open it again. */
import type { Database } from '#platform/database'
import type { Http } from '#platform/http'
import type { Clock } from '#platform/time'
import { createClose } from './close.ts'
import { countPeriods } from './count.ts'
import { findEvents, findPeriods } from './find.ts'
import { createAsk, createEnd } from './reopen.ts'
import { addPeriodRoutes } from './routes.ts'
import type { NamesOf } from './rows.ts'
import { createReopeningKind, createSigning, type FourEyes } from './sign.ts'

export interface PeriodsNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly namesOf: NamesOf
  /** Takes the two signatures of a reopening. */
  readonly approvals: FourEyes
}

const usesOf = ({ db, clock }: PeriodsNeeds) => ({
  close: createClose(db, clock),
  ask: createAsk(db, clock),
  end: createEnd(db, clock),
  find: () => findPeriods(db),
  events: (before: bigint | null, limit: number) => findEvents(db, before, limit),
  /** Counts what has been closed and not been counted; runs by the clock. */
  count: () => countPeriods(db),
})

export type PeriodUses = ReturnType<typeof usesOf>

export interface Periods extends PeriodUses {
  routes(http: Http): void
}

/** Opens the closings over a database; people are known by id, and `namesOf` tells their names. */
export const createPeriods = (needs: PeriodsNeeds): Periods => {
  const uses = usesOf(needs)
  const { db, clock, namesOf, approvals } = needs
  approvals.register(createReopeningKind(db))
  const signing = createSigning(db, approvals)
  return { ...uses, routes: (http) => addPeriodRoutes(http, { clock, namesOf, uses, signing }) }
}
