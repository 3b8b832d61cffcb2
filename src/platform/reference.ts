/** What people read about the API: the reference at /docs and a page for each refusal at /problems/{code}. No scripts. */
import { readFile } from 'node:fs/promises'
import { exampleOf, resolve } from '#platform/example'
import { type Html, html } from '#platform/html'
import type { Http } from '#platform/http'
import { describeApi, type JsonSchema, type OpenApi, type Operation } from '#platform/openapi'
import { type ProblemPage, problemPages } from '#platform/problem-pages'
import { fieldTable, parameterTable } from '#platform/reference-fields'
import { referenceStyle, wholePage } from '#platform/reference-page'
import { Refusal } from '#platform/refusal'

type Schemas = OpenApi['components']['schemas']

interface Described {
  readonly path: string
  readonly method: string
  readonly operation: Operation
}

const jsonOf = (body: Operation['requestBody']) => body?.content['application/json'].schema

const eventOf = (content: Operation['responses'][string]['content']) => content?.['text/event-stream']?.['x-event']

const lineOf = (content: Operation['responses'][string]['content']) => content?.['application/x-ndjson']?.['x-line']

const credentialsOf = ({ operation, method }: Described): string[] => {
  if (operation.security.length === 0) return ['-c cookies.txt']
  if (operation.tags[0] === 'Service clients') return ['-H "authorization: Bearer $KEY"']
  return method === 'get'
    ? ['-b cookies.txt']
    : ['-b cookies.txt', `-H "x-bankserver: $(awk '/bank-page/ { print $7 }' cookies.txt)"`]
}

/** A request that can be pasted into a shell, with a cookie jar that signing in fills. */
const curlOf = (described: Described, schemas: Schemas): string => {
  const { path, method, operation } = described
  const schemaOf = (name: string) => operation.parameters.find((parameter) => parameter.name === name)?.schema ?? {}
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) => String(exampleOf(schemaOf(name), schemas)))
  const body = jsonOf(operation.requestBody)
  const lines = [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}http://localhost:3000${filled}`,
    ...credentialsOf(described),
    ...(body ? ["-H 'content-type: application/json'", `-d '${JSON.stringify(exampleOf(body, schemas))}'`] : []),
  ]
  return lines.join(' \\\n  ')
}

const permissionWords: Readonly<Record<string, string>> = {
  anyone: 'Anyone may call it.',
  'signed-in': 'Whoever is signed in may call it.',
}

const permissionOf = ({ 'x-permission': may }: Operation): Html =>
  html`<p class="may">${permissionWords[may] ?? html`Needs the permission <code>${may}</code>.`}</p>`

const part = (title: string, content: Html): Html => html`<h4>${title}</h4>${content}`

const fieldsOf = (schema: JsonSchema | undefined, title: string): Html | null =>
  schema === undefined ? null : part(title, fieldTable(schema))

const refusalsOf = ({ responses }: Operation): Html => {
  const refused = Object.entries(responses).flatMap(([status, { 'x-codes': codes = [] }]) =>
    codes.map((code) => html`<li><span class="status">${status}</span> <a href="/problems/${code}">${code}</a></li>`),
  )
  return part('Refusals', html`<ul class="refusals">${refused}</ul>`)
}

const operationSection = (described: Described, schemas: Schemas): Html => {
  const { path, method, operation } = described
  const body = jsonOf(operation.requestBody)
  const answer = Object.values(operation.responses).find(({ content }) => content?.['application/json'])
  return html`<section id="${operation.operationId}" class="operation">
<h3>${operation.summary}</h3>
<p class="path"><span class="method">${method.toUpperCase()}</span> <code>${path}</code></p>
${operation.description === undefined ? null : html`<p>${operation.description}</p>`}
${permissionOf(operation)}
${operation.parameters.length === 0 ? null : part('Parameters', parameterTable(operation.parameters))}
${fieldsOf(body && resolve(body, schemas), 'Body')}
${fieldsOf(answer?.content?.['application/json'].schema, 'Answer')}
${fieldsOf(lineOf(operation.requestBody?.content), 'Or as lines (application/x-ndjson), each')}
${fieldsOf(lineOf(answer?.content), 'Answered by lines, each')}
${fieldsOf(eventOf(operation.responses['200']?.content), 'Answered by events (text/event-stream), each')}
${part('Example', html`<pre tabindex="0"><code>${curlOf(described, schemas)}</code></pre>`)}
${refusalsOf(operation)}
</section>`
}

