/** A challenger that has won takes over: one person asks, a second one grants. */
import assert from 'node:assert/strict'
import { ModelFileError } from '#learning/model-file'
import type { Database, Query } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import type { Comparison } from '../../wire.ts'
import { changeState, findChampion, findModel, type ModelDeed, takeTurn, tellModelEvent } from '../rows.ts'
import type { Serving } from '../serving.ts'
import { compareModels, describeComparison } from './compare.ts'

export interface PromotionRow {
  readonly id: string
  readonly model: string
  readonly champion: string
  readonly reason: string
  readonly comparison: Comparison
  readonly asked_by: string
  readonly asked_at: Date
  readonly outcome: 'granted' | 'denied' | 'withdrawn' | null
  readonly ended_by: string | null
  readonly ended_at: Date | null
  readonly note: string
}

const columns = 'id, model, champion, reason, comparison, asked_by, asked_at, outcome, ended_by, ended_at, note'

export interface PromotionRequest {
  readonly id: string
  readonly model: string
  readonly reason: string
  readonly person: string
}

export interface PromotionEnding {
  readonly id: string
  readonly outcome: 'granted' | 'denied' | 'withdrawn'
  readonly person: string
  readonly note: string
}

/** One promotion, or undefined. */
export const findPromotion = async (db: Query, id: string): Promise<PromotionRow | undefined> => {
  const [row] = await db.query<PromotionRow>(`select ${columns} from fraud.promotion where id = $1`, [id])
  return row
}

/** The one that waits for a second person. */
export const findWaitingPromotion = async (db: Query): Promise<PromotionRow | null> => {
  const [row] = await db.query<PromotionRow>(`select ${columns} from fraud.promotion where outcome is null`)
  return row ?? null
}

/** Throws no-such-model, or model-damaged where its file cannot be used. */
export const checkServable = async (ofVersion: Serving['ofVersion'], version: string): Promise<void> => {
  try {
    if (await ofVersion(version)) return
  } catch (error) {
    if (error instanceof ModelFileError) throw new Refusal('model-damaged', 422, error.message)
    throw error
  }
  throw new Refusal('no-such-model', 404, `There is no model ${version}.`)
}

const checkIsChallenger = async (db: Query, version: string): Promise<void> => {
  const model = await findModel(db, version)
  if (!model) throw new Refusal('no-such-model', 404, `There is no model ${version}.`)
  if (model.state !== 'challenger')
    throw new Refusal('not-a-challenger', 409, `The model ${version} is ${model.state}, not a challenger.`)
}

const championOf = async (db: Query): Promise<string> => {
  const champion = await findChampion(db)
  assert(champion, 'an open registry has a champion')
  return champion.version
}

/** The champion that a challenger is compared with. Throws no-such-model or not-a-challenger. */
export const checkChallenger = async (db: Query, version: string): Promise<string> => {
  await checkIsChallenger(db, version)
  return championOf(db)
}

const checkIsSame = (known: PromotionRow, { model, reason, person }: PromotionRequest): PromotionRow => {
  if (known.model === model && known.reason === reason && known.asked_by === person) return known
  throw new Refusal('id-taken', 409, 'Another promotion was asked for under this id.')
}

const checkHasWon = async (db: Database, comparison: Comparison, { person, reason }: PromotionRequest, at: Date) => {
  if (comparison.isWon) return
  const { challenger: model } = comparison
  await tellModelEvent(db, { at, what: 'promotion refused', model, person, reason, details: comparison })
  throw new Refusal(
    'promotion-not-won',
    422,
    `The challenger has not won on both figures beyond chance. ${describeComparison(comparison)}`,
  )
}

const writeRequest = (db: Database, request: PromotionRequest, comparison: Comparison, at: Date) =>
  db.transaction(async (tx) => {
    await takeTurn(tx)
    const known = await findPromotion(tx, request.id)
    if (known) return checkIsSame(known, request)
    await checkIsChallenger(tx, request.model)
    if (await findWaitingPromotion(tx))
      throw new Refusal('promotion-waits', 409, 'Another promotion waits for a second person.')
    const { id, model, reason, person } = request
    const [row] = await tx.query<PromotionRow>(
      `insert into fraud.promotion (id, model, champion, reason, comparison, asked_by, asked_at)
       values ($1, $2, $3, $4, $5, $6, $7) returning ${columns}`,
      [id, model, comparison.champion, reason, JSON.stringify(comparison), person, at],
    )
    await tellModelEvent(tx, { at, what: 'promotion asked', model, person, reason, details: comparison })
    return row
  })

