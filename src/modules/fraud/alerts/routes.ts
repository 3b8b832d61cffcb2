/** The path on which people are told at once. */
import type { Caller, Http } from '#platform/http'
import { signedIn } from '#platform/http'
import * as wire from '../wire.ts'
import type { createFeed } from './feed.ts'

/** Customers are told of their own payments; of the staff those who decide. Others are told nothing. */
const audienceOf = ({ kind, id, permissions }: Caller): string | null | undefined => {
  if (kind === 'customer') return id
  return permissions.has('reviews:decide') ? null : undefined
}

export const addAlertRoutes = (http: Http, feed: ReturnType<typeof createFeed>): void =>
  http.routeEvents(
    wire.alerts,
    signedIn,
    feed.follow(({ caller }) => audienceOf(caller)),
  )
