/** The guard over HTTP. */
import type { Http } from '#platform/http'
import type { Clock } from '#platform/time'
import * as wire from '../wire.ts'
import type { SafetyGuard } from './guard.ts'
import { createPace } from './pace.ts'

const checksPerMinute = 120

export const addSafetyRoutes = (http: Http, guard: SafetyGuard, clock: Clock): void => {
  const pace = createPace(clock, checksPerMinute)
  http.route(wire.checkSafety, 'payments:own', async ({ caller, body }) => {
    pace(caller.id)
    const { findings, ...rest } = guard.check(body)
    return { findings: [...findings], ...rest }
  })
}
