/** What proves a channel: its code, or for one of the two a recovery code. With both the time of waiting begins, and the person is told on every channel. */
import type { Tx } from '#platform/database'
import type { Channel } from '#platform/delivery'
import { Refusal } from '#platform/refusal'
import { hourMs } from '#platform/time'
import { createRecoveryCodes } from '../recovery-codes/codes.ts'
import type { Ticket } from '../ticket.ts'
import { wrongCode } from '../totp/refusals.ts'
import type { Recovery } from '../wire.ts'
import { createKeep, createShow, noticeParameters, type RecoveryNeeds } from './needs.ts'
import { findWaiting, noSuchRecovery, openLastsMs, type RecoveryRow, stateOf, takeRecovery } from './row.ts'

const markStatement = `
  update identity.recovery
     set mail_proved_at = case when $2 = 'mail' then $3 else mail_proved_at end,
         sms_proved_at = case when $2 = 'sms' then $3 else sms_proved_at end,
         stood_in = case when $4 then $2 else stood_in end
   where id = $1`

/** What was not finished in its time makes room for the next one. */
const clearStatement = `
  update identity.recovery set cancelled_at = $2
   where person = $1 and opens_at is not null and finished_at is null and cancelled_at is null`

const waitStatement = `
  update identity.recovery
     set waits_from = $2, opens_at = $3, closes_at = $4, midway_told_at = $5, open_told_at = $6
   where id = $1`

/**
 * Begins to wait. One recovery of a person waits at a time: whoever begins anew in another browser goes on with the time that
 * runs already, and the earlier one is over.
 */
const startWaiting = async (tx: Tx, needs: RecoveryNeeds, row: RecoveryRow, person: string) => {
  const now = needs.clock()
  await tx.query('select 1 from identity.person where id = $1 for update', [person])
  const earlier = await findWaiting(tx, person, now)
  await tx.query(clearStatement, [person, now])
  const opensAt = earlier?.opens_at ?? new Date(now.getTime() + needs.recoveryWaitHours * hourMs)
  const closesAt = earlier?.closes_at ?? new Date(opensAt.getTime() + openLastsMs)
  const told = [earlier?.midway_told_at ?? null, earlier?.open_told_at ?? null]
  await tx.query(waitStatement, [row.id, earlier?.waits_from ?? now, opensAt, closesAt, ...told])
  if (earlier) return
  const waiting = { ...row, opens_at: opensAt, closes_at: closesAt }
  await needs.tell(tx, { person, kind: 'recovery-started', parameters: noticeParameters(needs, waiting, row.language) })
}

/** Marks a channel as proved, in a transaction of its own. */
const createMark =
  (needs: RecoveryNeeds) =>
  (ticket: Ticket, channel: Channel, isStandIn = false): Promise<void> =>
    needs.db.transaction(async (tx) => {
      const row = await takeRecovery(tx, ticket)
      await tx.query(markStatement, [row.id, channel, needs.clock(), isStandIn])
      if (isStandIn && row.person !== null) await needs.tell(tx, { person: row.person, kind: 'recovery-code-used' })
      const isWhole = channel === 'mail' ? row.sms_proved_at !== null : row.mail_proved_at !== null
      if (isWhole && row.person !== null && stateOf(row, needs.clock()) === 'proving')
        await startWaiting(tx, needs, row, row.person)
    })

/** Takes a code. Throws 'code-wrong' (403), 'code-over' (409), 'no-such-recovery' (404), 'too-many-attempts' (429). */
export const createProve = (needs: RecoveryNeeds) => {
  const { clock, attempts, codes } = needs
  const [keep, show, mark] = [createKeep(needs), createShow(needs), createMark(needs)]
  const provedAt = (row: RecoveryRow, channel: Channel) => (channel === 'mail' ? row.mail_proved_at : row.sms_proved_at)

  return async (ticket: Ticket, channel: Channel, code: string, network: string): Promise<Recovery> => {
    const before = await keep(ticket)
    if (provedAt(before, channel) !== null) return show(before)
    if (stateOf(before, clock()) !== 'proving') throw noSuchRecovery()
    await attempts.count([
      ['recovery-try-given', `${before.given_hash.toString('hex')} ${channel}`],
      ['code-try-address', network],
    ])
    await codes.check(ticket.id, channel, code)
    await mark(ticket, channel)
    return show(await keep(ticket))
  }
}

const codeFirst = () =>
  new Refusal(
    'code-first',
    409,
    'A recovery code stands for one of the two messages. Prove the other one with its code first.',
  )

/**
 * Takes a recovery code for the channel that cannot be reached. Never for both: it is a paper that may have been found, and whoever
 * found it shall have the mail or the phone besides. Throws 'code-first' (409), 'wrong-code' (403), 'no-such-recovery' (404),
 * 'too-many-attempts' (429).
 */
export const createStandIn = (needs: RecoveryNeeds) => {
  const { db, clock, random, attempts, secret } = needs
  const [keep, show, mark] = [createKeep(needs), createShow(needs), createMark(needs)]
  const recoveryCodes = createRecoveryCodes(db, random, attempts, secret)

  return async (ticket: Ticket, recoveryCode: string, network: string): Promise<Recovery> => {
    const row = await keep(ticket)
    if (stateOf(row, clock()) !== 'proving') throw noSuchRecovery()
    const { mail_proved_at: byMail, sms_proved_at: bySms, person } = row
    if ((byMail === null) === (bySms === null)) throw codeFirst()
    await attempts.count([
      ['recovery-try-given', `${row.given_hash.toString('hex')} recovery code`],
      ['code-try-address', network],
    ])
    // No code of nobody's was ever right, so that a channel that is proved has a person.
    if (person === null) throw wrongCode(403)
    await recoveryCodes.take(person, recoveryCode, clock(), 403)
    await mark(ticket, byMail === null ? 'mail' : 'sms', true)
    return show(await keep(ticket))
  }
}
