import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Person, testBank } from '#testing/bank'

const reasoned = (person: Person, reason: string | null): Person => {
  const { 'x-reason': _, ...headers } = person.headers as Record<string, string>
  return { ...person, headers: reason === null ? headers : { ...headers, 'x-reason': reason } }
}

const open = async () => {
  const bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada', 1_000n), await bank.holder('Bob')]
  const [teller, administrator] = [await bank.person('teller', 'Tom'), await bank.person('administrator', 'Farah')]
  const kept = async () =>
    (await bank.ask(administrator, 'GET', '/v1/readings')).body.items.map(
      ({ what, people, detail, choice, reason }: Record<string, unknown> & { people: { name: string }[] }) => ({
        what,
        people: people.map(({ name }) => name).sort(),
        detail,
        choice,
        reason,
      }),
    )
  return { bank, ada, bob, teller, kept, [Symbol.asyncDispose]: () => bank[Symbol.asyncDispose]() }
}

test('staff who look up by number whose account it is say why, and it is kept; a customer who pays does not', async () => {
  await using it = await open()
  const { bank, ada, bob, teller, kept } = it
  const url = `/v1/payees/${bob.number}`
  const refused = await bank.ask(reasoned(teller, null), 'GET', url)
  assert.deepEqual([refused.status, refused.code], [403, 'reason-needed'])
  assert.ok(!JSON.stringify(refused.body).includes('Bob'))
  assert.equal((await bank.ask(reasoned(ada, null), 'GET', url)).status, 200)
  assert.deepEqual(await kept(), [])

  const shown = await bank.ask(reasoned(teller, 'counter;She%20pays%20cash%20in'), 'GET', url)
  assert.deepEqual([shown.status, shown.body.name], [200, 'Bob'])
  assert.deepEqual(await kept(), [
    { what: 'payee', people: ['Bob'], detail: '', choice: 'counter', reason: 'She pays cash in' },
  ])
})

test('staff who read one payment say why, and it is kept of both people; who pays and who is paid read their own', async () => {
  await using it = await open()
  const { bank, ada, bob, teller, kept } = it
  const { id } = (await bank.send(ada, bob, 40n)).body
  const url = `/v1/payments/${id}`
  const refused = await bank.ask(reasoned(teller, null), 'GET', url)
  assert.deepEqual([refused.status, refused.code], [403, 'reason-needed'])
  assert.ok(!JSON.stringify(refused.body).includes('Ada'))
  for (const own of [ada, bob]) assert.equal((await bank.ask(reasoned(own, null), 'GET', url)).status, 200)
  assert.deepEqual(await kept(), [])

  assert.equal((await bank.ask(reasoned(teller, 'complaint;Case%207'), 'GET', url)).status, 200)
  assert.deepEqual(await kept(), [
    { what: 'payment', people: ['Ada', 'Bob'], detail: id, choice: 'complaint', reason: 'Case 7' },
  ])
})
