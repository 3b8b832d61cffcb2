/** How messages leave this installation: by the gateways of the settings, else, in a demo, into the developer's outbox. */
import type { Config } from '#platform/config'
import type { Ways } from '#platform/delivery'
import { createDevOutbox, type DevOutbox } from '#platform/dev-outbox'
import type { Log } from '#platform/log'
import { createMailer } from '#platform/mail'
import type { Secrets } from '#platform/secrets'
import { createSmsGateway } from '#platform/sms'
import type { Clock } from '#platform/time'

interface OpenWays {
  readonly ways: Ways
  /** Only in a demo, and only while something ends there. */
  readonly outbox: DevOutbox | undefined
  close(): void
}

/** Says once at the start what a production bank cannot send. */
export const openWays = (config: Config, { mailUrl, smsUrl }: Secrets, clock: Clock, log: Log): OpenWays => {
  const hasGateways = mailUrl !== undefined && smsUrl !== undefined
  const outbox = config.mode === 'demo' && !hasGateways ? createDevOutbox(clock) : undefined
  const mailer = mailUrl && config.mailFrom ? createMailer({ url: mailUrl, from: config.mailFrom }) : undefined
  const sms = smsUrl && config.smsFrom ? createSmsGateway({ url: smsUrl, from: config.smsFrom }) : undefined
  const ways = { mail: mailer?.send ?? outbox?.ways.mail ?? null, sms: sms ?? outbox?.ways.sms ?? null }
  if (!ways.mail) log.warn({ what: 'MAIL_URL' }, 'no mail can be sent: nobody can register or get access back')
  if (!ways.sms) log.warn({ what: 'SMS_URL' }, 'no text messages can be sent: nobody can register or get access back')
  return { ways, outbox, close: () => mailer?.close() }
}
