/** Debits and credits by ledger and code, now or at an instant of the past. */
import type { Query } from '#platform/database'
import { dayMs } from '#platform/time'

/** An instant of booking time, or a calendar date (UTC) by value date; left out, now. */
export interface When {
  readonly at?: Date
  readonly valueDate?: string
}

/** What all accounts of a code in a ledger have: posted debits and credits since the beginning, in minor units. */
export interface TrialLine {
  readonly ledger: number
  readonly code: number
  readonly debits: bigint
  readonly credits: bigint
}

const counters = `select ledger, code, sum(debits_posted) as debits, sum(credits_posted) as credits from ledger.account group by ledger, code`

/** Posted movements by the codes of both accounts. */
const movements = (rows: string) => `
  select d.ledger, d.code as debit_code, c.code as credit_code, sum(t.amount) as amount
    from (${rows}) t join ledger.account d on d.id = t.debit_account join ledger.account c on c.id = t.credit_account
   group by 1, 2, 3`

const columns = 'select debit_account, credit_account, amount from ledger.transfer where kind in (0, 2, 5)'

const sidesOf = (sign: '' | '-') =>
  `select ledger, debit_code as code, ${sign}amount as debits, 0 as credits from moved
   union all select ledger, credit_code, 0, ${sign}amount from moved`

const fromTheBeginning = (rows: string) =>
  `with moved as (${movements(rows)}) select ledger, code, sum(debits) as debits, sum(credits) as credits from (${sidesOf('')}) s group by 1, 2`

// Counters and movements are seen by one statement, and so in one snapshot.
const backFromNow = (rows: string) =>
  `with moved as (${movements(rows)})
   select ledger, code, sum(debits) as debits, sum(credits) as credits from (${counters} union all ${sidesOf('-')}) s group by 1, 2`

const shown = (text: string) =>
  `select ledger, code, debits::text, credits::text from (${text}) l where debits <> 0 or credits <> 0 order by ledger, code`

const statements = {
  now: shown(counters),
  bookedBy: shown(fromTheBeginning(`${columns} and booked_at <= $1`)),
  bookedAfter: shown(backFromNow(`${columns} and booked_at > $1`)),
  valueBy: shown(
    fromTheBeginning(`${columns} and value_date is null and booked_at < $2 union all ${columns} and value_date <= $1`),
  ),
  valueAfter: shown(
    backFromNow(`${columns} and value_date is null and booked_at >= $2 union all ${columns} and value_date > $1`),
  ),
}

/** Whether fewer transfers lie before an instant than after it: by the age of the row that the table begins with. */
const isNearTheBeginning = async (db: Query, at: Date, now: Date): Promise<boolean> => {
  const [first] = await db.query<{ booked_at: Date }>('select booked_at from ledger.transfer limit 1')
  return first !== undefined && at.getTime() - first.booked_at.getTime() < now.getTime() - at.getTime()
}

const chooseStatement = async (db: Query, { at, valueDate }: When, now: Date): Promise<[string, unknown[]]> => {
  if (valueDate !== undefined) {
    const end = new Date(Date.parse(`${valueDate}T00:00:00Z`) + dayMs)
    return [(await isNearTheBeginning(db, end, now)) ? statements.valueBy : statements.valueAfter, [valueDate, end]]
  }
  if (at === undefined) return [statements.now, []]
  return [(await isNearTheBeginning(db, at, now)) ? statements.bookedBy : statements.bookedAfter, [at]]
}

/** Every code with a movement by then, ordered by ledger and code. In each ledger, debits and credits have the same sum. */
export const trialBalance = async (db: Query, when: When, now: Date): Promise<TrialLine[]> => {
  const [text, values] = await chooseStatement(db, when, now)
  const rows = await db.query<{ ledger: number; code: number; debits: string; credits: string }>(text, values)
  return rows.map(({ ledger, code, debits, credits }) => ({
    ledger,
    code,
    debits: BigInt(debits),
    credits: BigInt(credits),
  }))
}
