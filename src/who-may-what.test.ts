import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { endpoint } from '#platform/endpoint'
import { type Caller, signedIn } from '#platform/http'
import { addOpenApi } from '#platform/openapi'
import { type Person, type TestBank, testBank } from '#testing/bank'
import { scope } from '#wire/identity'

const file = new URL('../docs/who-may-what.md', import.meta.url)

type Route = TestBank['http']['routes'][number]

const isTried = ({ endpoint: { path } }: Route) => path !== spyPath
const nameOf = ({ endpoint }: Route) => `${endpoint.method} ${endpoint.path}`

/** Everybody there can be: nobody, a person of each role, one whose session is over, and a service client with each scope. */
const everybody = async (bank: TestBank) => {
  const roles = ['customer', 'teller', 'analyst', 'administrator'] as const
  const people: [string, Person | null][] = [['nobody', null]]
  for (const role of roles) people.push([role, await bank.person(role, `A ${role}`.replace(' ', ''))])
  const gone = await bank.person('administrator', 'Gone')
  await bank.ask(gone, 'DELETE', '/v1/sessions/current')
  people.push(['session over', gone])
  for (const each of scope.options) people.push([`key: ${each}`, await bank.service(each)])
  return people
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
  return async (person: Person | null): Promise<Caller | null> => {
    seen = null
    assert.equal((await bank.ask(person, 'GET', spyPath)).status, 204)
    return seen
  }
}

/** Refused because of who asks; every other answer means that the door was open. */
const refusals = ['sign-in-required', 'not-allowed']

/** Asks with a parameter that no path knows: whoever may come in is told so, and nothing is done. */
const isLetIn = async (bank: TestBank, { endpoint }: Route, person: Person | null): Promise<boolean> => {
  const url = `${endpoint.path.replaceAll(/\{\w+\}/g, 'none')}?no-such-parameter=1`
  const answer = await bank.ask(person, endpoint.method, url)
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

const tableOf = (
  routes: readonly Route[],
  names: readonly string[],
  doors: ReadonlyMap<string, ReadonlySet<string>>,
) => {
  const people = names.filter((name) => !name.startsWith('key: ') && name !== 'session over')
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
  await using bank = await testBank()
  const callerOf = spyOn(bank)
  addOpenApi(bank.http)
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
  const people = await everybody(bank)
  const wrong: string[] = []
  for (const [name, person] of people) {
    const caller = await callerOf(person)
    assert.equal(caller === null, name === 'nobody' || name === 'session over', name)
    for (const route of routes) {
      const isIn = await isLetIn(bank, route, person)
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
