/** The path on which staff are told at once. */
import type { Query } from '#platform/database'
import { createFeed } from '#platform/feed'
import type { Caller, Http } from '#platform/http'
import { signedIn } from '#platform/http'
import * as wire from '../wire.ts'
import { alertFeed } from './feed.ts'

/** Those of the staff who decide; others are told nothing. Customers hear of their payments by notifications. */
const audienceOf = ({ permissions }: Caller): null | undefined => (permissions.has('reviews:decide') ? null : undefined)

export const addAlertRoutes = (http: Http, db: Query): void =>
  http.routeEvents(
    wire.alerts,
    signedIn,
    createFeed(db, alertFeed).follow(({ caller }) => audienceOf(caller)),
  )
