/** Paths of what somebody wants to be told, and when. */
import { type Http, signedIn } from '#platform/http'
import * as wire from '../wire.ts'
import type { Settings } from './settings.ts'

export const addSettingsRoutes = (http: Http, settings: Settings): void => {
  http.route(wire.notificationSettings, signedIn, ({ caller }) => settings.find(caller.id))
  http.route(wire.setNotificationSettings, signedIn, ({ caller, body }) => settings.set(caller.id, body))
}