/**
 * Asks that a challenger decide from now on. It is compared anew, and refused with the figures where it has not won. Throws
 * no-such-model, model-damaged, not-a-challenger, promotion-not-won, promotion-waits or id-taken.
 */
export const createAskPromotion =
  (db: Database, clock: Clock, ofVersion: Serving['ofVersion']) =>
  async (request: PromotionRequest): Promise<PromotionRow> => {
    const known = await findPromotion(db, request.id)
    if (known) return checkIsSame(known, request)
    const champion = await checkChallenger(db, request.model)
    await checkServable(ofVersion, request.model)
    const comparison = await compareModels(db, clock, champion, request.model)
    await checkHasWon(db, comparison, request, clock())
    return writeRequest(db, request, comparison, clock())
  }

const checkPerson = (row: PromotionRow, { outcome, person }: PromotionEnding) => {
  if (outcome === 'withdrawn' && row.asked_by !== person)
    throw new Refusal('not-your-request', 403, 'Only who asked for the promotion can withdraw it.')
  if (outcome !== 'withdrawn' && row.asked_by === person)
    throw new Refusal('second-person-needed', 403, 'You asked for this promotion; somebody else has to decide it.')
}

/** Under the turn: the challenger decides, and what it replaced is remembered for a rollback. */
const takeOver = async (tx: Query, { model, champion }: PromotionRow) => {
  await checkIsChallenger(tx, model)
  if ((await championOf(tx)) !== champion)
    throw new Refusal('promotion-outdated', 409, 'Another model decides now than the one that was compared with.')
  await changeState(tx, champion, 'retired')
  await tx.query(`update fraud.model set state = 'champion', replaced = $2 where version = $1`, [model, champion])
}

const deedOf = { granted: 'promoted', denied: 'promotion denied', withdrawn: 'promotion withdrawn' } satisfies Record<
  PromotionEnding['outcome'],
  ModelDeed
>

const end = async (tx: Query, row: PromotionRow, { outcome, person, note }: PromotionEnding, at: Date) => {
  const [ended] = await tx.query<PromotionRow>(
    `update fraud.promotion set outcome = $2, ended_by = $3, ended_at = $4, note = $5 where id = $1 returning ${columns}`,
    [row.id, outcome, person, at, note],
  )
  const details = { askedBy: row.asked_by, reason: row.reason, comparison: row.comparison }
  await tellModelEvent(tx, { at, what: deedOf[outcome], model: row.model, person, reason: note, details })
  return ended
}

/**
 * Grants, denies or withdraws; the same once more is answered as it is. Granting changes the champion at once. Throws
 * no-such-promotion, promotion-ended, second-person-needed, not-your-request, not-a-challenger, promotion-outdated or model-damaged.
 */
export const createEndPromotion =
  (db: Database, clock: Clock, ofVersion: Serving['ofVersion']) =>
  async (ending: PromotionEnding): Promise<PromotionRow> => {
    const asked = await findPromotion(db, ending.id)
    if (!asked) throw new Refusal('no-such-promotion', 404, 'There is no such promotion.')
    if (ending.outcome === 'granted') await checkServable(ofVersion, asked.model)
    return db.transaction(async (tx) => {
      await takeTurn(tx)
      const row = await findPromotion(tx, ending.id)
      assert(row)
      checkPerson(row, ending)
      if (row.outcome === ending.outcome && row.ended_by === ending.person) return row
      if (row.outcome !== null) throw new Refusal('promotion-ended', 409, `This promotion was ${row.outcome} already.`)
      if (ending.outcome === 'granted') await takeOver(tx, row)
      return end(tx, row, ending, clock())
    })
  }
