/** What each refusal means, for whoever meets one: the texts of the pages at /problems/{code}. */
import type { ProblemPage } from './problem-page.ts'
import { abroad } from './problem-pages-of-abroad.ts'
import { books } from './problem-pages-of-books.ts'
import { clients } from './problem-pages-of-clients.ts'
import { codes } from './problem-pages-of-codes.ts'
import { entry } from './problem-pages-of-entry.ts'
import { factors } from './problem-pages-of-factors.ts'
import { lockers } from './problem-pages-of-lockers.ts'
import { merchants } from './problem-pages-of-merchants.ts'
import { models } from './problem-pages-of-models.ts'
import { money } from './problem-pages-of-money.ts'
import { notifications } from './problem-pages-of-notifications.ts'
import { people } from './problem-pages-of-people.ts'
import { periods } from './problem-pages-of-periods.ts'
import { requests } from './problem-pages-of-requests.ts'
import { requestsForMoney } from './problem-pages-of-requests-for-money.ts'
import { rules } from './problem-pages-of-rules.ts'
import { staff } from './problem-pages-of-staff.ts'

export type { ProblemPage }
/** Every refusal of the house by its code. */
export const problemPages: ReadonlyMap<string, ProblemPage> = new Map(
  Object.entries({
    ...requests,
    ...people,
    ...entry,
    ...factors,
    ...money,
    ...requestsForMoney,
    ...codes,
    ...abroad,
    ...merchants,
    ...books,
    ...periods,
    ...models,
    ...rules,
    ...clients,
    ...staff,
    ...notifications,
    ...lockers,
  }),
)
