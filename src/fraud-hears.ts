/** What fraud hears of people besides their payments. What it cannot take note of is logged, and what they did stands. */
import { type Fraud, unknownContext } from '#modules/fraud'
import type { Identity, PersonalNews } from '#modules/identity'

/** Something a person did in a session. */
interface Deed {
  readonly person: string
  readonly at: Date
  readonly session: string | null
}

/** As fraud knows it: a passkey signs in like a device of one's own, and who takes one away changes how one signs in. */
const changeOf = (change: PersonalNews['change']) =>
  change === 'passkeyAdded' ? 'deviceAdded' : change === 'passkeyRemoved' ? 'passwordChanged' : change

/** Sign-ins, passwords, devices and passkeys. */
export const hearPeople =
  (fraud: Fraud, onFailure: (error: unknown) => void) =>
  (news: readonly PersonalNews[]): Promise<void> => {
    const events = news.map(({ person, change, at, device, network }) => {
      const context = { ...unknownContext, device, network }
      return { person, change: changeOf(change), atMs: at.getTime(), context }
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
