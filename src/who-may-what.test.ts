import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import { endpoint } from '#platform/endpoint'
import { type Caller, signedIn } from '#platform/http'
import { addOpenApi } from '#platform/openapi'
import { type Person, password, type TestBank } from '#testing/bank'
import { createBearer } from '#testing/forge'
import { makeKiosk } from '#testing/locker'
import { connect, type TestOauth, testOauth } from '#testing/oauth'
import { scope } from '#wire/identity'

const file = new URL('../docs/who-may-what.md', import.meta.url)

type Route = TestBank['http']['routes'][number]

const isTried = ({ endpoint: { path } }: Route) => path !== spyPath
const nameOf = ({ endpoint }: Route) => `${endpoint.method} ${endpoint.path}`

type Method = Route['endpoint']['method']
/** Asks in somebody's name. */
type Ask = (method: Method, url: string) => Promise<{ readonly status: number; readonly code?: string }>

/** A customer with an authenticator app whose password was right, and who has not given a code of it. */
const halfOf = async (bank: TestBank): Promise<Person> => {
  const customer = await bank.person('customer', 'Half')
  const begun = (await bank.ask(customer, 'POST', '/v1/me/totp-enrollments', { proof: { password } })).body
  const enrolled = { code: new TOTP({ secret: Secret.fromBase32(begun.secret) }).generate(), pin: '482915' }
  assert.equal((await bank.ask(customer, 'PUT', `/v1/me/totp/${begun.id}`, enrolled)).status, 201)
  const entry = { email: 'half@bank.test', password }
  const answer = await bank.http.server.inject({ method: 'POST', url: '/v1/sessions', payload: entry })
  const given = [answer.headers['set-cookie'] ?? []].flat().map((cookie) => cookie.split(';')[0])
  const [half] = given.filter((cookie) => /half/.test(cookie))
  assert.match(half, /=[\w-]{43}$/)
  // What was given comes as it should, and where a session's token would be.
  const [name] = customer.headers.cookie.split('=')
  const cookie = [...given, `${name}=${half.split('=')[1]}`].join('; ')
  return { ...customer, headers: { ...customer.headers, cookie } }
}

/** A locker's kiosk with its token. */
const kioskOf = async (bank: TestBank): Promise<Person> =>
  makeKiosk({ ...bank, administrator: await bank.person('administrator', 'Arun') }, 'Left', 'Mylapore')

/** Programs that act for a customer: of a third party with all it can be given, and an app of our own. */
const clientsOf = async (oauth: TestOauth): Promise<[string, Ask][]> => {
  const { server } = oauth.bank.http
  const customer = await oauth.bank.holder('Asha')
  const third = await oauth.thirdParty({ scopes: ['accounts:read', 'payments:write'] })
  const given = [
    ['third party', third, 'openid accounts:read payments:write'],
    ['own app', await oauth.app(), 'openid bank:use'],
  ] as const
  const clients: [string, Ask][] = []
  for (const [name, client, scopes] of given) {
    const { tokens, keys } = await connect(oauth, customer, client, scopes)
    const headersFor = await createBearer(server, keys, tokens.access_token)
    clients.push([
      name,
      async (method, url) => {
        const answer = await server.inject({ method, url, headers: await headersFor(method, url) })
        return { status: answer.statusCode, code: answer.body === '' ? undefined : answer.json().code }
      },
    ])
  }
  return clients
}

/**
 * Everybody there can be: nobody, a person of each role, half a sign-in, a session that is over, programs with a customer's token,
 * and a service client with each scope.
 */
const everybody = async (oauth: TestOauth): Promise<[string, Ask][]> => {
  const { bank } = oauth
  const roles = ['customer', 'teller', 'analyst', 'compliance', 'administrator'] as const
  const people: [string, Person | null][] = [['nobody', null]]
  for (const role of roles) people.push([role, await bank.person(role, `A ${role}`.replace(' ', ''))])
  people.push(['kiosk', await kioskOf(bank)])
  people.push(['half a sign-in', await halfOf(bank)])
  const gone = await bank.person('administrator', 'Gone')
  await bank.ask(gone, 'DELETE', '/v1/sessions/current')
  people.push(['session over', gone])
  for (const each of scope.options) people.push([`key: ${each}`, await bank.service(each)])
  const asking = people.map(([name, person]): [string, Ask] => [name, (method, url) => bank.ask(person, method, url)])
  return [...asking, ...(await clientsOf(oauth))]
}

