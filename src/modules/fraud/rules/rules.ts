/** Rules of staff, and what puts them and policies in force. */
import type { Database } from '#platform/database'
import type { Http } from '#platform/http'
import { type Clock, dayMs } from '#platform/time'
import { createBackTests } from '../back-tests/back-tests.ts'
import { addBackTestRoutes } from '../back-tests/routes.ts'
import type { InForce } from '../in-force.ts'
import type { NamesOf } from '../models/models.ts'
import { createPropose, findProposal } from '../proposals/ask.ts'
import { createEndProposal } from '../proposals/end.ts'
import { type ProposalRow, proposalColumns } from '../proposals/rows.ts'
import type { FourEyes } from '../signing/kinds.ts'
import { createDisableRule } from './disable.ts'
import { countFired, findRule, findRules, findVersions } from './find.ts'
import { addRuleRoutes } from './routes.ts'
import { createWriteRule } from './write.ts'

export interface RulesNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly inForce: InForce
  readonly onFailure: (error: unknown) => void
  readonly namesOf?: NamesOf
  readonly approvals: FourEyes
}

const usesOf = ({ db, clock, inForce, onFailure }: RulesNeeds) => {
  /** What changes what is in force takes effect here at once, and in other processes within a second. */
  const thenRefresh =
    <Asked, Answer>(change: (asked: Asked) => Promise<Answer>) =>
    async (asked: Asked): Promise<Answer> => {
      const answer = await change(asked)
      await inForce.refresh()
      return answer
    }
  return {
    write: createWriteRule(db, clock),
    find: () => findRules(db),
    findOne: async (rule: string) => ({
      state: await findRule(db, rule),
      versions: await findVersions(db, rule),
      proposals: await db.query<ProposalRow>(
        `select ${proposalColumns} from fraud.proposal where rule = $1 order by seq desc limit 100`,
        [rule],
      ),
    }),
    countFired: () => countFired(db, new Date(clock().getTime() - 7 * dayMs)),
    disable: thenRefresh(createDisableRule(db, clock)),
    findProposal: (id: string) => findProposal(db, id),
    propose: createPropose(db, clock),
    endProposal: thenRefresh(createEndProposal(db, clock)),
    backTests: createBackTests(db, clock, onFailure),
  }
}

export type RuleUses = ReturnType<typeof usesOf>

export interface Rules extends RuleUses {
  routes(http: Http): void
}

export const createRules = (needs: RulesNeeds): Rules => {
  const uses = usesOf(needs)
  const namesOf = needs.namesOf ?? (async () => new Map())
  return {
    ...uses,
    routes: (http) => {
      addRuleRoutes(http, namesOf, uses, needs.approvals)
      addBackTestRoutes(http, namesOf, uses.backTests)
    },
  }
}
