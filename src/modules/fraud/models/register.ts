/** Puts models into the registry: the one that comes with the package at a start, and challengers that the bank trained. */
import { encodeModel, type ModelFile } from '#learning/model-file'
import type { Database, Query } from '#platform/database'
import type { Clock } from '#platform/time'
import { versionOf } from '../model.ts'
import {
  changeState,
  findChampion,
  findModel,
  type ModelRow,
  type ModelState,
  takeTurn,
  tellModelEvent,
} from './rows.ts'

/** Each of them scores every payment, so there are few; a further one takes the place of the oldest. */
export const mostChallengers = 3

interface NewModel {
  readonly file: ModelFile
  /** What `encodeModel` made of it, where somebody has it already. */
  readonly text?: string
  readonly version: string
  readonly origin: ModelRow['origin']
  readonly state: ModelState
  readonly replaced?: string
  readonly figures?: unknown
  readonly reference?: unknown
}

const jsonOf = (value: unknown) => (value === undefined ? null : JSON.stringify(value))

const insert = (tx: Query, { file, ...model }: NewModel, at: Date) =>
  tx.query(
    `insert into fraud.model (version, origin, state, file, card, figures, reference, replaced, registered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      model.version,
      model.origin,
      model.state,
      model.text ?? encodeModel(file),
      jsonOf(file.card),
      jsonOf(model.figures),
      jsonOf(model.reference),
      model.replaced ?? null,
      at,
    ],
  )

/** What the package's model becomes: it follows an earlier one of the package, but never a model that the bank chose itself. */
const shippedStateOf = (champion: ModelRow | undefined): ModelState =>
  champion === undefined || champion.origin === 'shipped' ? 'champion' : 'challenger'

/** Registers the package's model unless it is there; on a bank without a champion, or with one of an older package, it decides. */
export const registerShipped = async (
  db: Database,
  clock: Clock,
  version: string,
  readFile: () => Promise<ModelFile>,
): Promise<void> => {
  if (await findModel(db, version)) return
  const file = await readFile()
  await db.transaction(async (tx) => {
    await takeTurn(tx)
    if (await findModel(tx, version)) return
    const champion = await findChampion(tx)
    const state = shippedStateOf(champion)
    const at = clock()
    if (champion && state === 'champion') {
      await changeState(tx, champion.version, 'retired')
      await tellModelEvent(tx, { at, what: 'retired', model: champion.version, person: null, reason: 'upgrade' })
    }
    if (state === 'challenger') await makeRoom(tx, at)
    await insert(tx, { file, version, origin: 'shipped', state, replaced: champion?.version }, at)
    await tellModelEvent(tx, { at, what: 'registered', model: version, person: null })
    if (state === 'champion') await tellModelEvent(tx, { at, what: 'promoted', model: version, person: null })
  })
}

/** Retires the oldest challengers that nobody wants promoted, until one more fits. */
const makeRoom = async (tx: Query, at: Date): Promise<void> => {
  const challengers = await tx.query<{ version: string; is_wanted: boolean }>(
    `select version, exists (select from fraud.promotion where promotion.model = version and outcome is null) as is_wanted
     from fraud.model where state = 'challenger' order by is_wanted, fraud.model.number`,
  )
  for (const { version } of challengers.slice(0, Math.max(0, challengers.length - mostChallengers + 1))) {
    await changeState(tx, version, 'retired')
    await tellModelEvent(tx, { at, what: 'retired', model: version, person: null, reason: 'room' })
  }
}

export interface Trained {
  readonly file: ModelFile
  /** What `encodeModel` made of it, where somebody has it already. */
  readonly text?: string
  /** Who had it trained; null by schedule. */
  readonly person: string | null
  /** Of the test window of its training. */
  readonly figures?: unknown
  /** Bins of the training window, for drift. */
  readonly reference?: unknown
}

/** Registers a trained model as challenger and answers its version. Throws a RangeError where it could not serve. */
export const registerChallenger = async (db: Database, clock: Clock, trained: Trained): Promise<string> => {
  const { file, text, person, figures, reference } = trained
  const version = versionOf(file)
  await db.transaction(async (tx) => {
    await takeTurn(tx)
    const at = clock()
    await makeRoom(tx, at)
    await insert(tx, { file, text, version, origin: 'own', state: 'challenger', figures, reference }, at)
    await tellModelEvent(tx, { at, what: 'registered', model: version, person })
  })
  return version
}
