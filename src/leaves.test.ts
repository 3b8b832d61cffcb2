import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minuteMs } from '#platform/time'
import { testBank } from '#testing/bank'

const kindsIn = async (db: {
  query: <Row extends object>(sql: string) => Promise<Row[]>
}): Promise<Map<string, number>> =>
  new Map(
    (
      await db.query<{ kind: string; leaves: bigint }>(
        'select kind, sum(octet_length(commitments)) / 32 as leaves from audit.sheaf group by kind',
      )
    ).map(({ kind, leaves }) => [kind, Number(leaves)]),
  )

/** Tables whose rows are what somebody did or allowed, and what makes a leaf of a row. */
const sealed: Readonly<Record<string, string>> = {
  'ledger.chart': 'insert update',
  'ledger.period': 'insert update',
  'ledger.reopening': 'insert update',
  'ledger.transfer': 'insert',
  'fraud.answer': 'insert update',
  'fraud.back_test': 'insert',
  'fraud.case_entry': 'insert',
  'fraud.decision': 'insert',
  'fraud.label': 'insert update',
  'fraud.model': 'insert update',
  'fraud.pause': 'insert update',
  'fraud.policy_version': 'insert',
  'fraud.promotion': 'insert update',
  'fraud.proposal': 'insert update',
  'fraud.rule_version': 'insert',
  'fraud.signature': 'insert',
  'fraud.statement': 'insert',
  'fraud.training': 'insert update',
  'fraud.training_schedule': 'insert update',
  'identity.consent': 'insert update',
  'identity.intervention': 'insert',
  'identity.oauth_client': 'insert update',
  'identity.passkey': 'insert update',
  'identity.person_lock': 'insert',
  'identity.proposal': 'insert update',
  'identity.reading': 'insert',
  'identity.role': 'insert delete',
  'identity.role_permission': 'insert delete',
  'identity.service_client': 'insert update',
  'identity.service_key': 'insert update',
  'identity.signature': 'insert',
  'identity.taken_right': 'insert update',
  'identity.typing_consent': 'insert delete',
  'notifications.webhook_endpoint': 'insert update',
  'payments.abroad_answer': 'insert',
  'payments.charge': 'insert',
  'payments.charge_move': 'insert',
  'payments.corridor_change': 'insert update',
  'payments.dispute': 'insert update',
  'payments.dispute_evidence': 'insert',
  'payments.dispute_proposal': 'insert update',
  'payments.event': 'insert',
  'payments.holiday': 'insert delete',
  'payments.payment': 'insert',
  'payments.reconciliation': 'insert',
  'payments.reconciliation_break': 'update',
  'payments.reference_rate': 'insert',
  'payments.saved_payee': 'insert delete',
  'payments.standing_order': 'insert update',
  'products.fee_schedule': 'insert update',
  'products.freeze': 'insert',
  'products.halt_change': 'insert',
  'products.limit_change': 'insert',
  'locker.alarm': 'insert update',
  'locker.attempt': 'insert update',
  'locker.box': 'insert update',
  'locker.enrollment': 'insert update',
  'locker.holder': 'insert update',
  'locker.incident': 'insert update',
  'locker.kiosk': 'insert update',
  'locker.kiosk_entry': 'insert',
  'locker.offline_opening': 'insert',
  'locker.opening': 'insert update',
  'locker.permit': 'insert',
  'locker.picture': 'insert update',
  'locker.policy': 'insert',
  'locker.policy_proposal': 'insert update',
  'locker.release': 'insert update',
  'locker.step': 'insert',
}

test('whatever is done and kept in these tables, and in no others, is a leaf by a trigger that is awake', async () => {
  await using bank = await testBank()
  const rows = await bank.db.query<{ name: string; events: string; is_awake: boolean }>(
    `select replace(tgrelid::regclass::text, '"', '') as name, bool_and(tgenabled = 'O') as is_awake,
            concat_ws(' ', case when bit_or(tgtype) & 4 > 0 then 'insert' end, case when bit_or(tgtype) & 16 > 0 then 'update' end,
                      case when bit_or(tgtype) & 8 > 0 then 'delete' end) as events
       from pg_trigger join pg_proc on pg_proc.oid = tgfoid
      where not tgisinternal and (tgfoid = 'audit.seal_row'::regproc or proname = 'append_leaves') group by tgrelid`,
  )
  const found = new Map(rows.map(({ name, events, is_awake }) => [name, is_awake ? events : 'asleep']))
  assert.deepEqual(Object.fromEntries([...found].sort()), Object.fromEntries(Object.entries(sealed).sort()))
})

/** Who did something, as columns are called here: `…_by`, or by what they are. */
const namesStaff = '(_by|^by_person|^who|^analyst|^staff|^reader)$'

/** Columns of such a name that say nothing that the log lacks; with the reason of each. */
const notDeeds: Readonly<Record<string, string>> = {
  'locker.policy.granted_by': 'the proposal of the policy says who decided',
  'payments.corridor.asked_by': 'the change of the corridor says who asked',
  'payments.corridor.granted_by': 'the change of the corridor says who decided',
}

