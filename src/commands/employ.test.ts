import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { openDatabase } from '#platform/database'
import { secretKeeper } from '#platform/sealing'
import { testDatabase } from '#testing/cluster'
import { employ } from '../app.ts'
import { employ as command } from './employ.ts'

const priya = {
  name: 'Priya Nair',
  email: 'priya@bank.example',
  role: 'analyst',
  password: 'a horse in the rain',
} as const

const secret = 'a secret of a test, quite long enough'
const installation = {
  secret,
  origin: 'https://bank.example',
  keeper: secretKeeper(secret, (count) => randomBytes(count)),
}

test('a member of staff is made once, with the role that was asked for', async () => {
  const db = openDatabase(await testDatabase(), 2)
  const make = () => employ(db, () => new Date(), installation, priya)

  assert.deepEqual([await make(), await make()], [true, false])
  const rows = await db.query('select kind, role from identity.person join identity.role on person = id')
  assert.deepEqual(rows, [{ kind: 'staff', role: 'analyst' }])
  await db.close()
})

test('an unknown role or a missing name is answered with the usage', async () => {
  const surroundings = {
    environment: {},
    projectFolder: '/nowhere',
    output: { write: () => true },
    stopping: new AbortController().signal,
    now: () => 0,
    uptimeMs: () => 0,
  }
  for (const args of [
    [],
    ['--name', 'Priya', '--email', 'p@bank.example', '--role', 'queen'],
    ['--name', 'Priya', '--role', 'teller'],
  ])
    await assert.rejects(command({ ...surroundings, args }), /^PlainError: Usage: npm run employ/)
})
