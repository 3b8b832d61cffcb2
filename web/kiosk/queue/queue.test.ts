import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createQueue, type QueueStore, signedText, type WaitingEntry } from './queue.ts'

const memory = (): QueueStore & { readonly entries: Map<number, WaitingEntry> } => {
  const entries = new Map<number, WaitingEntry>()
  let last = 0
  return {
    entries,
    last: async () => last,
    put: async (entry) => {
      last = entry.number
      entries.set(entry.number, entry)
    },
    oldest: async (count) => [...entries.values()].slice(0, count),
    removeUpTo: async (number) => {
      for (const key of entries.keys()) if (key <= number) entries.delete(key)
    },
    count: async () => entries.size,
  }
}

const kiosk = '0199c3b0-0000-7000-8000-000000000001'
const open = async () => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
  const sign = async (bytes: Uint8Array<ArrayBuffer>) =>
    Buffer.from(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, bytes)).toString(
      'base64url',
    )
  const isSigned = (text: string, signature: string) =>
    crypto.subtle.verify(
      { name: 'ECDSA', hash: 'SHA-256' },
      pair.publicKey,
      Buffer.from(signature, 'base64url'),
      new TextEncoder().encode(text),
    )
  const store = memory()
  const now = () => new Date('2026-11-27T10:00:00Z')
  return { store, isSigned, queue: createQueue({ kiosk, store, sign, now }) }
}
const sign = { kind: 'sign', box: '', note: 'The bank was not reached.' } as const

test('an entry is signed over everything in it, and over the picture by its hash', async () => {
  const { queue, isSigned } = await open()
  const picture = Uint8Array.from([0xff, 0xd8, 1, 2])
  const entry = await queue.add({ kind: 'refused', box: '214', note: 'Nobody was let in.', picture })
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', picture)).toString('hex')
  const text = `locker entry 1\n${kiosk}\n1\n2026-11-27T10:00:00.000Z\nrefused\n214\nNobody was let in.\n${hash}`
  assert.equal(signedText(kiosk, entry, hash), text)
  assert.equal(entry.picture, '_9gBAg')
  assert.ok(await isSigned(text, entry.signature))
  const bare = await queue.add(sign)
  assert.ok(await isSigned(signedText(kiosk, bare, '-'), bare.signature))
})

test('entries made at the same moment have numbers of their own, one after the other', async () => {
  const { queue, store } = await open()
  await Promise.all(Array.from({ length: 12 }, () => queue.add(sign)))
  assert.deepEqual(
    [...store.entries.keys()],
    Array.from({ length: 12 }, (_, index) => index + 1),
  )
})

test('what waits is delivered oldest first, and forgotten only as far as the bank says that it has it', async () => {
  const { queue, store } = await open()
  for (let times = 0; times < 45; times++) await queue.add(sign)
  const batches: number[] = []
  await queue.deliver(async (entries) => {
    batches.push(entries.length)
    // Of the first batch the bank takes only half.
    return batches.length === 1 ? entries[9].number : (entries.at(-1)?.number ?? 0)
  })
  assert.deepEqual(batches, [20, 20, 15])
  assert.equal(await queue.count(), 0)
  assert.equal((await queue.add(sign)).number, 46)
  await assert.rejects(
    queue.deliver(async () => Promise.reject(new Error('not reached'))),
    /not reached/,
  )
  assert.equal(store.entries.size, 1)
})

test('a bank that takes nothing is not asked for ever', async () => {
  const { queue } = await open()
  await queue.add(sign)
  let asked = 0
  await queue.deliver(async () => {
    asked++
    return 0
  })
  assert.equal(asked, 1)
  assert.equal(await queue.count(), 1)
})