test('where a table says who of the staff did something, its leaf says so too', async () => {
  await using bank = await testBank()
  const columns = await bank.db.query<{ name: string }>(
    `select concat(table_schema, '.', table_name, '.', column_name) as name from information_schema.columns
      join information_schema.tables using (table_schema, table_name)
      where table_type = 'BASE TABLE' and data_type = 'uuid' and column_name ~ '${namesStaff}'`,
  )
  const told = await bank.db.query<{ name: string }>(
    `select distinct concat(replace(tgrelid::regclass::text, '"', ''), '.', split_part(arg, '~', 1)) as name
       from pg_trigger, string_to_table(encode(tgargs, 'escape'), '\\000') as arg
      where tgfoid = 'audit.seal_row'::regproc and tgenabled = 'O'`,
  )
  const leaves = new Set(told.map(({ name }) => name))
  assert.ok(columns.length > 30, String(columns.length))
  const missing = columns.map(({ name }) => name).filter((name) => !leaves.has(name))
  assert.deepEqual(missing.sort(), Object.keys(notDeeds).sort())
})

test('a payment, its decision, a limit, a freeze, a role, a look at a customer and what a rollback takes back', async () => {
  await using bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob')]
  const before = await kindsIn(bank.db)
  const grown = async (kind: string) => ((await kindsIn(bank.db)).get(kind) ?? 0) - (before.get(kind) ?? 0)
  await bank.send(ada, bob, 500n)
  assert.deepEqual([await grown('transfer'), await grown('decision')], [1, 1])
  const teller = await bank.person('teller', 'Tom')
  assert.equal(await grown('role'), 1)
  assert.equal((await bank.ask(teller, 'GET', `/v1/customers/${ada.id}`)).status, 200)
  assert.equal(await grown('reading'), 1)
  const [{ leaves }] = await bank.db.query<{ leaves: bigint }>('select count(*) as leaves from audit.sheaf')
  await assert.rejects(
    bank.db.transaction(async (tx) => {
      await tx.query("insert into identity.role (person, role) values ($1, 'analyst')", [teller.id])
      throw new Error('no')
    }),
    /no/,
  )
  assert.equal(
    (await bank.db.query<{ leaves: bigint }>('select count(*) as leaves from audit.sheaf'))[0].leaves,
    leaves,
  )
})

/** The columns of a leaf, in the content of the last one of a kind. */
const fieldsOf = async (bank: Awaited<ReturnType<typeof testBank>>, kind: string) => {
  const [row] = await bank.db.query<{ content: string }>(
    'select content from audit.sheaf where kind = $1 order by id desc limit 1',
    [kind],
  )
  return JSON.parse(row?.content ?? '{}').fields
}

test('a leaf says all of what was allowed: the accounts of a consent, and each part of a limit', async () => {
  await using bank = await testBank()
  const [owner, client, account] = [await bank.holder('Ada'), bank.newId(), bank.newId()]
  await bank.db.query(
    `insert into identity.oauth_client (id, kind, name, redirect_uris, scopes, created_at) values ($1, 'app', 'An app', '{https://app.example/back}', '{"accounts:read"}', $2)`,
    [client, bank.clock()],
  )
  await bank.db.query(
    `insert into identity.consent (id, person, client, scopes, accounts, given_at, expires_at)
     values ($1, $2, $3, '{"accounts:read"}', $4, $5, $5::timestamptz + interval '1 day')`,
    [bank.newId(), owner.id, client, [account], bank.clock()],
  )
  assert.deepEqual((await fieldsOf(bank, 'consent')).accounts, [account])
  await bank.db.query(
    `insert into products.limit_change (owner, kind, currency, per_payment, per_day, per_month, to_new, at)
     values ($1, 'send', 'INR', 1, 2, 3, 4, $2)`,
    [owner.id, bank.clock()],
  )
  const { per_payment, per_day, per_month, to_new } = await fieldsOf(bank, 'limit-change')
  assert.deepEqual([per_payment, per_day, per_month, to_new], [1, 2, 3, 4])
})

const statement = 'date,amount,reference,description\n2026-03-02,10.00,A1,Rent\n'

test('who brought a statement of another bank, and what was in it, is a leaf; the same again is none', async () => {
  await using bank = await testBank()
  const farah = await bank.person('administrator', 'Farah')
  const headers = { ...farah.headers, 'content-type': 'text/csv' }
  const bring = () =>
    bank.http.server.inject({
      method: 'PUT',
      url: `/v1/reconciliations/${bank.newId()}?currency=EUR`,
      headers,
      payload: statement,
    })
  const { id } = (await bring()).json()
  assert.equal((await bring()).json().id, id)
  assert.equal((await kindsIn(bank.db)).get('reconciliation'), 1)
  const { hash, rules, at, ...fields } = await fieldsOf(bank, 'reconciliation')
  const days = { first_day: '2026-03-02', last_day: '2026-03-02' }
  assert.deepEqual(fields, { id, brought_by: farah.id, source: 'csv', currency: 'EUR', lines: 1, ...days })
  assert.match(hash, /^\\x[0-9a-f]{64}$/)
  assert.deepEqual(
    [Object.keys(rules).sort(), Date.parse(at)],
    [['most', 'tolerance', 'windowDays'], bank.clock().getTime()],
  )
})

