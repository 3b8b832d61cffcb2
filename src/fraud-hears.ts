/** What fraud hears of people besides their payments. What it cannot take note of is logged, and what they did stands. */
import { type Fraud, unknownContext } from '#modules/fraud'
import type { Identity, PersonalNews } from '#modules/identity'

/** Something a person did in a session. */
interface Deed {
  readonly person: string
  readonly at: Date
  readonly session: string | null
}

/**
 * As fraud knows it: a passkey or an app signs in like a device of one's own, and who takes one away, or needs a recovery code,
 * changes how one signs in. Null for what says nothing of that.
 */
const changeOf = (change: PersonalNews['change']) => {
  switch (change) {
    case 'passkeyAdded':
    case 'totpAdded':
      return 'deviceAdded'
    case 'passkeyRemoved':
    case 'totpRemoved':
    case 'recoveryCodeUsed':
    case 'pinSet':
      return 'passwordChanged'
    case 'recoveryCodesMade':
    case 'deviceBound':
    case 'deviceRevoked':
      return null
    default:
      return change
  }
}

/** Sign-ins, passwords, devices and passkeys. */
export const hearPeople =
  (fraud: Fraud, onFailure: (error: unknown) => void) =>
  (news: readonly PersonalNews[]): Promise<void> => {
    const events = news.flatMap(({ person, change, at, device, network }) => {
      const context = { ...unknownContext, device, network }
      const known = changeOf(change)
      return known ? [{ person, change: known, atMs: at.getTime(), context }] : []
    })
    return fraud.observe(events).catch(onFailure)
  }

/** A change of limits or payees, from where its session is. */
export const hearDeed =
  (fraud: Fraud, originOf: Identity['originOf'], onFailure: (error: unknown) => void) =>
  (change: 'limitChanged' | 'payeeAdded') =>
  async ({ person, at, session }: Deed): Promise<void> => {
    const { device, network } = session === null ? unknownContext : await originOf(session)
    const context = { ...unknownContext, device, network }
    await fraud.observe([{ person, change, atMs: at.getTime(), context }]).catch(onFailure)
  }
