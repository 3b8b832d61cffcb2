import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createRandom } from '#learning/random'
import { findFreePort, startBank } from './running-bank.ts'

const run = promisify(execFile)
const project = dirname(dirname(fileURLToPath(import.meta.url)))

const payments = 150_000
const customers = 3_000
const terminals = 2_000
const mostKiB = 1.5 * 1024 * 1024

/** A month of card payments: every customer has favorite terminals, and for two days in the middle one terminal is bad. */
const writePayments = async (file: string) => {
  const draw = createRandom(7)
  const stepMs = (30 * 86_400_000) / payments
  const handle = await open(file, 'w')
  await handle.write('TRANSACTION_ID,TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD\n')
  let rows = ''
  for (let id = 0; id < payments; id++) {
    const at = new Date(Date.UTC(2020, 0, 1) + id * stepMs).toISOString().slice(0, 19).replace('T', ' ')
    const customer = Math.floor(draw() * customers)
    const terminal = (customer * 7 + Math.floor(draw() * 5)) % terminals
    const isFraud = draw() < 0.004
    rows += `${id},${at},${customer},${terminal},${((10 + draw() * 80) * (isFraud ? 8 : 1)).toFixed(2)},${isFraud ? 1 : 0}\n`
    if (rows.length > 1_000_000 || id === payments - 1) {
      await handle.write(rows)
      rows = ''
    }
  }
  await handle.close()
}

/** Proportional set size of a process and all below it, in KiB; null where the system does not tell. */
const memoryOf = async (root: number): Promise<number | null> => {
  const { stdout } = await run('ps', ['-eo', 'pid,ppid'])
  const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/))
  const parents = new Map(rows.map(([pid, parent]) => [pid, parent]))
  const isOurs = (pid: string | undefined): boolean =>
    pid !== undefined && (pid === String(root) || isOurs(parents.get(pid)))
  const sizes = await Promise.all(
    rows.filter(([pid]) => isOurs(pid)).map(([pid]) => readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')),
  )
  const sum = sizes.reduce((total, text) => total + Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0), 0)
  return sum === 0 ? null : sum
}

test('a large file goes through in bounded memory, and the books are proved', async (context) => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'bank-large-'))
  const files = await mkdtemp(join(tmpdir(), 'payments-'))
  const [csv, json] = [join(files, 'payments.csv'), join(files, 'out.json')]
  try {
    await writePayments(csv)
    const port = await findFreePort()
    const bank = await startBank(dataFolder, port)
    const env = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, PORT: String(port), DATA_DIR: dataFolder }
    await run(process.execPath, [join(project, 'bin', 'bankserver.mjs'), 'replay', csv, '--json', json], {
      env,
      maxBuffer: 1e7,
    })
    const result = JSON.parse(await readFile(json, 'utf8'))
    assert.deepEqual([result.payments, result.skipped, result.proved], [payments, 0, true])
    const memory = await memoryOf(bank.pid)
    if (memory === null) context.diagnostic('this system does not tell how much memory processes have')
    else context.diagnostic(`${Math.round(memory / 1024)} MiB`)
    if (memory !== null) assert.ok(memory < mostKiB, `the bank uses ${Math.round(memory / 1024)} MiB`)
    process.kill(-bank.pid, 'SIGTERM')
    assert.equal(await bank.ended, 0, bank.said())
  } finally {
    await rm(dataFolder, { recursive: true, force: true })
    await rm(files, { recursive: true, force: true })
  }
})
