import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleOf } from '#platform/example'
import { describeApi } from '#platform/openapi'
import { bodies, placesOf, put, texts, values } from '#testing/attack'
import { type Person, password, type TestBank, testBank } from '#testing/bank'
import { makeKiosk } from '#testing/locker'
import { browserHeaders } from '#testing/page-token'

type Route = TestBank['http']['routes'][number]

/** Paths that end the session of whoever asks, or work for minutes; their inputs are tried by tests of their own. */
const leftOut = /sign-out|^DELETE \/v1\/(sessions|me\/sessions)|^POST \/v1\/(sessions\/end|books\/proofs)/

const openTown = async () => {
  const bank = await testBank()
  const people: Person[] = []
  for (const role of ['customer', 'teller', 'analyst', 'administrator'] as const)
    people.push(role === 'customer' ? await bank.holder('Ada', 1_000_000n) : await bank.person(role, `A${role}`))
  const program = await bank.service(
    'products:import',
    'cards:pay',
    'labels:write',
    'ledger:write',
    'books:prove',
    'abroad:work',
  )
  const administrator = people[people.length - 1]
  const kiosk = await makeKiosk({ ...bank, administrator }, 'Left', 'Mylapore')
  return { bank, people: [...people, kiosk, program] }
}

const asksIn = ({ endpoint }: Route) => `${endpoint.method} ${endpoint.path}`

/** Some paths end sessions, as they should; their callers sign in again. */
const withSession = async (bank: TestBank, person: Person): Promise<Person> => {
  if (person.headers.authorization || (await bank.ask(person, 'GET', '/v1/me')).status === 200) return person
  const payload = { email: `${person.name.toLowerCase()}@bank.test`, password }
  const { headers, statusCode } = await bank.http.server.inject({ method: 'POST', url: '/v1/sessions', payload })
  assert.equal(statusCode, 201, person.name)
  return { ...person, headers: { ...person.headers, ...browserHeaders(String(headers['set-cookie']).split(';')[0]) } }
}

/** Wrong proofs raise what a session has to prove, as they should; forgiven, so that every field of every path is reached. */
const forgive = async (bank: TestBank): Promise<void> => {
  await bank.db.query("delete from identity.signal where kind = 'failed-proofs'")
  await bank.db.query('update identity.session set failed_proofs = 0 where failed_proofs > 0')
  // What is remembered of callers holds for a second.
  bank.pass(1000)
}

const isRaised = ({ statusCode, body }: { statusCode: number; body: string }) =>
  statusCode === 403 && body.includes('"proof-required"')

/** Whoever is let in there. */
const whoMay = async (bank: TestBank, route: Route, people: Person[]): Promise<Person> => {
  const { endpoint } = route
  const url = `${endpoint.path.replaceAll(/\{\w+\}/g, 'none')}?no-such-parameter=1`
  for (const [index, known] of people.entries()) {
    const person = await withSession(bank, known)
    people[index] = person
    const { status } = await bank.ask(person, endpoint.method, url)
    if (status === 400) return person
  }
  throw new Error(`nobody may ${asksIn(route)}`)
}

interface Try {
  readonly url: string
  readonly body?: unknown
  readonly type?: string
}

/** What is wrong with an answer, or nothing. */
const complain = (what: string, answer: { statusCode: number; headers: Record<string, unknown>; body: string }) => {
  const type = String(answer.headers['content-type'] ?? '')
  if (answer.statusCode >= 500) return [`${what}: ${answer.statusCode} ${answer.body.slice(0, 200)}`]
  if (answer.headers['x-content-type-options'] !== 'nosniff') return [`${what}: may be sniffed`]
  if (String(answer.headers['set-cookie'] ?? '').includes('stolen')) return [`${what}: a header was smuggled in`]
  // A file is saved by a browser, never shown as a page of ours.
  const isFile = String(answer.headers['content-disposition'] ?? '').startsWith('attachment')
  const isData = answer.body === '' || isFile || /^(application\/(problem\+)?json|text\/event-stream)/.test(type)
  return isData ? [] : [`${what}: answered ${type}`]
}

