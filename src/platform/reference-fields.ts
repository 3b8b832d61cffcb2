/** Tables of fields: what a body, an answer or a schema holds, for the reference. */
import { type Html, html } from '#platform/html'
import type { JsonSchema } from '#platform/openapi'

const nameOfRef = (ref: string) => ref.split('/').at(-1) ?? ''

const isNull = ({ type }: JsonSchema) => type === 'null'
const variantsOf = ({ anyOf, oneOf }: JsonSchema): readonly JsonSchema[] => anyOf ?? oneOf ?? []

/** The schema itself, where it can also be null. */
const withoutNull = (schema: JsonSchema): JsonSchema => {
  const rest = variantsOf(schema).filter((variant) => !isNull(variant))
  return rest.length === 1 ? rest[0] : schema
}

const joinWithOr = (pieces: readonly Html[]): Html =>
  html`${pieces.map((piece, index) => (index === 0 ? piece : html` or ${piece}`))}`

const words = (schema: JsonSchema): Html => {
  if (schema.$ref !== undefined) {
    const name = nameOfRef(schema.$ref)
    return html`<a href="#schema-${name}">${name}</a>`
  }
  const variants = variantsOf(schema)
  if (variants.length > 0) return joinWithOr(variants.map(words))
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`
  if (schema.enum) return joinWithOr(schema.enum.map((value) => html`<code>${JSON.stringify(value)}</code>`))
  if (schema.type === 'array') return html`list of ${words(schema.items ?? {})}`
  if (typeof schema.additionalProperties === 'object') return html`map to ${words(schema.additionalProperties)}`
  return html`${schema.format === undefined ? (schema.type ?? 'anything') : `${schema.type}, ${schema.format}`}`
}

const range = (least: number | undefined, most: number | undefined, unit: string): string | null => {
  if (least === undefined && most === undefined) return null
  if (most === undefined) return `at least ${least} ${unit}`
  return least ? `${least} to ${most} ${unit}` : `at most ${most} ${unit}`
}

const longestPattern = 48

const limitsOf = (schema: JsonSchema): Html | null => {
  const limits =
    range(schema.minLength, schema.maxLength, 'characters') ?? range(schema.minItems, schema.maxItems, 'items')
  if (limits !== null) return html`${limits}`
  const { pattern = '', format } = schema
  if (format !== undefined || pattern === '' || pattern.length > longestPattern) return null
  return html`matches <code>${pattern}</code>`
}

interface Field {
  readonly name: string
  readonly schema: JsonSchema
  readonly isRequired: boolean
}

/** The fields of an object and of the objects within it, by their path: `items[].amount`. */
const fieldsOf = (schema: JsonSchema, prefix: string): Field[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, own]) => {
    const path = prefix + name
    const inner = withoutNull(own)
    const isList = inner.type === 'array' && inner.items !== undefined
    const nested = isList && inner.items ? inner.items : inner
    const field = { name: path, schema: own, isRequired: schema.required?.includes(name) ?? false }
    return [field, ...fieldsOf(nested, `${path}${isList ? '[]' : ''}.`)]
  })

const row = ({ name, schema, isRequired }: Field): Html => {
  const limits = limitsOf(withoutNull(schema))
  return html`<tr><th scope="row"><code>${name}</code>${isRequired ? null : html` <i>optional</i>`}</th>
<td>${words(schema)}${limits === null ? null : html`<br><small>${limits}</small>`}</td>
<td>${schema.description ?? withoutNull(schema).description ?? ''}</td></tr>`
}

const table = (fields: readonly Field[], caption?: string): Html =>
  html`<table>${caption === undefined ? null : html`<caption>${caption}</caption>`}
<thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
<tbody>${fields.map(row)}</tbody></table>`

const variantTitle = ({ properties = {} }: JsonSchema): string =>
  Object.entries(properties)
    .filter(([, own]) => own.const !== undefined)
    .map(([name, own]) => `${name}: ${own.const}`)
    .join(', ')

/** A table of what a schema holds; a choice of objects has one for each. */
export const fieldTable = (schema: JsonSchema): Html => {
  const objects = variantsOf(schema).filter(({ type }) => type === 'object')
  if (objects.length > 0) return html`${objects.map((own) => table(fieldsOf(own, ''), variantTitle(own)))}`
  const fields = fieldsOf(schema, '')
  return fields.length > 0 ? table(fields) : html`<p>${words(schema)}</p>`
}

/** A table of fields that stand side by side, such as parameters. */
export const parameterTable = (parameters: readonly { name: string; required: boolean; schema: JsonSchema }[]): Html =>
  table(parameters.map(({ name, required, schema }) => ({ name, schema, isRequired: required })))
