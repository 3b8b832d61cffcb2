/** The API's description, OpenAPI 3.1.1, made from the same endpoints as the routes. */
import { z } from 'zod'
import type { Level } from '#platform/demand'
import type { Endpoint } from '#platform/endpoint'
import { linesType, problem } from '#platform/endpoint'
import { eventStreamType } from '#platform/event-stream'
import { anyone, type Http, type Permission, signedIn } from '#platform/http'
import { problemPages } from '#platform/problem-pages'

/** The part of JSON Schema 2020-12 that our schemas use. */
export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string
  readonly description?: string
  readonly format?: string
  readonly pattern?: string
  readonly examples?: readonly unknown[]
  readonly minimum?: number
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly description?: string
  readonly schema: JsonSchema
}

/** By media type. A body of lines is text to OpenAPI 3.1; what one line holds is beside it. */
type Body = Readonly<
  Record<string, { readonly schema: JsonSchema; readonly 'x-line'?: JsonSchema; readonly 'x-event'?: JsonSchema }>
>

interface Content {
  readonly description: string
  readonly content?: Body
  /** The codes of the refusals that come with this status. */
  readonly 'x-codes'?: readonly string[]
}

export interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description?: string
  /** What the caller must be allowed to do; 'anyone' and 'signed-in' ask for no permission. */
  readonly 'x-permission': Permission
  /** Up to which level a session may ask without proof. */
  readonly 'x-open-up-to'?: Level
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters: readonly Parameter[]
  readonly requestBody?: {
    readonly required: true
    readonly content: Body
  }
  readonly responses: Readonly<Record<string, Content>>
}

export interface OpenApi {
  readonly openapi: '3.1.1'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>
    readonly securitySchemes: Readonly<Record<string, { readonly description: string }>>
  }
}

type Schemas = Map<string, JsonSchema>

/** Refs into a schema's own `$defs` lead to the document's components, where all of them are gathered. */
const toComponents = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'))

const render = (schema: z.ZodType, schemas: Schemas): JsonSchema => {
  const { $schema: _, $defs = {}, ...own } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' })
  for (const [name, definition] of Object.entries($defs)) schemas.set(name, toComponents(definition as object))
  return toComponents(own)
}

const isEmpty = (schema: z.ZodType): boolean => schema instanceof z.ZodUndefined

const parametersOf = (schema: z.ZodType, place: Parameter['in'], schemas: Schemas): Parameter[] => {
  const { properties = {}, required = [] } = render(schema, schemas)
  return Object.entries(properties).map(([name, own]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(own.description === undefined ? {} : { description: own.description }),
    schema: own,
  }))
}

/** Refusals that a path is known for without saying so, by what it is. */
const generalRefusals = (endpoint: Endpoint, may: Permission, openUpTo: Level): string[] => [
  'invalid-input',
  'internal',
  'stopping',
  'wrong-key',
  ...(isEmpty(endpoint.body) ? [] : ['broken-json', 'body-too-large', 'media-type']),
  ...(endpoint.takesFiles ? ['body-too-large', 'media-type'] : []),
  ...(endpoint.files || endpoint.takesFiles ? ['too-busy', 'too-many-files'] : []),
  ...(endpoint.batch ? ['too-busy', 'books-unreachable'] : []),
  ...(endpoint.method === 'GET' ? [] : ['cross-site']),
  ...(may === anyone ? [] : ['sign-in-required', 'not-allowed']),
  ...(may === anyone || openUpTo === 'high' ? [] : ['proof-required']),
]

const problems = (codes: readonly string[]): Record<string, Content> => {
  const byStatus = new Map<string, string[]>()
  for (const code of new Set(codes))
    for (const status of problemPages.get(code)?.statuses ?? [])
      byStatus.set(String(status), [...(byStatus.get(String(status)) ?? []), code])
  const schema = { $ref: '#/components/schemas/Problem' }
  return Object.fromEntries(
    [...byStatus].map(([status, found]) => [
      status,
      {
        description: `Refused: ${found.join(', ')}.`,
        content: { 'application/problem+json': { schema } },
        'x-codes': found,
      },
    ]),
  )
}

const asLines = (line: z.ZodType, description: string, schemas: Schemas): Body => ({
  [linesType]: { schema: { type: 'string', description }, 'x-line': render(line, schemas) },
})

const hasBody = ({ body, takesFiles }: Endpoint): boolean => takesFiles !== undefined || !isEmpty(body)

const bodyOf = ({ body, batch, takesFiles }: Endpoint, schemas: Schemas): Body =>
  takesFiles ? asFiles(takesFiles) : jsonBodyOf({ body, batch }, schemas)

