/** How people come in who have no way in yet, put together. */
import type { Database } from '#platform/database'
import type { Ways } from '#platform/delivery'
import type { Http } from '#platform/http'
import type { RandomBytes } from '#platform/id'
import type { Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import type { Attempts } from './attempts.ts'
import { createCodes } from './codes/codes.ts'
import type { Door } from './door.ts'
import type { Tell } from './messages/tell.ts'
import type { Write } from './messages/write.ts'
import type { News } from './news.ts'
import type { Site } from './passkeys/site.ts'
import type { Passwords } from './passwords/hash.ts'
import { createTellDue } from './recovery/notices.ts'
import { addRecovery } from './recovery/routes.ts'
import { tidyRecoveries } from './recovery/row.ts'
import { tidyRegistrations } from './registration/draft.ts'
import { addRegistration } from './registration/routes.ts'

interface Needs {
  readonly db: Database
  readonly sealing: Sealing
  readonly clock: Clock
  readonly random: RandomBytes
  readonly secret: string
  readonly site: Site
  readonly news: News
  readonly attempts: Attempts
  readonly passwords: Passwords
  readonly write: Write
  readonly ways: Ways
  readonly tell: Tell
  readonly hasOutbox: boolean
  readonly origin: string
  readonly recoveryWaitHours: number
  /** Drops what is remembered of callers. */
  readonly forget: () => void
}

/** Registration step by step, and getting access back. */
export const createEntry = (needs: Needs) => {
  const { db, clock, origin } = needs
  const shared = { ...needs, codes: createCodes(needs), link: `${origin}/sign-in` }
  return {
    routes: (http: Http, door: Door) => {
      addRegistration(http, shared, door)
      addRecovery(http, shared, door)
    },
    tellDue: createTellDue(shared),
    tidy: async () => {
      await tidyRegistrations(db, clock())
      await tidyRecoveries(db, clock())
    },
  }
}
