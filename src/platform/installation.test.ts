import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDatabase } from '#platform/database'
import { checkInstallation } from '#platform/installation'
import { testDatabase } from '#testing/cluster'

const secret = 'a secret of a test, quite long enough'

test('a database made for production is never opened as a demo, nor under another secret', async () => {
  const db = openDatabase(await testDatabase(), 2)
  await checkInstallation(db, 'production', secret)
  await checkInstallation(db, 'production', secret)
  await assert.rejects(checkInstallation(db, 'demo', secret), /made in production mode/)
  await assert.rejects(checkInstallation(db, 'production', `${secret}!`), /BANK_SECRET is another one/)
  await db.close()
})
