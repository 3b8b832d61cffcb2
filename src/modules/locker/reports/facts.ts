/** What a form for the police says: what happened, when and where, read anew from what was written down at the time. */
import type { Query } from '#platform/database'
import { ownersOf } from '../boxes/rows.ts'
import type { LockerNeeds } from '../needs.ts'
import { readPicture } from '../pictures/keep.ts'
import { noSuchReport } from '../refusals.ts'
import type { ReportLanguage, StepFacts } from './report-words.ts'

export interface ReportFacts {
  readonly language: ReportLanguage
  readonly id: string
  readonly made: Date
  readonly bank: string
  readonly branch: string
  readonly box: string
  readonly kiosk: string
  readonly owners: readonly string[]
  readonly began: Date
  readonly ended: Date | null
  readonly answer: 'me' | 'not-me' | null
  readonly steps: readonly StepFacts[]
  /** Of the picture as it lies in the store, by which it can be shown to be the one. */
  readonly pictureHash: string | null
  readonly picture: Uint8Array | null
}

interface ReportRow {
  readonly attempt: string
  readonly at: Date
  readonly box: string
  readonly number: string
  readonly branch: string
  readonly kiosk: string
  readonly began_at: Date
  readonly ended_at: Date | null
  readonly answer: 'me' | 'not-me' | null
}

const reportStatement = `
  select report.attempt, report.at, attempt.box, box.number, box.branch, kiosk.name as kiosk, attempt.began_at, attempt.ended_at,
         (select answer from locker.incident where incident.attempt = report.attempt and answer is not null
           order by answered_at desc limit 1) as answer
    from locker.report join locker.attempt on attempt.id = report.attempt join locker.box on box.id = attempt.box
         join locker.kiosk on kiosk.id = attempt.kiosk
   where report.id = $1`

interface StepRow extends StepFacts {
  readonly picture: string | null
}

/** Steps of this attempt, and of the attempts before it at the same box on that day. */
const findSteps = (db: Query, { box, at }: ReportRow): Promise<StepRow[]> =>
  db.query(
    `select step.at, step.door, step.outcome, step.faults, step.picture
       from locker.step join locker.attempt on attempt.id = step.attempt
      where attempt.box = $1 and step.at <= $2 and step.at > $2::timestamptz - interval '1 day' order by step.seq desc limit 24`,
    [box, at],
  )

/** People of a report, for the log of readings. Throws 'no-such-report'. */
export const findReport = async (db: Query, id: string): Promise<ReportRow> => {
  const [row] = await db.query<ReportRow>(reportStatement, [id])
  if (!row) throw noSuchReport()
  return row
}

const pictureFor = async (needs: Pick<LockerNeeds, 'db' | 'sealing' | 'pictures' | 'onFailure'>, id: string | null) => {
  if (id === null) return { picture: null, pictureHash: null }
  const [row] = await needs.db.query<{ hash: string }>(
    "select encode(sha256, 'hex') as hash from locker.picture where id = $1",
    [id],
  )
  try {
    return { picture: await readPicture(needs, id), pictureHash: row?.hash ?? null }
  } catch (error) {
    // The form is worth having without its picture, too; its hash is there.
    needs.onFailure(error)
    return { picture: null, pictureHash: row?.hash ?? null }
  }
}

export const readFacts = async (needs: LockerNeeds, id: string, language: ReportLanguage): Promise<ReportFacts> => {
  const row = await findReport(needs.db, id)
  const steps = await findSteps(needs.db, row)
  const names = await needs.identity.names(await ownersOf(needs.db, row.box))
  return {
    id,
    made: needs.clock(),
    bank: new URL(needs.origin).host,
    branch: row.branch,
    box: row.number,
    kiosk: row.kiosk,
    owners: [...names.values()].map(({ name }) => name),
    began: row.began_at,
    ended: row.ended_at,
    answer: row.answer,
    language,
    steps: steps.reverse().map(({ at, door, outcome, faults }) => ({ at, door, outcome, faults })),
    ...(await pictureFor(needs, steps.findLast(({ picture }) => picture !== null)?.picture ?? null)),
  }
}
