/** What has to be in order in the database before a process has a memory. */
import type { Database, Tx } from '#platform/database'
import { fold } from './fold.ts'
import type { Place } from './log.ts'

// "frau" in ASCII.
const startLock = 0x66726175

// A restored database may come from a server that had counted further: what this one has not counted yet is numbered anew.
const renumber = `
  update fraud.change set xact = pg_current_xact_id() where xact >= pg_snapshot_xmax(pg_current_snapshot())`
const forgetFuture = 'delete from fraud.memory where xact > pg_snapshot_xmax(pg_current_snapshot())'

const forgetOld = `delete from fraud.memory where layout <> $1 and folded_at < now() - interval '1 day'`

/** What a server of an older version decided beside others that have a log. */
const logMissing = `
  with missing as (
    update fraud.decision set is_logged = true where not is_logged
    returning seq, payment, kind, payer, payee, currency, minor, booked_at, outcome,
      owner, payee_owner, device, network, place, category
  )
  insert into fraud.change (what, payment, body)
  select 'attempt', payment, json_build_object(
    'movement', json_build_object('kind', kind, 'payer', payer, 'payee', payee, 'owner', coalesce(owner, payer),
      'payeeOwner', coalesce(payee_owner, payee),
      'context', json_build_object('device', device, 'network', network, 'place', place, 'category', category),
      'currency', currency, 'minor', minor, 'atMs', (extract(epoch from booked_at) * 1000)::bigint),
    'isFirst', payee is not null and not exists (select from fraud.decision as earlier
      where earlier.payer = missing.payer and earlier.payee = missing.payee and earlier.seq < missing.seq),
    'isSettled', outcome = 'settled')
  from missing order by seq`

const prepare = async (tx: Tx, layout: string): Promise<void> => {
  await tx.query(`select pg_advisory_xact_lock(${startLock})`)
  await tx.query(forgetFuture)
  await tx.query(renumber)
  await tx.query(logMissing)
  await tx.query(forgetOld, [layout])
  await tx.query(`insert into fraud.memory (layout, xact, seq) values ($1, '0', 0) on conflict (layout) do nothing`, [
    layout,
  ])
}

/** More changes than these are folded before the first payment; fewer are kept beside the stored entities. */
const mostBehind = 10_000

const isFarBehind = async (db: Database, layout: string): Promise<boolean> => {
  const [{ behind }] = await db.query<{ behind: bigint }>(
    `select count(*) as behind from (select from fraud.memory join fraud.change
       on (change.xact, change.seq) > (memory.xact, memory.seq) where layout = $1 limit ${mostBehind + 1}) as changes`,
    [layout],
  )
  return behind > mostBehind
}

export interface Started {
  /** This process's number. */
  readonly origin: number
  /** Up to where the stored entities go. */
  readonly place: Place
  /** Changes that had to be folded first. */
  readonly folded: number
}

/** Brings everything in order. */
export const startMemory = async (db: Database, layout: string): Promise<Started> => {
  await db.transaction((tx) => prepare(tx, layout))
  let folded = 0
  while (await isFarBehind(db, layout)) folded += (await fold(db, layout, true))?.changes ?? 0
  const [{ origin }] = await db.query<{ origin: bigint }>(`select nextval('fraud.memory_process') as origin`)
  return { origin: Number(origin), place: await readPlace(db, layout), folded }
}

/** Up to where the stored entities of a layout go. */
export const readPlace = async (db: Database, layout: string): Promise<Place> => {
  const [{ xact, seq }] = await db.query<{ xact: string; seq: bigint }>(
    'select xact::text, seq from fraud.memory where layout = $1',
    [layout],
  )
  return { xact: Number(xact), seq: Number(seq) }
}
