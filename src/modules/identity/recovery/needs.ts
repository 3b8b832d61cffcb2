/** What the parts of a recovery share. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { RandomBytes } from '#platform/id'
import type { Clock } from '#platform/time'
import type { CodeNeeds } from '../codes/send.ts'
import type { Tell } from '../messages/tell.ts'
import { inWords } from '../messages/tell.ts'
import type { News } from '../news.ts'
import type { Site } from '../passkeys/site.ts'
import type { Passwords } from '../passwords/hash.ts'
import { showCode } from '../registration/show.ts'
import type { Ticket } from '../ticket.ts'
import type { Language, Recovery } from '../wire.ts'
import { findRecovery, noSuchRecovery, type RecoveryRow, stateOf } from './row.ts'

export interface RecoveryNeeds extends CodeNeeds {
  readonly clock: Clock
  readonly random: RandomBytes
  readonly secret: string
  readonly tell: Tell
  readonly news: News
  readonly passwords: Passwords
  readonly site: Site
  readonly origin: string
  readonly hasOutbox: boolean
  readonly recoveryWaitHours: number
  /** Drops what is remembered of callers. */
  readonly forget: () => void
}

export const createKeep =
  ({ db }: RecoveryNeeds) =>
  async (ticket: Ticket): Promise<RecoveryRow> => {
    const row = await findRecovery(db, ticket)
    if (!row) throw noSuchRecovery()
    return row
  }

/** A recovery as its browser sees it. */
export const createShow = (needs: RecoveryNeeds) => {
  const { db, clock, codes, hasOutbox, recoveryWaitHours } = needs
  return async (row: RecoveryRow): Promise<Recovery> => {
    const state = stateOf(row, clock())
    return {
      id: row.id,
      state,
      proved: { mail: row.mail_proved_at !== null, sms: row.sms_proved_at !== null },
      opensAt: row.opens_at?.toISOString() ?? null,
      closesAt: row.closes_at?.toISOString() ?? null,
      waitHours: recoveryWaitHours,
      codes: (await codes.find(db, row.id)).map(showCode),
      hasOutbox,
    }
  }
}

/** The token of a link that stops a recovery; whoever reads the person's mail or messages has it, and nobody else. */
const signatureOf = ({ secret }: Pick<RecoveryNeeds, 'secret'>, id: string): Buffer =>
  createHmac('sha256', secret).update(`cancel recovery ${id}`).digest().subarray(0, 16)

/** The recovery that a token stops, or null where it is not ours. */
export const readCancelToken = (needs: Pick<RecoveryNeeds, 'secret'>, token: string): string | null => {
  const [id, signature = ''] = token.split('.')
  const given = Buffer.from(signature, 'base64url')
  const expected = signatureOf(needs, id)
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : null
}

/** What notices are filled with. The token stands behind the #, so that no server on the way writes it down. */
export const noticeParameters = (needs: RecoveryNeeds, row: RecoveryRow, language: Language) => ({
  opens: row.opens_at ? inWords(row.opens_at, language) : '',
  closes: row.closes_at ? inWords(row.closes_at, language) : '',
  cancel: `${needs.origin}/recover/stop#${row.id}.${signatureOf(needs, row.id).toString('base64url')}`,
})
