import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import * as openid from 'openid-client'
import { hash, home, nonceOf, proofOf } from '#testing/forge'
import { arrive, begin, callWith, connect, createBrowser, decide, fetchFrom, redeem, testOauth } from '#testing/oauth'

/** Two servers on one database, and a client whose requests fall on them by turns. */
const testTwo = async () => {
  const oauth = await testOauth()
  const second = await oauth.bank.openSecond()
  const servers = [oauth.bank.http.server, second.http.server]
  let turn = 0
  const third = await oauth.thirdParty()
  third.config[openid.customFetch] = (url, options) => fetchFrom(servers[turn++ % 2])(url, options)
  return {
    oauth,
    third,
    servers,
    [Symbol.asyncDispose]: async () => {
      await second.http.server.close()
      await oauth[Symbol.asyncDispose]()
    },
  }
}

test('two processes are one bank: what one gave out, the other takes', async () => {
  await using two = await testTwo()
  const { oauth, third, servers } = two
  const begun = await begin(third)
  const asha = await oauth.bank.holder('Asha')
  const browser = oauth.browserOf(asha, servers[1])
  const id = await arrive(browser, begun.url)
  const back = await decide(createBrowser(servers[0], browser.cookies), id)
  const tokens = await redeem(third, back, begun)
  for (const _turn of [1, 2, 3, 4]) assert.equal((await callWith(third, tokens.access_token, begun.proofs)).status, 200)
})

test('a proof that one process has seen, the other refuses', async () => {
  await using two = await testTwo()
  const { oauth, third, servers } = two
  const { tokens, keys } = await connect(oauth, await oauth.bank.holder('Asha'), third)
  const token = tokens.access_token
  const nonce = await nonceOf(servers[0], keys, token)
  const dpop = await proofOf(keys, { htm: 'GET', htu: `${home}/v1/products`, ath: hash(token), nonce })
  const headers = { authorization: `DPoP ${token}`, dpop }
  const statuses = []
  for (const server of servers) statuses.push((await server.inject({ url: '/v1/products', headers })).statusCode)
  assert.deepEqual(statuses, [200, 401])
})

test('a consent that is withdrawn at one process ends at the other within a second', async () => {
  await using two = await testTwo()
  const { oauth, third, servers } = two
  const asha = await oauth.bank.holder('Asha')
  const { tokens, proofs } = await connect(oauth, asha, third)
  third.config[openid.customFetch] = fetchFrom(servers[1])
  const status = async () => (await callWith(third, tokens.access_token, proofs)).status
  assert.equal(await status(), 200)
  const [{ id }] = (await oauth.bank.ask(asha, 'GET', '/v1/me/consents')).body.items
  assert.equal((await oauth.bank.ask(asha, 'DELETE', `/v1/me/consents/${id}`)).status, 204)
  await sleep(1_000)
  assert.equal(await status(), 401)
})