const jsonBodyOf = ({ body, batch }: Pick<Endpoint, 'body' | 'batch'>, schemas: Schemas): Body => ({
  'application/json': { schema: render(body, schemas) },
  ...(batch ? asLines(batch.item, 'JSON lines, one item each; any number of them.', schemas) : {}),
})

const answerWith = ({ answer, batch }: Endpoint, schemas: Schemas): Body => ({
  'application/json': { schema: render(answer, schemas) },
  ...(batch ? asLines(z.union([batch.result, z.strictObject({ problem })]), linesAnswered, schemas) : {}),
})

const linesAnswered =
  'JSON lines: a result for each item, in order. Where the stream ends early, the last line holds a problem document.'

const asEvents = (events: z.ZodType, schemas: Schemas): Body => ({
  [eventStreamType]: {
    schema: { type: 'string', description: 'Server-sent events, for as long as you read; each holds JSON in `data`.' },
    'x-event': render(events, schemas),
  },
})

const asFiles = (types: readonly string[]): Body =>
  Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]))

const answerOf = (endpoint: Endpoint, schemas: Schemas): Content => {
  if (endpoint.events)
    return { description: 'Goes on until one side ends it.', content: asEvents(endpoint.events, schemas) }
  if (endpoint.files) return { description: 'The file.', content: asFiles(endpoint.files) }
  return isEmpty(endpoint.answer)
    ? { description: 'Done; there is nothing to answer.' }
    : { description: 'Done.', content: answerWith(endpoint, schemas) }
}

const capitalize = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** A name made of method and path: `PUT /v1/payments/{id}` is putPaymentsById. */
const nameOf = ({ method, path }: Endpoint): string => {
  const words = path.replace(/^\/v\d+\//, '').split(/[/-]/)
  const named = words
    .filter(Boolean)
    .map((word) => capitalize(word.replace(/^\{(.+)\}$/, (_, name) => `By${capitalize(name)}`)))
  return method.toLowerCase() + named.join('')
}

const securityOf = (may: Permission): Operation['security'] => {
  if (may === anyone) return []
  return may === signedIn ? [{ session: [] }] : [{ session: [] }, { serviceKey: [] }]
}

const operationOf = ({ endpoint, may, openUpTo }: Http['routes'][number], schemas: Schemas): Operation => ({
  operationId: nameOf(endpoint),
  tags: [endpoint.tag],
  summary: endpoint.summary,
  ...(endpoint.description === undefined ? {} : { description: endpoint.description }),
  'x-permission': may,
  ...(may === anyone ? {} : { 'x-open-up-to': openUpTo }),
  security: securityOf(may),
  parameters: [...parametersOf(endpoint.params, 'path', schemas), ...parametersOf(endpoint.query, 'query', schemas)],
  ...(hasBody(endpoint) ? { requestBody: { required: true, content: bodyOf(endpoint, schemas) } } : {}),
  responses: {
    [endpoint.status]: answerOf(endpoint, schemas),
    ...problems([...endpoint.refusals, ...generalRefusals(endpoint, may, openUpTo)]),
  },
})

const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'bank',
    description:
      'A person, by the cookie that signing in sets; over HTTPS its name is __Host-bank. Every change that is sent with it needs the header x-bankserver with the value of the cookie bank-page (__Host-bank-page), which signing in sets, too.',
  },
  serviceKey: {
    type: 'http',
    scheme: 'bearer',
    description: 'A service client, by its key; its scopes are its permissions.',
  },
}

const info = {
  title: 'Bankserver',
  version: '1',
  description:
    'Money travels as whole minor units in a string of digits, instants as ISO 8601 in UTC, ids as UUIDs. An id that you make is the idempotency key: send the same request again and it happens once. Every refusal is a problem document (RFC 9457) with a stable code.',
}

/** Describes the routes. */
export const describeApi = (routes: Http['routes']): OpenApi => {
  const schemas: Schemas = new Map()
  render(z.strictObject({ problem }), schemas)
  const paths: Record<string, Record<string, Operation>> = {}
  for (const route of routes) {
    const { endpoint } = route
    paths[endpoint.path] ??= {}
    paths[endpoint.path][endpoint.method.toLowerCase()] = operationOf(route, schemas)
  }
  const tags = [...new Set(routes.map(({ endpoint }) => endpoint.tag))].map((name) => ({ name }))
  const sorted = [...schemas].sort(([a], [b]) => (a < b ? -1 : 1))
  return { openapi: '3.1.1', info, tags, paths, components: { schemas: Object.fromEntries(sorted), securitySchemes } }
}

/** Serves the description at `/openapi.json`; it is made at the first request, when all routes are there. */
export const addOpenApi = (http: Http): void => {
  let text: string | undefined
  http.server.get('/openapi.json', async (_request, reply) => {
    text ??= JSON.stringify(describeApi(http.routes), null, 2)
    return reply.type('application/json').send(text)
  })
}
