import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import type { Endpoint } from '#platform/endpoint'
import * as wire from './wire.ts'

const isEndpoint = (value: unknown): value is Endpoint => typeof value === 'object' && value !== null && 'path' in value

const endpoints: readonly Endpoint[] = (Object.values(wire) as readonly unknown[]).filter(isEndpoint)

/** Names of every field that a schema knows, at any depth. */
const fieldsOf = (schema: z.ZodType): string[] => {
  const names: string[] = []
  z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      names.push(...Object.keys(jsonSchema.properties ?? {}))
    },
  })
  return names
}

test('no answer of the locker has a field for a template, a descriptor or a secret', () => {
  const told = new Set(
    endpoints.flatMap(({ answer, events }) => [...fieldsOf(answer), ...(events ? fieldsOf(events) : [])]),
  )
  assert.ok(told.has('denial') && told.has('lock'), 'fields are looked at')
  for (const name of ['template', 'templates', 'descriptor', 'secret', 'mesh']) assert.ok(!told.has(name), name)
})

test('every path of the locker is said once', () => {
  const said = endpoints.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`)
  assert.ok(said.length > 40)
  assert.deepEqual(said.toSorted(), [...new Set(said)].toSorted())
})
