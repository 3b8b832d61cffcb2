import { readFile } from 'node:fs/promises'
import { createLedger, houseAccount, type Proof, transferCode } from '#modules/ledger'
import type { Database } from '#platform/database'
import { migrate } from '#platform/migrate'
import { currencies } from '#platform/money'
import { accountIdSql } from './orders.ts'

/** Everything in a benchmark is in one currency. */
export const ledgerNumber = currencies.INR.ledger
export const sendCode = transferCode.send

const customerCode = 2010
const customerFlags = 1
const fundMinor = 100_000_000_000n
const modules = new URL('../../src/modules/', import.meta.url)
const clock = () => new Date()

/** Makes the ledger's tables and the house's accounts in an empty database. */
export const makeBook = async (db: Database): Promise<void> => {
  await migrate(db, modules, ['audit', 'ledger'])
  await createLedger(db, clock).open()
}

const plainBook = new URL('plain-book.sql', import.meta.url)

/** Turns a book into that of the designs without the ledger: the same accounts and transfers in the schema `plain`. */
export const makePlainBook = async (db: Database): Promise<void> => {
  const sql = await readFile(plainBook, 'utf8')
  await db.transaction((tx) => tx.script(sql))
  await db.query('vacuum (freeze, analyze) plain.transfer')
  await db.query('vacuum (freeze, analyze) plain.account')
}

/** Proves the book of a database. */
export const proveBook = (db: Database): Promise<Proof> => createLedger(db, clock).prove()

interface Index {
  name: string
  definition: string
}

const secondaryIndexes = `select format('%I.%I', schemaname, indexname) as name, indexdef as definition from pg_indexes
  where schemaname = 'ledger' and tablename = 'transfer' and indexdef not like 'CREATE UNIQUE%'`

/**
 * Funds so many accounts, and has each pay the account `wave` places after it in each of so many waves: one transfer an account
 * for the funds and one for each wave. What a wave takes from an account it also brings, so every balance is known
 * beforehand and the book proves. Written past triggers and with indexes made afterward, for speed.
 */
export const fillBook = async (db: Database, accounts: number, waves: number): Promise<void> => {
  const names = await db.query<{ name: string }>(accountColumns)
  const remembersBooking = names.some(({ name }) => name === 'last_booked_at')
  await db.transaction(async (tx) => {
    const indexes = await tx.query<Index>(secondaryIndexes)
    for (const { name } of indexes) await tx.script(`drop index ${name}`)
    await tx.script("set local session_replication_role = replica; set local maintenance_work_mem = '256MB'")
    await tx.script(insertAccounts(accounts, waves, remembersBooking))
    await tx.script(insertFunds(accounts))
    for (let wave = 1; wave <= waves; wave++) await tx.script(insertWave(accounts, wave))
    for (const { definition } of indexes) await tx.script(definition)
  })
  await db.query('vacuum (freeze, analyze) ledger.transfer')
  await db.query('vacuum (freeze, analyze) ledger.account')
}

const waveMinor = 10n
const opening = houseAccount('opening', 'INR')
const accountColumns = `select column_name as name from information_schema.columns where table_schema = 'ledger' and table_name = 'account'`
const transferColumns =
  'ledger.transfer (id, debit_account, credit_account, amount, ledger, code, kind, booked_at, debit_balance, credit_balance)'

const fundedDaysAgo = 60
const daysAgoOf = (wave: number): number => (wave === 0 ? fundedDaysAgo : 50 - wave)
const daysAgo = (days: number): string => `now() - interval '${days} days'`

/** In a ledger whose accounts know when they last were in a transfer, that is told as well. */
const insertAccounts = (accounts: number, waves: number, remembersBooking: boolean): string => {
  const spent = BigInt(waves) * waveMinor
  const [column, last] = remembersBooking ? [', last_booked_at', `, ${daysAgo(daysAgoOf(waves))}`] : ['', '']
  const openingLast = remembersBooking ? `, last_booked_at = ${daysAgo(fundedDaysAgo)}` : ''
  return `insert into ledger.account (id, ledger, code, flags, debits_posted, credits_posted, created_at${column})
      select ${accountIdSql('i')}, ${ledgerNumber}, ${customerCode}, ${customerFlags}, ${spent}, ${fundMinor + spent}, ${daysAgo(61)}${last}
        from generate_series(0, ${accounts - 1}) i;
    update ledger.account set debits_posted = ${fundMinor * BigInt(accounts)}${openingLast} where id = '${opening}'`
}

const insertFunds = (accounts: number): string => `insert into ${transferColumns}
  select uuidv7(interval '-${fundedDaysAgo} days'), '${opening}', ${accountIdSql('i')}, ${fundMinor}, ${ledgerNumber}, ${transferCode.opening}, 0,
         ${daysAgo(fundedDaysAgo)}, -${fundMinor} * (i + 1), ${fundMinor}
    from generate_series(0, ${accounts - 1}) i order by i`

/**
 * In a wave the account i pays the account i + wave, in the order of i. Who has been paid before it pays (not among the first)
 * has its fund again after paying; who pays first (all but those that the end pays around the corner) has more after being paid.
 */
const insertWave = (accounts: number, wave: number): string => `insert into ${transferColumns}
  select uuidv7(interval '-${daysAgoOf(wave)} days'), ${accountIdSql('i')}, ${accountIdSql(`(i + ${wave}) % ${accounts}`)}, ${waveMinor},
         ${ledgerNumber}, ${sendCode}, 0, ${daysAgo(daysAgoOf(wave))},
         case when i >= ${wave} then ${fundMinor} else ${fundMinor - waveMinor} end,
         case when i + ${wave} < ${accounts} then ${fundMinor + waveMinor} else ${fundMinor} end
    from generate_series(0, ${accounts - 1}) i order by i`

/** What is in a book, to be compared before and after a run. */
export interface Sums {
  readonly transfers: bigint
  readonly amount: bigint
  readonly debits: bigint
  readonly credits: bigint
}

/** Sums of the tables `transfer` and `account` in a schema. */
export const readSums = async (db: Database, schema: 'ledger' | 'plain'): Promise<Sums> => {
  const [row] = await db.query<Record<'transfers' | 'amount' | 'debits' | 'credits', string>>(
    `select t.*, a.* from (select count(*)::text as transfers, coalesce(sum(amount), 0)::text as amount from ${schema}.transfer) t,
       (select coalesce(sum(debits_posted), 0)::text as debits, coalesce(sum(credits_posted), 0)::text as credits from ${schema}.account) a`,
  )
  return {
    transfers: BigInt(row.transfers),
    amount: BigInt(row.amount),
    debits: BigInt(row.debits),
    credits: BigInt(row.credits),
  }
}
