/** The ways back: the former champion decides again, at once and by one person; a challenger is put away. */
import type { Database } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import { changeState, findChampion, findModel, takeTurn, tellModelEvent } from '../rows.ts'
import type { Serving } from '../serving.ts'
import { checkServable, findWaitingPromotion } from './promote.ts'

export interface Deed {
  /** The champion that is rolled back, or the challenger that is put away. */
  readonly model: string
  readonly reason: string
  readonly person: string
}

const formerOf = async (db: Database, { model }: Deed): Promise<string> => {
  const champion = await findChampion(db)
  if (champion?.version !== model)
    throw new Refusal('champion-changed', 409, `The model ${model} does not decide, so it cannot be rolled back.`)
  if (champion.replaced === null)
    throw new Refusal('no-former-champion', 409, 'No model decided before this one, so there is none to go back to.')
  return champion.replaced
}

/** Brings back the champion that this one replaced, and answers its version. Throws champion-changed, no-former-champion or model-damaged. */
export const createRollBack =
  (db: Database, clock: Clock, ofVersion: Serving['ofVersion']) =>
  async (deed: Deed): Promise<string> => {
    const former = await formerOf(db, deed)
    await checkServable(ofVersion, former)
    await db.transaction(async (tx) => {
      await takeTurn(tx)
      const champion = await findChampion(tx)
      if (champion?.version !== deed.model)
        throw new Refusal('champion-changed', 409, `The model ${deed.model} does not decide any more.`)
      await changeState(tx, deed.model, 'retired')
      await changeState(tx, former, 'champion')
      await tellModelEvent(tx, { at: clock(), what: 'rolled back', ...deed, details: { to: former } })
    })
    return former
  }

/** Puts a challenger away for good. Throws no-such-model, not-a-challenger or promotion-waits. */
export const createRetire =
  (db: Database, clock: Clock) =>
  async (deed: Deed): Promise<void> =>
    db.transaction(async (tx) => {
      await takeTurn(tx)
      const model = await findModel(tx, deed.model)
      if (!model) throw new Refusal('no-such-model', 404, `There is no model ${deed.model}.`)
      if (model.state === 'retired') return
      if (model.state !== 'challenger')
        throw new Refusal('not-a-challenger', 409, `The model ${deed.model} decides; roll it back instead.`)
      if ((await findWaitingPromotion(tx))?.model === deed.model)
        throw new Refusal('promotion-waits', 409, 'The promotion of this model waits for a second person.')
      await changeState(tx, deed.model, 'retired')
      await tellModelEvent(tx, { at: clock(), what: 'retired', ...deed })
    })
