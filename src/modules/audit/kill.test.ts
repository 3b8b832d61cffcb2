import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Connection, type Database, openDatabase } from '#platform/database'
import { testDatabase } from '#testing/cluster'
import { entriesLevel } from './tree/growing.ts'
import { definedRoot } from './tree/test-tree.ts'

const victim = fileURLToPath(new URL('./test-victim.ts', import.meta.url))

const checkpointsOf = async (db: Database): Promise<number> => {
  const [{ count }] = await db.query<{ count: number }>('select count(*)::integer as count from audit.checkpoint')
  return count
}

/**
 * Runs two victims together until there are some checkpoints more and a little longer, kills both, and answers which leaves they had been
 * told are committed.
 */
const runAndKill = async (connection: Connection, db: Database, longerMs: number): Promise<string[]> => {
  const before = await checkpointsOf(db)
  const told = await Promise.all(
    [0, 1].map(async () => {
      const child = spawn(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', victim, JSON.stringify(connection)],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      )
      let said = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text
      })
      const gone = once(child, 'close')
      while (said.split('\n').length < 30 || (await checkpointsOf(db)) < before + 6) await sleep(20)
      await sleep(longerMs)
      child.kill('SIGKILL')
      await gone
      // What was cut off in the middle was not told.
      return said.split('\n').slice(0, -1)
    }),
  )
  return told.flat()
}

/** All entries of the tree in their order. */
const entriesOf = async (db: Database, size: number): Promise<Buffer[]> => {
  const tiles = await db.query<{ hashes: Buffer }>('select hashes from audit.tile where level = $1 order by number', [
    entriesLevel,
  ])
  const all = Buffer.concat(tiles.map(({ hashes }) => hashes)).subarray(0, size * 32)
  return Array.from({ length: size }, (_, index) => all.subarray(index * 32, index * 32 + 32))
}

test('processes that are killed while they append and extend the tree lose no leaf, and no tree is forked', async () => {
  const connection = await testDatabase()
  const db = openDatabase(connection, 2)
  const told: string[] = []
  for (const longerMs of [30, 170, 70]) told.push(...(await runAndKill(connection, db, longerMs)))
  // One more turn of somebody who lives takes in what was left between appending and the tree.
  const { createSealing, secretKeeper } = await import('#platform/sealing')
  const { createAudit } = await import('./index.ts')
  const random = (count: number) => createHash('shake256', { outputLength: count }).update('chance').digest()
  const sealing = createSealing({
    db,
    randomBytes: random,
    keeper: secretKeeper('a secret of a test, quite long enough', random),
  })
  await sealing.refresh()
  const audit = createAudit({
    db,
    clock: () => new Date(),
    randomBytes: random,
    sealing,
    origin: 'http://localhost:3000',
  })
  await audit.sequence()

  const [{ size }] = await db.query<{ size: bigint }>('select size from audit.tree')
  const entries = await entriesOf(db, Number(size))
  const rows = await db.query<{ content: string; first_index: bigint; commitments: Buffer }>(
    'select content, first_index, commitments from audit.sheaf order by first_index',
  )
  assert.ok(told.length > 50, `${told.length} leaves`)
  assert.equal(BigInt(rows.length), size)
  rows.forEach(({ commitments, first_index }, index) => {
    assert.equal(first_index, BigInt(index))
    assert.deepEqual(entries[index], commitments)
  })
  const known = new Set(rows.map(({ content }) => JSON.parse(content).fields?.mark))
  assert.deepEqual(
    told.filter((mark) => !known.has(mark)),
    [],
  )
  const checkpoints = await db.query<{ size: bigint; root: Buffer }>(
    'select size, root from audit.checkpoint order by size',
  )
  assert.ok(checkpoints.length > 10)
  for (const each of checkpoints.filter((_, index) => index % 7 === 0 || index === checkpoints.length - 1))
    assert.deepEqual(each.root, definedRoot(entries.slice(0, Number(each.size))), `the root at ${each.size}`)
  await db.close()
})
