/** What modules above have counted of a person, so that nobody harvests names or buries somebody in requests. */
import type { Attempts } from './attempts.ts'

/** Each throws 'too-many-attempts' (429) past its limit. */
export const createCounts = ({ count }: Attempts) => ({
  countPayeeLookUp: (person: string) => count([['payee-person', person]]),
  countAliasLookUp: (person: string) =>
    count([
      ['alias-person', person],
      ['alias-person-day', person],
    ]),
  countAliasClaim: (person: string) => count([['alias-claim-person-day', person]]),
  countRequest: (person: string) => count([['request-person-day', person]]),
})
