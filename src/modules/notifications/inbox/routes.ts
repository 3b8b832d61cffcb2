/** Paths of the inbox; each person has their own. */
import type { createFeed } from '#platform/feed'
import { type Http, signedIn } from '#platform/http'
import * as wire from '../wire.ts'
import type { Inbox } from './inbox.ts'

export const addInboxRoutes = (http: Http, inbox: Inbox, { follow }: ReturnType<typeof createFeed>): void => {
  http.route(wire.notifications, signedIn, ({ caller, query: { before, limit } }) =>
    inbox.list(caller.id, { before: before ? BigInt(before) : undefined, limit: limit ? Number(limit) : undefined }),
  )
  http.route(wire.readNotification, signedIn, async ({ caller, params }) => {
    await inbox.read(caller.id, BigInt(params.id))
    return undefined
  })
  http.route(wire.unreadNotification, signedIn, async ({ caller, params }) => {
    await inbox.unread(caller.id, BigInt(params.id))
    return undefined
  })
  http.route(wire.readNotifications, signedIn, async ({ caller, body }) => {
    await inbox.readUpTo(caller.id, BigInt(body.upTo))
    return undefined
  })
  http.routeEvents(
    wire.notificationStream,
    signedIn,
    follow(({ caller }) => caller.id),
  )
}