const attacker = (bank: TestBank, complaints: string[]) => {
  let tried = 0
  const ask = async (route: Route, who: Person, { url, body, type }: Try) => {
    tried++
    const { method } = route.endpoint
    const isRaw = typeof body === 'string' || Buffer.isBuffer(body)
    const send = () =>
      bank.http.server.inject({
        method,
        url,
        headers: { ...who.headers, ...(body === undefined ? {} : { 'content-type': type ?? 'application/json' }) },
        ...(body === undefined ? {} : { payload: isRaw ? body : JSON.stringify(body) }),
      })
    let answer = await send()
    if (isRaised(answer)) {
      await forgive(bank)
      answer = await send()
    }
    const shown = JSON.stringify(isRaw ? body.toString().slice(0, 60) : body)?.slice(0, 200)
    complaints.push(...complain(`${method} ${url.slice(0, 120)} ${shown ?? ''}`, answer))
    return answer
  }
  return { ask, tried: () => tried }
}

const encoded = (value: string) => {
  try {
    return encodeURIComponent(value)
  } catch {
    // A half of a character cannot be written in an address.
    return '%ED%A0%80'
  }
}

/** Each hostile text in each parameter of the path and of the query. */
const urlsOf = (
  { endpoint }: Route,
  parameters: readonly { name: string; in: string }[],
  example: string,
): string[] => {
  const good = endpoint.path.replaceAll(/\{\w+\}/g, example)
  return parameters.flatMap(({ name, in: where }) =>
    texts.map((text) => {
      const value = encoded(text.slice(0, 400))
      if (where === 'query') return `${good}?${name}=${value}`
      return endpoint.path.replace(`{${name}}`, value).replaceAll(/\{\w+\}/g, example)
    }),
  )
}

test('hostile values through every field of every path are never a bug, a page, a header or a change of a prototype', async (context) => {
  const { bank, people } = await openTown()
  await using _ = bank
  const { paths, components } = describeApi(bank.http.routes)
  const complaints: string[] = []
  const { ask, tried } = attacker(bank, complaints)
  for (const route of bank.http.routes.filter((each) => !leftOut.test(asksIn(each)) && !each.endpoint.events)) {
    const { endpoint } = route
    const operation = paths[endpoint.path]?.[endpoint.method.toLowerCase() as 'get']
    assert.ok(operation, asksIn(route))
    await forgive(bank)
    const who = await whoMay(bank, route, people)
    const example = bank.newId()
    const url = endpoint.path.replaceAll(/\{\w+\}/g, example)
    for (const hostile of urlsOf(route, operation.parameters ?? [], example)) await ask(route, who, { url: hostile })
    const schema = operation.requestBody?.content['application/json']?.schema
    if (!schema) continue
    const good = exampleOf(schema, components.schemas)
    for (const place of placesOf(good))
      for (const value of [...texts, ...values]) await ask(route, who, { url, body: put(good, place, value) })
    for (const [type, body] of bodies) await ask(route, who, { url, body, type })
    await ask(route, who, { url, body: { ...(good as object), 'no-such-field': '<script>' } })
  }
  assert.deepEqual(complaints.slice(0, 40), [])
  assert.equal(({} as Record<string, unknown>).polluted, undefined)
  assert.equal((await bank.ask(people[0], 'GET', '/v1/me')).status, 200)
  const [{ count }] = await bank.db.query<{ count: bigint }>('select count(*) as count from identity.person')
  assert.ok(count >= 4n, 'nobody was dropped')
  context.diagnostic(`${tried()} requests`)
  assert.ok(tried() > 5000, String(tried()))
})

test('what is allowed and looks like code is kept and answered as what it is', async () => {
  await using bank = await testBank()
  const ada = await bank.holder('Ada', 1_000n)
  for (const name of [
    '<script>alert(1)</script>',
    "'); drop table identity.person; --",
    '{{7*7}}',
    '$(id)',
    'a "b" & c',
  ]) {
    const saved = await bank.ask(ada, 'PATCH', '/v1/me', { name })
    assert.deepEqual([saved.status, saved.body.name], [200, name])
    const read = await bank.ask(ada, 'GET', '/v1/me')
    assert.equal(read.body.name, name)
    assert.match(String(read.headers['content-type']), /^application\/json/)
  }
})

test('a parameter given twice, in the path or beside it, is refused and not guessed at', async () => {
  await using bank = await testBank()
  const teller = await bank.person('teller', 'Joseph')
  for (const query of ['limit=1&limit=2', 'limit[]=1', 'search=a&search=b', '__proto__[limit]=1', 'limit=1;limit=2'])
    assert.equal((await bank.ask(teller, 'GET', `/v1/customers?${query}`)).code, 'invalid-input', query)
  for (const method of ['TRACE', 'CONNECT', 'OPTIONS'] as const) {
    const answer = await bank.http.server.inject({ method: method as 'OPTIONS', url: '/v1/customers' })
    assert.ok([404, 405].includes(answer.statusCode), `${method} ${answer.statusCode}`)
  }
})