const slug = (tag: string) => `tag-${tag.toLowerCase().replaceAll(/\W+/g, '-')}`

const describe = ({ paths }: OpenApi): Described[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )

const navigationOf = (api: OpenApi, all: readonly Described[]): Html => {
  const links = (tag: string) =>
    all
      .filter(({ operation }) => operation.tags[0] === tag)
      .map(({ operation }) => html`<li><a href="#${operation.operationId}">${operation.summary}</a></li>`)
  const groups = api.tags.map(({ name }) => html`<details><summary>${name}</summary><ul>${links(name)}</ul></details>`)
  return html`<nav class="contents" aria-label="Contents">${groups}<p><a href="#schemas">Schemas</a></p></nav>`
}

const schemaSections = (schemas: Schemas): Html =>
  html`${Object.entries(schemas).map(
    ([name, schema]) => html`<section id="schema-${name}" class="operation"><h3>${name}</h3>
${schema.description === undefined ? null : html`<p>${schema.description}</p>`}${fieldTable(schema)}</section>`,
  )}`

/** The reference as a whole page. */
export const renderReference = (api: OpenApi): string => {
  const all = describe(api)
  const { schemas, securitySchemes } = api.components
  const byTag = api.tags.map(
    ({ name }) => html`<h2 id="${slug(name)}">${name}</h2>
${all.filter(({ operation }) => operation.tags[0] === name).map((described) => operationSection(described, schemas))}`,
  )
  const ways = Object.values(securitySchemes).map(({ description }) => html`<li>${description}</li>`)
  const main = html`<h1>The API</h1><p class="lead">${api.info.description}</p>
<h2>Who asks</h2><ul>${ways}</ul>${byTag}<h2 id="schemas">Schemas</h2>${schemaSections(schemas)}`
  return wholePage('The API', main, navigationOf(api, all))
}

const problemPage = (code: string, page: ProblemPage): string =>
  wholePage(
    page.title,
    html`<article class="problem"><p class="path"><span class="status">${page.statuses.join(' or ')}</span> <code>${code}</code></p>
<h1>${page.title}</h1>
<h2>What it means</h2><p>${page.meaning}</p>
<h2>What happened to the money</h2><p>${page.money}</p>
<h2>What to do</h2><p>${page.advice}</p></article>`,
  )

const problemList = (): string => {
  const items = [...problemPages]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { title }]) => html`<li><a href="/problems/${code}">${title}</a> <code>${code}</code></li>`)
  return wholePage(
    'Refusals',
    html`<h1>Refusals</h1><p class="lead">Every no of this bank has a code that does not change, and a page.</p><ul class="list">${items}</ul>`,
  )
}

const styleFile = new URL('./reference.css', import.meta.url)

/** Serves `/docs`, its style, `/problems` and `/problems/{code}`. The reference is written at the first request. */
export const addReference = (http: Http): void => {
  const { server } = http
  let reference: string | undefined
  let style: string | undefined
  server.get('/docs', async (_request, reply) => {
    reference ??= renderReference(describeApi(http.routes))
    return reply.type('text/html; charset=utf-8').send(reference)
  })
  server.get(referenceStyle, async (_request, reply) => {
    style ??= await readFile(styleFile, 'utf8')
    return reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=300').send(style)
  })
  server.get('/problems', async (_request, reply) => reply.type('text/html; charset=utf-8').send(problemList()))
  server.get<{ Params: { code: string } }>('/problems/:code', async ({ params }, reply) => {
    const page = problemPages.get(params.code)
    if (!page) throw new Refusal('no-such-path', 404, 'There is nothing at this path.')
    return reply.type('text/html; charset=utf-8').send(problemPage(params.code, page))
  })
}
