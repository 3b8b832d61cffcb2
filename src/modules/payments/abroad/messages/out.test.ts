import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CallbackFailed } from '#platform/callback'
import { minuteMs } from '#platform/time'
import { openAbroad, program, quote, sendBy } from '../test-abroad.ts'
import { createMakeMessages, createSendOut, type OutNeeds } from './out.ts'

const called = async (answers: ((body: string) => { status: number; body: string } | CallbackFailed)[]) => {
  const town = await openAbroad()
  const { bank, ada } = town
  const calls: { url: string; body: string; headers: Readonly<Record<string, string>> }[] = []
  const needs: OutNeeds = {
    ...bank,
    randomBytes: (count) => new Uint8Array(count).fill(calls.length + 1),
    bank: 'BSRVINBB',
    correspondent: 'https://bank.example/in',
    callbacks: {
      post: async (url, { body, headers }) => {
        calls.push({ url, body: String(body), headers })
        const answer = answers[calls.length - 1](String(body))
        if (answer instanceof CallbackFailed) throw answer
        return { status: answer.status, body: Buffer.from(answer.body), ms: 1 }
      },
    },
    takeAnswer: bank.payments.abroad.takeAnswer,
  }
  const { id } = await sendBy(bank, ada, (await quote(bank, ada, 100_000n)).body.quote)
  const [message] = await createMakeMessages(needs)()
  const viewed = async () => (await bank.ask(await program(bank), 'GET', '/v1/abroad-messages')).body.items[0]
  return { ...town, calls, sendOut: createSendOut(needs), id, message, viewed }
}

test('a message is called out over HTTPS, with its id as key, until it is taken; an answer that comes along is applied', async () => {
  const accepting = (body: string) => {
    const [, transaction] = body.match(/<TxId>(\w+)</) ?? []
    return {
      status: 200,
      body: `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10"><FIToFIPmtStsRpt><GrpHdr><MsgId>Q1</MsgId></GrpHdr><TxInfAndSts><OrgnlTxId>${transaction}</OrgnlTxId><TxSts>ACSC</TxSts></TxInfAndSts></FIToFIPmtStsRpt></Document>`,
    }
  }
  const it = await called([() => new CallbackFailed('too-slow'), () => ({ status: 503, body: '' }), accepting])
  await using _ = it.bank
  assert.equal(await it.sendOut(), true)
  assert.deepEqual([(await it.viewed()).failure, await it.sendOut()], ['too-slow', false])
  it.bank.pass(minuteMs)
  assert.equal(await it.sendOut(), true)
  assert.deepEqual([(await it.viewed()).failure, (await it.viewed()).sentAt], ['status 503', null])
  it.bank.pass(5 * minuteMs - 1)
  assert.equal(await it.sendOut(), false)
  it.bank.pass(1)
  assert.equal(await it.sendOut(), true)
  const { failure, sentAt, tries, accepted } = await it.viewed()
  assert.deepEqual([failure, sentAt, tries, accepted], [null, it.bank.clock().toISOString(), 3, 1])
  assert.equal(await it.sendOut(), false)
  assert.equal(new Set(it.calls.map(({ body }) => body)).size, 1)
  assert.deepEqual(
    new Set(it.calls.map(({ headers }) => headers['idempotency-key'])),
    new Set([it.message.replaceAll('-', '')]),
  )
})

test('many servers call a message out once', async () => {
  const it = await called([() => ({ status: 202, body: '' })])
  await using _ = it.bank
  const turns = await Promise.all(Array.from({ length: 10 }, () => it.sendOut()))
  assert.equal(turns.filter(Boolean).length, 1)
  assert.equal(it.calls.length, 1)
})
