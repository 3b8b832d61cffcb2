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
  'ledger.transfer': 'insert',
  'ledger.chart': 'insert update',
  'ledger.period': 'insert update',
  'ledger.reopening': 'insert update',
  'fraud.decision': 'insert',
  'fraud.model': 'insert update',
  'fraud.promotion': 'insert update',
  'fraud.policy_version': 'insert',
  'fraud.rule_version': 'insert',
  'fraud.proposal': 'insert update',
  'fraud.signature': 'insert',
  'fraud.case_entry': 'insert',
  'fraud.answer': 'insert update',
  'fraud.statement': 'insert',
  'fraud.pause': 'insert update',
  'fraud.training': 'insert update',
  'fraud.training_schedule': 'insert update',
  'identity.consent': 'insert update',
  'identity.role': 'insert delete',
  'identity.role_permission': 'insert delete',
  'identity.person_lock': 'insert',
  'identity.signature': 'insert',
  'identity.proposal': 'insert update',
  'identity.taken_right': 'insert update',
  'identity.reading': 'insert',
  'identity.service_key': 'insert update',
  'identity.service_client': 'insert update',
  'identity.oauth_client': 'insert update',
  'identity.intervention': 'insert',
  'identity.passkey': 'insert update',
  'identity.typing_consent': 'insert delete',
  'notifications.webhook_endpoint': 'insert update',
  'payments.event': 'insert',
  'payments.standing_order': 'insert update',
  'payments.saved_payee': 'insert delete',
  'payments.holiday': 'insert delete',
  'products.freeze': 'insert',
  'products.limit_change': 'insert',
  'products.halt_change': 'insert',
}

test('whatever is done and kept in these tables is a leaf, by a trigger that is awake', async () => {
  await using bank = await testBank()
  const rows = await bank.db.query<{ name: string; events: string; is_awake: boolean }>(
    `select replace(tgrelid::regclass::text, '"', '') as name, bool_and(tgenabled = 'O') as is_awake,
            concat_ws(' ', case when bit_or(tgtype) & 4 > 0 then 'insert' end, case when bit_or(tgtype) & 16 > 0 then 'update' end,
                      case when bit_or(tgtype) & 8 > 0 then 'delete' end) as events
       from pg_trigger join pg_proc on pg_proc.oid = tgfoid
      where not tgisinternal and (tgfoid = 'audit.seal_row'::regproc or proname = 'append_leaves') group by tgrelid`,
  )
  const found = new Map(rows.map(({ name, events, is_awake }) => [name, is_awake ? events : 'asleep']))
  for (const [name, events] of Object.entries(sealed)) assert.equal(found.get(name), events, name)
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
