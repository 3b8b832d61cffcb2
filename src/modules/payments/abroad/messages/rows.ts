/** Messages to and from the correspondent bank, as their tables keep them. */
import type { Query, Tx } from '#platform/database'
import type { CurrencyCode } from '#platform/money'
import type { ReceivedLine } from '../../wire.ts'
import { type AbroadRow, selectAbroad } from '../rows.ts'

export interface MessageRow {
  readonly id: string
  readonly currency: CurrencyCode
  readonly settles: string
  readonly lines: number
  readonly minor: bigint
  readonly made_at: Date
  readonly sent_at: Date | null
  readonly tries: number
  readonly failure: string | null
  readonly accepted: number
  readonly returned: number
}

const selectMessage = `select m.id, m.currency, m.settles::text, m.lines, m.minor, m.made_at, m.sent_at, m.tries, m.failure,
    (select count(*)::integer from payments.abroad a where a.message = m.id and a.state = 'accepted') as accepted,
    (select count(*)::integer from payments.abroad a where a.message = m.id and a.state = 'returned') as returned
  from payments.abroad_message m`

const mostShown = 50

export const findMessages = (db: Query): Promise<MessageRow[]> =>
  db.query(`${selectMessage} order by m.made_at desc, m.id desc limit ${mostShown}`)

export const findMessage = async (db: Query, id: string): Promise<MessageRow | undefined> =>
  (await db.query<MessageRow>(`${selectMessage} where m.id = $1`, [id]))[0]

export const findText = async (db: Query, id: string): Promise<string | undefined> =>
  (await db.query<{ text: string }>('select text from payments.abroad_message where id = $1', [id]))[0]?.text

export const mostLines = 1000

/** What leaves next, in one currency and up to a day; others who make messages at the moment pass it over. */
export const lockReady = (tx: Tx, currency: CurrencyCode, today: string): Promise<AbroadRow[]> =>
  tx.query(
    `${selectAbroad} where state = 'ready' and get_currency = $1 and settles <= $2::date order by settles, payment limit ${mostLines}
     for update skip locked`,
    [currency, today],
  )

export const insertMessage = async (
  tx: Tx,
  message: Pick<MessageRow, 'id' | 'currency' | 'settles' | 'lines' | 'minor'> & {
    readonly text: string
    readonly hash: Buffer
  },
  payments: readonly string[],
  at: Date,
) => {
  await tx.query(
    `insert into payments.abroad_message (id, currency, settles, lines, minor, text, hash, made_at, next_try_at)
     values ($1, $2, $3::date, $4, $5, $6, $7, $8, $8)`,
    [message.id, message.currency, message.settles, message.lines, message.minor, message.text, message.hash, at],
  )
  await tx.query(
    `update payments.abroad set state = 'sent', message = $1, changed_at = $3 where payment = any ($2::uuid[])`,
    [message.id, payments, at],
  )
}

/** Takes the message that has waited longest and leases it until `until`, so that nobody else sends it meanwhile. */
export const leaseMessage = async (
  db: Query,
  at: Date,
  until: Date,
): Promise<{ id: string; text: string; tries: number } | undefined> =>
  (
    await db.query<{ id: string; text: string; tries: number }>(
      `update payments.abroad_message m set tries = tries + 1, next_try_at = $2
         from (select id from payments.abroad_message where sent_at is null and next_try_at <= $1
                order by next_try_at limit 1 for update skip locked) due
        where m.id = due.id returning m.id, m.text, m.tries`,
      [at, until],
    )
  )[0]

export const markSent = (db: Query, id: string, at: Date) =>
  db.query(
    'update payments.abroad_message set sent_at = $2, failure = null, next_try_at = null where id = $1 and sent_at is null',
    [id, at],
  )

export const markFailed = (db: Query, id: string, failure: string, next: Date) =>
  db.query('update payments.abroad_message set failure = $2, next_try_at = $3 where id = $1 and sent_at is null', [
    id,
    failure,
    next,
  ])

export interface ReceivedRow {
  readonly id: string
  readonly kind: 'pacs.008' | 'pacs.002'
  readonly sender: string
  readonly message: string
  readonly original: string
  readonly hash: Buffer
  readonly at: Date
  readonly taken_by: string | null
  readonly lines: readonly ReceivedLine[]
}

const received = 'id, kind, sender, message, original, hash, at, taken_by, lines'

export const findReceived = async (db: Query, id: string): Promise<ReceivedRow | undefined> =>
  (await db.query<ReceivedRow>(`select ${received} from payments.abroad_answer where id = $1`, [id]))[0]

export const findAllReceived = (db: Query): Promise<ReceivedRow[]> =>
  db.query(`select ${received} from payments.abroad_answer order by at desc, id desc limit ${mostShown}`)

/** The first one to write it down is the one that counts. */
export const insertReceived = (db: Query, row: ReceivedRow) =>
  db.query(
    `insert into payments.abroad_answer (id, kind, sender, message, original, hash, at, taken_by, lines)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      row.id,
      row.kind,
      row.sender,
      row.message,
      row.original,
      row.hash,
      row.at,
      row.taken_by,
      JSON.stringify(row.lines),
    ],
  )

/** Payments of one of our messages. */
export const findOfMessage = (db: Query, message: string): Promise<{ payment: string }[]> =>
  db.query('select payment from payments.abroad where message = $1 order by payment', [message])
