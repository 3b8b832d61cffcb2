/** Links to pictures: of one picture, for one person, until they expire. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { minuteMs } from '#platform/time'
import { keyFor, type LockerNeeds } from '../needs.ts'
import { noSuchPicture } from '../refusals.ts'

const linkMs = minuteMs

interface Link {
  readonly id: string
  readonly person: string
  readonly until: string
}

export const createLinks = (needs: Pick<LockerNeeds, 'secret' | 'clock'>) => {
  const key = keyFor(needs, 'picture link')
  const macOf = ({ id, person, until }: Link): Buffer =>
    createHmac('sha256', key).update(`${id}\n${person}\n${until}`).digest()
  return {
    make: (id: string, person: string) => {
      const expiresAt = new Date(needs.clock().getTime() + linkMs)
      const until = expiresAt.getTime().toString()
      const mac = macOf({ id, person, until }).toString('base64url')
      return { url: `/v1/locker/pictures/${id}?until=${until}&mac=${mac}`, expiresAt: expiresAt.toISOString() }
    },
    /** Throws 'no-such-picture' for a link of somebody else, one that was changed, and one whose time is over. */
    check: (link: Link, mac: string): void => {
      const given = Buffer.from(mac, 'base64url')
      const isRight = given.length === 32 && timingSafeEqual(given, macOf(link))
      if (!isRight || Number(link.until) <= needs.clock().getTime()) throw noSuchPicture()
    },
  }
}

export type Links = ReturnType<typeof createLinks>
