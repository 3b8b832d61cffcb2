/** Example values of a schema, for the reference's requests. */
import type { JsonSchema } from '#platform/openapi'

/** Tried in this order; the first that fits the schema's pattern and length is shown. */
const samples = [
  'A few words',
  '019ce8f2-5a00-7000-8000-0123456789ab',
  '240000',
  '100000000075',
  '20',
  '1',
  'K7M2QX',
  'ada@example.com',
  'a long sentence nobody guesses',
  '+919876543210',
]

const byFormat: Readonly<Record<string, string>> = {
  uuid: '019ce8f2-5a00-7000-8000-0123456789ab',
  email: 'ada@example.com',
  date: '2026-03-01',
  'date-time': '2026-03-01T09:00:00.000Z',
}

const fits = ({ pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: JsonSchema, text: string): boolean =>
  text.length >= minLength && text.length <= maxLength && (pattern === undefined || new RegExp(pattern, 'u').test(text))

const exampleText = (schema: JsonSchema): string =>
  byFormat[schema.format ?? ''] ?? samples.find((sample) => fits(schema, sample)) ?? ''

type Schemas = Readonly<Record<string, JsonSchema>>

/** What a `$ref` into the document's components leads to; a schema without one is itself. */
export const resolve = (schema: JsonSchema, schemas: Schemas): JsonSchema =>
  schema.$ref === undefined ? schema : resolve(schemas[schema.$ref.split('/').at(-1) ?? ''], schemas)

/** A value that the schema takes. */
export const exampleOf = (given: JsonSchema, schemas: Schemas): unknown => {
  const schema = resolve(given, schemas)
  if (schema.examples) return schema.examples[0]
  const [choice] = schema.anyOf ?? schema.oneOf ?? []
  if (choice) return exampleOf(choice, schemas)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, own]) => [name, exampleOf(own, schemas)]),
      )
    case 'array':
      return schema.items ? [exampleOf(schema.items, schemas)] : []
    case 'string':
      return exampleText(schema)
    case 'boolean':
      return true
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1)
    default:
      return null
  }
}
