import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Database } from '#platform/database'
import { checkInstallation } from '#platform/installation'
import { applySteps } from '#platform/migrate'
import { backUp, bringBack, contentOf, openEmpty, shapeOf, testFolder } from '#testing/backup'
import { type TestBank, testBank } from '#testing/bank'
import { assertProved, migrateBank, modulesWithTables, readBankSteps } from '../app.ts'

const folder = await testFolder()
const steps = await readBankSteps()
const prove = async (db: Database) => {
  await assertProved(db, () => new Date())
}

/** Two customers, one payment that is written and one that waits for a challenge. */
const busyBank = async () => {
  const bank = await testBank({ probability: (share) => (share > 0.5 ? 0.6 : 0.01) })
  const [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob', 100_000n)]
  await bank.send(ada, bob, 500n)
  await bank.send(bob, ada, 90_000n)
  await checkInstallation(bank.db, 'demo', 'a secret of a test, quite long enough')
  return { bank, ada, bob }
}

test('a bank comes back row for row, with its rules awake, and its books prove', async () => {
  const { bank } = await busyBank()
  await using _ = bank
  await using other = await openEmpty()
  const made = await backUp(bank.db, join(folder, 'bank'))
  await bringBack({ db: other, file: join(folder, 'bank'), steps, prove })

  const before = await contentOf(bank.db, modulesWithTables)
  assert.deepEqual(await contentOf(other, modulesWithTables), before)
  assert.deepEqual(await shapeOf(other, modulesWithTables), await shapeOf(bank.db, modulesWithTables))
  const rows = Object.values(await contentOf(bank.db, ['platform', ...modulesWithTables])).flat().length
  const [sequences] = await bank.db.query<{ n: bigint }>('select count(*) as n from pg_sequences')
  assert.equal(made.rows, rows - Number(sequences?.n))
  await assert.rejects(other.query('delete from ledger.transfer'), /never changed or deleted/)
  await checkInstallation(other, 'demo', 'a secret of a test, quite long enough')
  await assert.rejects(checkInstallation(other, 'demo', 'another secret'), /BANK_SECRET/)
})

test('a bank of the first version of every table comes to this one', async () => {
  await using old = await openEmpty()
  await using other = await openEmpty()
  await old.transaction((tx) =>
    applySteps(
      tx,
      steps.filter(({ file }) => file.startsWith('0001')),
    ),
  )
  await old.query(
    `insert into ledger.account (id, ledger, code, created_at) select uuidv7(), 356, 1, now() from generate_series(1, 2)`,
  )
  await old.query(`with a as (select array_agg(id order by id) as ids from ledger.account), t as (
      insert into ledger.transfer (id, debit_account, credit_account, amount, ledger, code, kind, booked_at, debit_balance, credit_balance)
      select uuidv7(), ids[1], ids[2], 40, 356, 1, 0, now(), -40, 40 from a)
    update ledger.account set debits_posted = case when id = ids[1] then 40 else 0 end, credits_posted = case when id = ids[2] then 40 else 0 end from a`)
  await backUp(old, join(folder, 'first'))
  await bringBack({ db: other, file: join(folder, 'first'), steps, prove })
  await migrateBank(old)
  assert.deepEqual(await contentOf(other, modulesWithTables), await contentOf(old, modulesWithTables))
})

test('books that were tampered with are not restored, and the first offender is named', async () => {
  const { bank, ada } = await busyBank()
  await using _ = bank
  await using other = await openEmpty()
  await bank.db.query('update ledger.account set credits_posted = credits_posted + 1 where id = $1', [ada.product])
  await backUp(bank.db, join(folder, 'tampered'))
  await assert.rejects(bringBack({ db: other, file: join(folder, 'tampered'), steps, prove }), {
    name: 'PlainError',
    message: new RegExp(`^The books are not right, so nothing was restored\\..*${ada.product}`),
  })
  assert.deepEqual(await other.query("select from pg_namespace where nspname in ('ledger', 'platform')"), [])
})

/** Pays back and forth until it is told to stop, and answers the ids that were acknowledged. */
const keepPaying = async (
  { bank, ada, bob }: Awaited<ReturnType<typeof busyBank>>,
  stop: AbortSignal,
  paid: string[],
) => {
  for (let turn = 0; !stop.aborted; turn++) {
    const id = bank.newId()
    const answer = turn % 2 ? await bank.send(ada, bob, 10n, id) : await bank.send(bob, ada, 10n, id)
    assert.deepEqual([answer.status, answer.body?.state], [200, 'settled'])
    paid.push(id)
  }
}

test('while payments run, a backup has every payment that was acknowledged before it began, and its books prove', async () => {
  const busy = await busyBank()
  await using bank: TestBank = busy.bank
  await using other = await openEmpty()
  const stop = new AbortController()
  const paid: string[] = []
  const payers = Promise.all(Array.from({ length: 8 }, () => keepPaying(busy, stop.signal, paid)))
  const makeBackup = async () => {
    while (paid.length < 50) await new Promise((resolve) => setTimeout(resolve, 5))
    const before = [...paid]
    await backUp(bank.db, join(folder, 'running'))
    return { before, after: paid.length }
  }
  // Whoever fails first, the payments or the backup, ends both.
  const { before, after } = await Promise.race([makeBackup(), payers.then(() => assert.fail('nobody pays'))]).finally(
    () => stop.abort(),
  )
  await payers
  assert.ok(after > before.length, 'payments went on meanwhile')

  await bringBack({ db: other, file: join(folder, 'running'), steps, prove })
  const found = await other.query<{ id: string }>(
    `select p.id from payments.payment p join ledger.transfer t on t.id = p.id join fraud.decision d on d.payment = p.id
      where p.state = 'settled' and p.id = any ($1)`,
    [before],
  )
  assert.equal(found.length, before.length)
  const torn = await other.query(`select from payments.payment p full join fraud.decision d on d.payment = p.id
     where p.kind = 'send' and (p.id is null or d.payment is null)`)
  assert.equal(torn.length, 0)
})