const spyPath = '/v1/who-asks'

/** What the bank itself says of whoever asks, apart from the routes that are tried. */
const spyOn = (bank: TestBank) => {
  let seen: Caller | null = null
  const spy = endpoint({ method: 'GET', path: spyPath, tag: 'Test', summary: 'Who asks' })
  bank.http.routeForAnyone(spy, async ({ caller }) => {
    seen = caller
    return undefined
  })
  return async (ask: Ask): Promise<Caller | null> => {
    seen = null
    assert.equal((await ask('GET', spyPath)).status, 204)
    return seen
  }
}

/** Refused because of who asks; every other answer means that the door was open. */
const refusals = ['sign-in-required', 'not-allowed']

/** Asks with a parameter that no path knows: whoever may come in is told so, and nothing is done. */
const isLetIn = async (ask: Ask, { endpoint }: Route): Promise<boolean> => {
  const url = `${endpoint.path.replaceAll(/\{\w+\}/g, 'none')}?no-such-parameter=1`
  const answer = await ask(endpoint.method, url)
  if (answer.code && refusals.includes(answer.code)) return false
  assert.deepEqual([answer.status, answer.code], [400, 'invalid-input'], `${endpoint.method} ${endpoint.path}`)
  return true
}

/** What the permission beside the path means for this caller. */
const shouldBeLetIn = (may: string, caller: Caller | null): boolean => {
  if (may === 'anyone') return true
  if (caller === null) return false
  return may === signedIn ? caller.session !== undefined : caller.permissions.has(may)
}

/** Who may no more than nobody. */
const isNobody = (name: string): boolean => name === 'session over' || name === 'half a sign-in'

const tableOf = (
  routes: readonly Route[],
  names: readonly string[],
  doors: ReadonlyMap<string, ReadonlySet<string>>,
) => {
  const people = names.filter((name) => !name.startsWith('key: ') && !isNobody(name))
  const rows = routes.map((route) => {
    const open = doors.get(nameOf(route)) ?? new Set()
    const keys = names
      .filter((name) => name.startsWith('key: ') && open.has(name))
      .map((name) => `\`${name.slice(5)}\``)
    const cells = [
      `\`${nameOf(route)}\``,
      route.may,
      ...people.map((name) => (open.has(name) ? 'yes' : '')),
      keys.join(', '),
    ]
    return `| ${cells.join(' | ')} |`
  })
  return [
    `| path | asks for | ${people.join(' | ')} | keys with |`,
    `| --- | --- | ${people.map(() => '---').join(' | ')} | --- |`,
    ...rows,
  ].join('\n')
}

test('every path of the reference, asked by everybody: who is let in is what the page says, and what the path asks for', async () => {
  let callerOf: ReturnType<typeof spyOn> = async () => null
  await using oauth = await testOauth({}, (bank) => {
    callerOf = spyOn(bank)
    addOpenApi(bank.http)
  })
  const { bank } = oauth
  const { paths } = (await bank.ask(null, 'GET', '/openapi.json')).body
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const routes = bank.http.routes
    .filter(isTried)
    .toSorted((one, other) =>
      one.endpoint.path === other.endpoint.path
        ? one.endpoint.method.localeCompare(other.endpoint.method)
        : one.endpoint.path < other.endpoint.path
          ? -1
          : 1,
    )
  assert.deepEqual(
    described.filter((name) => !name.endsWith(spyPath)).sort(),
    routes.map(nameOf).sort(),
    'the reference knows every path',
  )
  const doors = new Map<string, Set<string>>(routes.map((route) => [nameOf(route), new Set()]))
  const people = await everybody(oauth)
  const wrong: string[] = []
  for (const [name, ask] of people) {
    const caller = await callerOf(ask)
    assert.equal(caller === null, name === 'nobody' || isNobody(name), name)
    for (const route of routes) {
      const isIn = await isLetIn(ask, route)
      if (isIn) doors.get(nameOf(route))?.add(name)
      if (isIn !== shouldBeLetIn(route.may, caller))
        wrong.push(`${name} is ${isIn ? 'let in' : 'kept out'} at ${nameOf(route)}, which asks for ${route.may}`)
    }
  }
  assert.deepEqual(wrong, [])
  const table = tableOf(
    routes,
    people.map(([name]) => name),
    doors,
  )
  const page = await readFile(file, 'utf8')
  assert.ok(page.includes(table), `docs/who-may-what.md lacks this table; put it there if it is meant:\n\n${table}\n`)
})
