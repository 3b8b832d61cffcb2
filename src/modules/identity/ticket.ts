/** What a browser keeps of something begun without being signed in: its id and a secret of its own, in a cookie that no script reads. */
import { createHash } from 'node:crypto'
import type { RandomBytes } from '#platform/id'

export interface Ticket {
  readonly id: string
  readonly token: string
}

const form = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[\w-]{43}$/

/** A ticket for something new. */
export const makeTicket = (id: string, random: RandomBytes): Ticket => ({
  id,
  token: Buffer.from(random(32)).toString('base64url'),
})

/** What stands for a ticket's secret in the database. */
export const hashTicket = ({ token }: Ticket): Buffer => createHash('sha256').update(token).digest()

/** A cookie of this name, which ends after so many seconds. */
export const createTicketCookie = (plainName: string, lastsSeconds: number) => {
  const nameFor = (isSecure: boolean) => (isSecure ? `__Host-${plainName}` : plainName)
  const write = (value: string, seconds: number, isSecure: boolean) =>
    `${nameFor(isSecure)}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${isSecure ? '; Secure' : ''}`
  return {
    /** The value of a Set-Cookie header that keeps the ticket. */
    keep: ({ id, token }: Ticket, isSecure: boolean): string => write(`${id}.${token}`, lastsSeconds, isSecure),
    /** The value of a Set-Cookie header that takes it away. */
    end: (isSecure: boolean): string => write('', 0, isSecure),
    /** The ticket in a Cookie header, or null where there is none of its form. */
    read: (header: string | undefined, isSecure: boolean): Ticket | null => {
      const prefix = `${nameFor(isSecure)}=`
      const found = (header ?? '').split(/; */).find((pair) => pair.startsWith(prefix))
      const value = found?.slice(prefix.length) ?? ''
      if (!form.test(value)) return null
      return { id: value.slice(0, 36), token: value.slice(37) }
    },
  }
}
