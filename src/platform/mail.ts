/** Mail by SMTP (RFC 5321), through nodemailer. */
import { createTransport } from 'nodemailer'
import { NotDelivered, type Send, Undeliverable } from '#platform/delivery'
import { secondMs } from '#platform/time'

export interface MailOptions {
  /** smtp://user:password@host:port, or smtps:// for TLS from the first byte. */
  readonly url: string
  /** Bankserver <post@bank.example> */
  readonly from: string
  /** How long the server may take for each step; 8 s unless given. */
  readonly stepMs?: number
}

export interface Mailer {
  readonly send: Send
  close(): void
}

/** Less than the first wait between two tries, so that one message is not under way twice. */
const patienceMs = 20 * secondMs
const usualStepMs = 8 * secondMs

const isLoopback = (host: string) => /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(host)

/** What nodemailer tells of a failure; its own message could hold the address. */
const failureOf = (error: unknown): Error => {
  const { responseCode, code } = error as { responseCode?: number; code?: string }
  // RFC 5321, 4.2.1: 5xx is for good. A refused sign-in or sender (530, 535, 553 …) is ours to mend, not the message's end.
  const isForGood = responseCode !== undefined && [550, 551, 552, 554].includes(responseCode) && code !== 'EAUTH'
  const said = responseCode === undefined ? (code ?? 'unknown') : `SMTP ${responseCode}`
  return isForGood ? new Undeliverable(said) : new NotDelivered(said)
}

const within = async (ms: number, work: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NotDelivered('too slow')), ms)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Opens no connection before the first mail. Without TLS it speaks to this machine alone. */
export const createMailer = ({ url, from, stepMs = usualStepMs }: MailOptions): Mailer => {
  const { hostname, protocol, port, username, password } = new URL(url)
  const isWrapped = protocol === 'smtps:'
  const transport = createTransport({
    pool: true,
    maxConnections: 3,
    host: hostname.replaceAll(/[[\]]/g, ''),
    port: Number(port || (isWrapped ? 465 : 587)),
    secure: isWrapped,
    requireTLS: !isWrapped && !isLoopback(hostname),
    ...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    connectionTimeout: stepMs,
    greetingTimeout: stepMs,
    socketTimeout: stepMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  // A broken idle connection is found again by the next mail; an event that nobody hears would end the process.
  transport.on('error', () => {})
  const domain = /@([\w.-]+)>?$/.exec(from)?.[1] ?? 'localhost'
  return {
    send: async ({ id, to, subject, text }) => {
      // The library would quote what is no address, and mail somebody.
      if (!/^[^\s"<>@,]+@[^\s"<>@,]+$/.test(to)) throw new Undeliverable('no address')
      const mail = transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        messageId: `<${id}@${domain}>`,
        // RFC 3834: nobody's holiday answers to a machine.
        headers: { 'auto-submitted': 'auto-generated' },
      })
      try {
        await within(patienceMs, mail)
      } catch (error) {
        mail.catch(() => {})
        throw error instanceof NotDelivered ? error : failureOf(error)
      }
    },
    close: () => transport.close(),
  }
}
