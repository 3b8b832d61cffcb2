/** What each refusal means, for whoever meets one: the texts of the pages at /problems/{code}. */

import { abroad } from './problems/abroad.ts'
import { books } from './problems/books.ts'
import { clients } from './problems/clients.ts'
import { codes } from './problems/codes.ts'
import { entry } from './problems/entry.ts'
import { factors } from './problems/factors.ts'
import { lockers } from './problems/lockers.ts'
import { merchants } from './problems/merchants.ts'
import { models } from './problems/models.ts'
import { money } from './problems/money.ts'
import { notifications } from './problems/notifications.ts'
import type { ProblemPage } from './problems/page.ts'
import { people } from './problems/people.ts'
import { periods } from './problems/periods.ts'
import { requests } from './problems/requests.ts'
import { requestsForMoney } from './problems/requests-for-money.ts'
import { rules } from './problems/rules.ts'
import { staff } from './problems/staff.ts'

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
