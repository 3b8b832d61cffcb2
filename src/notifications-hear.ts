/** What people are told of their ways in, and what they are warned of. Identity knows nothing of notifications; what cannot be told is logged, and what was done stands. */
import type { Fraud } from '#modules/fraud'
import type { PersonalNews } from '#modules/identity'
import type { CheckNote, Notice, NotificationKind, Notifications } from '#modules/notifications'
import type { Database } from '#platform/database'

/** Null for what nobody has to be told: they are doing it. */
const kindOf: Readonly<Record<PersonalNews['change'], NotificationKind | null>> = {
  signedIn: null,
  deviceAdded: 'device-new',
  passwordChanged: 'password-changed',
  phoneChanged: 'phone-changed',
  passkeyAdded: 'passkey-added',
  passkeyRemoved: 'passkey-removed',
  totpAdded: 'app-added',
  totpRemoved: 'app-removed',
  pinSet: 'pin-set',
  recoveryCodesMade: 'recovery-codes-made',
  recoveryCodeUsed: 'recovery-code-used',
  deviceBound: 'device-bound',
  deviceRevoked: 'device-revoked',
}

const noticesOf = (news: readonly PersonalNews[]): Notice[] =>
  news.flatMap(({ person, change, at, isFirst }) => {
    const kind = kindOf[change]
    return kind && !isFirst ? [{ person, kind, at, link: '/security' }] : []
  })

export const tellPeople =
  (db: Database, { tell }: Notifications, onFailure: (error: unknown) => void) =>
  (news: readonly PersonalNews[]): Promise<void> =>
    tell(db, noticesOf(news)).catch(onFailure)

/** The guard's gravest finding in a note and the name of who wrote it. Notifications know nothing of fraud. */
export const checkNoteBy =
  ({ safety }: Pick<Fraud, 'safety'>): CheckNote =>
  (note, payee) => {
    const [worst] = safety.check({ note, payee }).findings
    return worst
      ? { code: worst.code, severity: worst.severity, subject: worst.subject, sentence: worst.sentence }
      : null
  }