test('who took the answer of a bank abroad is a leaf, and what it said of people is in it as a hash', async () => {
  await using bank = await testBank()
  const farah = await bank.person('administrator', 'Farah')
  const line = {
    number: 1,
    reference: 'Rent of Marie Curie',
    status: 'ACSC',
    result: 'accepted',
    detail: '',
    payment: bank.newId(),
  }
  await bank.db.query(
    `insert into payments.abroad_answer (sender, message, kind, hash, at, taken_by, lines)
     values ('DEUTDEFF', 'A1', 'pacs.002', sha256('A1'), $1, $2, $3)`,
    [bank.clock(), farah.id, JSON.stringify([line])],
  )
  const [{ content }] = await bank.db.query<{ content: string }>(
    "select content from audit.sheaf where kind = 'abroad-answer'",
  )
  const { fields, personal } = JSON.parse(content)
  assert.deepEqual([fields.taken_by, fields.message, fields.sender], [farah.id, 'A1', 'DEUTDEFF'])
  assert.match(personal.lines, /^[0-9a-f]{64}$/)
  assert.ok(!content.includes('Curie'))
})

test('what a person says of a payment is a leaf, and so is that a program puts it aside; what programs import is none', async () => {
  await using bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob')]
  const payment = (await bank.send(ada, bob, 500n)).body.id
  const other = (await bank.send(ada, bob, 600n)).body.id
  const priya = await bank.person('analyst', 'Priya')
  const knownAt = bank.clock()
  const leaves = async () => (await kindsIn(bank.db)).get('label') ?? 0
  const said = async () => {
    const { known_at, ...fields } = await fieldsOf(bank, 'label')
    assert.equal(Date.parse(known_at), knownAt.getTime())
    return fields
  }
  await bank.fraud.learn([{ payment: other, isFraud: true, knownAt }])
  await bank.fraud.learn([{ payment: other, isFraud: false, knownAt }])
  assert.equal(await leaves(), 0)
  const told = { payment, knownAt, source: 'analyst', toldBy: priya.id } as const
  await bank.fraud.learn([{ ...told, isFraud: true }])
  await bank.fraud.learn([{ ...told, isFraud: true }])
  assert.equal(await leaves(), 1)
  assert.deepEqual(await said(), { payment, is_fraud: true, source: 'analyst', told_by: priya.id })
  await bank.fraud.learn([{ payment, isFraud: false, knownAt }])
  assert.deepEqual(await said(), { payment, is_fraud: false, source: 'import' })
  await bank.fraud.learn([{ ...told, payment: other, isFraud: true }])
  assert.deepEqual([(await said()).told_by, await leaves()], [priya.id, 3])
})

test('cash that a teller enters says who, in and out; what customers ask for themselves is a leaf of the book alone', async () => {
  await using bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada', 1000n), await bank.holder('Bob')]
  const teller = await bank.person('teller', 'Tara')
  const enter = async (who: typeof teller, order: object, minor: string) => {
    const asked = { ...order, amount: { currency: 'INR', minor } }
    return (await bank.ask(who, 'PUT', `/v1/payments/${bank.newId()}`, asked)).body
  }
  await enter(ada, { kind: 'deposit', to: ada.number }, '700')
  await bank.send(ada, bob, 5n)
  assert.equal((await kindsIn(bank.db)).get('cash'), undefined)
  const brought = await enter(teller, { kind: 'deposit', to: ada.number }, '700')
  const money = { asked_by: teller.id, currency: 'INR' }
  const { created_at: at, ...fields } = await fieldsOf(bank, 'cash')
  assert.deepEqual(fields, { id: brought.id, kind: 'deposit', payee: ada.id, minor: 700, ...money })
  assert.equal(Date.parse(at), bank.clock().getTime())
  const handed = await enter(teller, { kind: 'withdrawal', from: ada.product }, '200')
  const { created_at: _, ...out } = await fieldsOf(bank, 'cash')
  assert.deepEqual(out, { id: handed.id, kind: 'withdrawal', payer: ada.id, minor: 200, ...money })
})

test('the bank notes how it is set up when that has changed, and only then', async () => {
  await using bank = await testBank()
  const settings = { mode: 'demo', port: '3000', logWitnesses: [] }
  assert.deepEqual(
    [
      await bank.audit.noteConfiguration(settings),
      await bank.audit.noteConfiguration({ ...settings }),
      await bank.audit.noteConfiguration({ ...settings, port: '3001' }),
      await bank.audit.noteConfiguration(settings),
    ],
    [true, false, true, true],
  )
  assert.equal((await kindsIn(bank.db)).get('configuration'), 3)
  bank.pass(minuteMs)
  await bank.audit.sequence()
  const administrator = await bank.person('administrator', 'Farah')
  const { items } = (await bank.ask(administrator, 'GET', '/v1/audit/leaves?kind=configuration')).body
  assert.equal(JSON.parse(items[1].content).fields.port, '3001')
})
