import { readFile } from 'node:fs/promises'
import { migrateBank } from '../app.ts'
import { databaseAt } from './upgrade/old-database.ts'

const rows = Number(process.argv[2])
const db = await databaseAt(1)
await db.query(
  `insert into ledger.account (id, ledger, code, flags, created_at) select md5(i::text)::uuid, 356, 2010, 0, '2020-01-01' from generate_series(0, 99999) i`,
)
await db.query(`alter table ledger.transfer disable trigger all`)
await db.query(`insert into ledger.transfer (id, debit_account, credit_account, amount, ledger, code, kind, booked_at, debit_balance, credit_balance)
  select gen_random_uuid(), md5((i % 100000)::text)::uuid, md5(((i * 7 + 1) % 100000)::text)::uuid, 5, 356, 1, 0,
   timestamptz '2025-01-01' + i * interval '10 seconds' - case when i % 100 = 0 then interval '10 days' else interval '0' end, 0, 0 from generate_series(1, ${rows}) i where i % 100000 <> (i * 7 + 1) % 100000`)
await db.query(`alter table ledger.transfer enable trigger all`)
await db.query('analyze')
const sql = await readFile(new URL('../modules/ledger/migrations/0002-semantics.sql', import.meta.url), 'utf8')
// statement by statement up to the first function
const head = sql.slice(0, sql.indexOf('create table ledger.expiring')).replace(/--.*$/gm, '')
try {
  for (const memory of ['8MB', '256MB'])
    await db.transaction(async (tx) => {
      console.log('work_mem', memory)
      await tx.script(`set local work_mem = '${memory}'`)
      for (const s of head.split(';').filter((x) => x.trim())) {
        const t = performance.now()
        await tx.script(s)
        const ms = performance.now() - t
        if (ms > 100) console.log(ms.toFixed(0).padStart(7), 'ms', s.trim().replace(/\s+/g, ' ').slice(0, 90))
      }
      await tx.script('savepoint x')
      if (memory === '256MB') throw new Error('undo')
      await tx.script('rollback; begin')
    })
} catch (e) {
  console.log(String(e))
}
const t = performance.now()
await migrateBank(db)
console.log(
  'whole',
  ((performance.now() - t) / 1000).toFixed(1),
  's; late',
  (await db.query('select count(*) from ledger.transfer where is_late'))[0],
)
await db.close()
