import assert from 'node:assert/strict'
import { test } from 'node:test'
import { usualDemand } from '#platform/demand'
import * as fraud from '#wire/fraud'
import * as identity from '#wire/identity'
import * as ledger from '#wire/ledger'
import * as payments from '#wire/payments'
import * as products from '#wire/products'
import type { Endpoint } from './endpoint.ts'
import { exampleOf } from './example.ts'
import { anyone, createHttp } from './http.ts'
import { addOpenApi, describeApi, type OpenApi } from './openapi.ts'

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value

const endpoints = [identity, ledger, products, fraud, payments].flatMap((wire) =>
  Object.values(wire).filter(isEndpoint),
)
const routes = endpoints.map((endpoint) => ({
  endpoint,
  may: [identity.register, identity.signIn, identity.beginPasskeySignIn, identity.signInWithPasskey].some(
    (open) => open === (endpoint as unknown),
  )
    ? anyone
    : 'some:permission',
  openUpTo: usualDemand(endpoint.method),
}))
const api = describeApi(routes)
const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

const refsIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return []
  const own = '$ref' in value ? [String(value.$ref)] : []
  return [...own, ...Object.values(value).flatMap(refsIn)]
}

test('the description covers every path of every module', () => {
  assert.ok(endpoints.length > 30)
  assert.equal(operations.length, endpoints.length)
})

test('every reference in it leads to a schema, and no definitions are left behind', () => {
  const refs = refsIn(api)
  assert.ok(refs.length > 100)
  for (const ref of refs) {
    const name = ref.replace('#/components/schemas/', '')
    assert.ok(name in api.components.schemas, ref)
  }
  assert.ok(!JSON.stringify(api).includes('$defs'))
})

test('every parameter of a path is declared, required, and in the path', () => {
  for (const { path, operation } of operations) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const declared = operation.parameters.filter((parameter) => parameter.in === 'path')
    assert.deepEqual(declared.map(({ name }) => name).sort(), inPath.sort(), path)
    assert.ok(declared.every(({ required }) => required))
  }
})

test('no two operations have one name', () => {
  const names = operations.map(({ operation }) => operation.operationId)
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  )
  assert.equal(api.paths['/v1/payments/{id}'].put.operationId, 'putPaymentsById')
})

test('every operation says who may call it, and refuses with problem documents', () => {
  for (const { path, operation } of operations) {
    assert.equal(operation.security.length === 0, operation['x-permission'] === anyone, path)
    const refused = Object.entries(operation.responses).filter(([status]) => status >= '400')
    assert.ok(refused.some(([status]) => status === '400'))
    for (const [, { content, 'x-codes': codes }] of refused) {
      assert.deepEqual(Object.keys(content ?? {}), ['application/problem+json'])
      assert.ok(codes && codes.length > 0)
    }
  }
})

test('what an endpoint promises to refuse stands in its description', () => {
  for (const { endpoint } of routes) {
    const { responses } = api.paths[endpoint.path][endpoint.method.toLowerCase()]
    const codes = new Set(Object.values(responses).flatMap((response) => response['x-codes'] ?? []))
    for (const code of endpoint.refusals) assert.ok(codes.has(code), `${code} of ${endpoint.path}`)
  }
})

test('the example of every body is one that the path takes', () => {
  for (const { endpoint } of routes) {
    const { requestBody } = api.paths[endpoint.path][endpoint.method.toLowerCase()]
    // A path that takes a file of XML has no example of it.
    const schema = requestBody?.content['application/json']?.schema
    if (schema) endpoint.body.parse(exampleOf(schema, api.components.schemas))
  }
})

test('a batch endpoint is described with both media types, and what a line of each holds', () => {
  const { requestBody, responses } = api.paths['/v1/ledger/transfers'].post
  for (const content of [requestBody?.content, responses['200'].content])
    assert.deepEqual(Object.keys(content ?? {}), ['application/json', 'application/x-ndjson'])
  const asked = requestBody?.content['application/x-ndjson']
  assert.deepEqual([asked?.schema.type, asked?.['x-line']], ['string', { $ref: '#/components/schemas/BookTransfer' }])
  const [result, problem] = responses['200'].content?.['application/x-ndjson']['x-line']?.anyOf ?? []
  assert.deepEqual(result, { $ref: '#/components/schemas/BookTransferResult' })
  assert.deepEqual(Object.keys(problem.properties ?? {}), ['problem'])
  assert.equal(api.paths['/v1/payments/{id}'].put.requestBody?.content['application/x-ndjson'], undefined)
})

test('it is served as JSON', async () => {
  const http = createHttp({
    log: false,
    authenticate: async () => null,
    makeRequestId: () => 'r',
    origins: [],
    isSecure: false,
  })
  addOpenApi(http)
  http.routeForAnyone(identity.signIn, async () => ({}) as never)
  const answer = await http.server.inject('/openapi.json')
  const served: OpenApi = answer.json()
  assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8')
  assert.equal(served.openapi, '3.1.1')
  assert.deepEqual(Object.keys(served.paths), ['/v1/sessions'])
})
