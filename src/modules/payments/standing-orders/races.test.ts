import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Connection } from '#platform/database'
import { dayMs } from '#platform/time'
import { later } from '../test-later.ts'
import { openTown } from './test-orders.ts'

/** Every order paid what it should, once, and the books agree. */
const assertPaidOnce = async ({ bank, paid }: Awaited<ReturnType<typeof openTown>>, runs: number) => {
  const [{ payments, placed }] = await bank.db.query<{ payments: bigint; placed: bigint }>(
    `select (select count(*) from payments.payment where state = 'settled') as payments,
            (select count(distinct payment) from payments.standing_run where state = 'placed') as placed`,
  )
  assert.deepEqual([Number(payments), Number(placed), await paid()], [runs, runs, BigInt(runs) * 1_000n])
  assert.equal((await bank.ledger.prove()).breach, null)
}

test('two servers that pay at once pay each date once', async () => {
  const town = await openTown()
  const { bank, order } = town
  await using _ = bank
  for (let times = 0; times < 20; times++) await order({ every: 'day', times: 2 })
  const second = await bank.openSecond()
  for (let day = 0; day < 2; day++) {
    bank.pass(dayMs)
    await Promise.all([bank, second, bank, second, bank].map(({ payments }) => payments.runDue()))
    await bank.payments.runDue()
  }
  await second.http.server.close()
  await second.lane.drain()
  await assertPaidOnce(town, 40)
})

test('skipped, paused or ended in the instant in which it is due: paid once, or not at all', async () => {
  const town = await openTown()
  const { bank, order, act, read } = town
  await using _ = bank
  const ids: string[] = []
  for (let times = 0; times < 12; times++) ids.push(await order({ every: 'once' }))
  await later(bank, 15 * 3_600_000 + 30 * 60_000, town.ada)
  const [, ...answers] = await Promise.all([
    bank.payments.runDue(),
    ...ids.map((id, index) => act(id, ['skip', 'pause', 'end'][index % 3] ?? '')),
  ])
  await bank.payments.runDue()
  let sent = 0
  for (const [index, id] of ids.entries()) {
    const { runs } = await read(id)
    assert.ok(runs.length <= 1)
    if (runs[0]?.state === 'sent') sent++
    else assert.equal(answers[index].status, 200)
  }
  assert.equal(await town.paid(), BigInt(sent) * 1_000n)
})

test('killed in the middle again and again, the bank pays each date once', async (context) => {
  let connection: Connection | undefined
  const town = await openTown({
    reach: async (given) => {
      connection = given
      return given
    },
  })
  const { bank, order } = town
  await using _ = bank
  const orders = 60
  for (let times = 0; times < orders; times++) await order({ every: 'once' })
  bank.pass(dayMs)
  const at = bank.clock().toISOString()
  const cluster = process.argv.filter((argument) => argument.startsWith('--cluster='))
  const kills: number[] = []
  for (const afterMs of [4, 15, 30, 60]) {
    const child = fork(
      fileURLToPath(new URL('test-child.ts', import.meta.url)),
      [...cluster, JSON.stringify(connection), at],
      {
        execArgv: ['--disable-warning=ExperimentalWarning'],
      },
    )
    await once(child, 'message')
    await sleep(afterMs)
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
    const [{ done }] = await bank.db.query<{ done: bigint }>(
      "select count(*) as done from payments.standing_run where state = 'placed'",
    )
    kills.push(Number(done))
  }
  context.diagnostic(`paid at each kill: ${kills.join(', ')}`)
  await bank.payments.runDue()
  await bank.payments.runDue()
  await assertPaidOnce(town, orders)
})
