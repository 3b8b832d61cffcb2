import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Database } from '#platform/database'
import { dayMs } from '#platform/time'
import { type Attempt, readShippedModel } from '../index.ts'
import { attempting, start, sureModel, testFraud } from '../test-fraud.ts'
import { assertAlike, look } from '../test-look.ts'

const calm = sureModel(0.001, await readShippedModel())

/** In pairs, people share a device, and neighbors of such pairs a network: six of them hang together. */
const from = (person: number, attempt: Attempt): Attempt => ({
  ...attempt,
  context: { device: `device ${person >> 1}`, network: `network ${(person + 1) >> 1}`, place: null, category: null },
})

const paying = (payment: string, payer: number, payee: number, atMs: number): Attempt =>
  from(payer, attempting({ payment, payer: `p${payer}`, payee: `p${payee}`, atMs }))

/** Counts the reads of entities. */
const counting = (db: Database) => {
  const counted = { reads: 0 }
  const query: Database['query'] = (text, values) => {
    if (text.includes('from fraud.memory cross join asked')) counted.reads++
    return db.query(text, values)
  }
  return { counted, db: { ...db, query, quick: { query } } }
}

test('one read brings the whole neighborhood of a payment that nothing is held of', async () => {
  await using bank = await testFraud(calm)
  for (let person = 0; person < 6; person++)
    for (let turn = 0; turn < 3; turn++)
      await bank.pay(paying(`${person} ${turn}`, person, (person + 1 + turn) % 6, start - (9 - turn) * dayMs))
  const next = paying('next', 1, 5, start)
  const values = await look(bank.fraud, next)
  await bank.fraud.follow()
  // A transaction of any other database of the server may still be under way.
  while (bank.fraud.memory().window > 0) await bank.fraud.fold()
  const readsOf = async () => {
    const { counted, db } = counting(bank.db)
    const other = await bank.another({ db })
    assertAlike(await look(other.fraud, next), values)
    await other.db.close()
    return counted.reads
  }
  assert.equal(await readsOf(), 1)
  // What a server of an older version stored says nothing of neighbors: they are read as they are missed.
  await bank.db.query('update fraud.entity set owners = null, devices = null, networks = null')
  assert.ok((await readsOf()) > 1)
})
