/** What notifications say on the channels that have no page. */
import type { NotificationKind } from '../wire.ts'

/** Where nobody is named, `alone` is said. */
export interface Entry {
  readonly title: string
  readonly text: string
  readonly alone?: string
}

/** What is said of each kind, in one language. */
export type Sentences = Readonly<Record<NotificationKind, Entry>>
