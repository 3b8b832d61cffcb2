import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { findFreePort, findLeftovers, startBank } from './running-bank.ts'

test('the bank starts, stops on Ctrl-C without a trace, starts again, and survives being killed', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'bank-life-'))
  const port = await findFreePort()
  try {
    const first = await startBank(dataFolder, port)
    // A terminal's Ctrl-C reaches every process of the group.
    process.kill(-first.pid, 'SIGINT')
    assert.equal(await first.ended, 0, first.said())
    assert.deepEqual(await findLeftovers(dataFolder), [])

    const second = await startBank(dataFolder, port)
    process.kill(-second.pid, 'SIGKILL')
    await second.ended

    const third = await startBank(dataFolder, port)
    process.kill(-third.pid, 'SIGTERM')
    assert.equal(await third.ended, 0, third.said())
    assert.deepEqual(await findLeftovers(dataFolder), [])
    assert.match(await readFile(join(dataFolder, 'postgres.log'), 'utf8'), /ready to accept connections/)
  } finally {
    await rm(dataFolder, { recursive: true, force: true })
  }
})
