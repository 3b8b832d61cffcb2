/** What kinds of notifications there are: their topic, and whether one wakes people up. */
import type { NotificationChannel, NotificationKind, Topic } from './wire.ts'

interface About {
  readonly topic: Topic
  /** Does not wait for quiet hours to be over. */
  readonly isUrgent: boolean
}

const about = (topic: Topic, isUrgent = topic === 'security'): About => ({ topic, isUrgent })

export const aboutKind: Readonly<Record<NotificationKind, About>> = {
  arrived: about('money'),
  'arrived-abroad': about('money'),
  // The choice is theirs for fifteen minutes, and what was stopped may have been somebody else's doing.
  challenged: about('payments', true),
  stopped: about('payments', true),
  held: about('payments'),
  waiting: about('payments'),
  gone: about('payments'),
  released: about('payments'),
  returned: about('payments'),
  'given-back': about('payments'),
  expired: about('payments'),
  'sent-back': about('payments'),
  'request-received': about('requests'),
  'request-reminded': about('requests'),
  'request-paid': about('requests'),
  'request-declined': about('requests'),
  'request-expired': about('requests'),
  'order-sent': about('requests'),
  'order-failed': about('requests'),
  'order-paused': about('requests'),
  'order-ended': about('requests'),
  'charge-received': about('requests'),
  'charge-authorized': about('requests'),
  'charge-declined': about('requests'),
  'charge-captured': about('requests'),
  'charge-ended': about('requests'),
  'dispute-opened': about('payments'),
  'dispute-answered': about('payments'),
  'dispute-credited': about('payments'),
  'dispute-decided': about('payments'),
  'password-changed': about('security'),
  'phone-changed': about('security'),
  'device-new': about('security'),
  'passkey-added': about('security'),
  'passkey-removed': about('security'),
  'app-added': about('security'),
  'app-removed': about('security'),
  'pin-set': about('security'),
  'recovery-codes-made': about('security'),
  'recovery-code-used': about('security'),
  'device-bound': about('security'),
  'device-revoked': about('security'),
  'webhook-off': about('payments', true),
  'locker-consent': about('security', false),
  'locker-denied': about('security'),
  'locker-locked': about('security'),
  'locker-opened': about('security'),
}

/** What people are told by who chose nothing. Of their ways in identity writes mail and text messages itself. */
export const atFirst: Readonly<Record<Topic, Readonly<Record<NotificationChannel, boolean>>>> = {
  money: { mail: false, sms: false, push: true },
  payments: { mail: true, sms: false, push: true },
  requests: { mail: true, sms: false, push: true },
  security: { mail: true, sms: true, push: true },
}

/** The channels of a topic that identity carries by itself, so that a person is not told twice, and cannot turn them off. */
export const isFixed = (topic: Topic, channel: NotificationChannel): boolean =>
  topic === 'security' && channel !== 'push'
