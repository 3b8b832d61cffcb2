/** A foreign judge of XML: xmllint, where the machine has it, and the schemas of ISO 20022, where somebody put them. */
import { execFile } from 'node:child_process'
import { access } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** Schemas are not ours to pass on: https://www.iso20022.org has them, and they go into the folder `schemas` of the checkout. */
const schemaFile = (name: string) => fileURLToPath(new URL(`../../schemas/${name}.xsd`, import.meta.url))

const isThere = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  )

const run = (args: readonly string[], text: string): Promise<{ code: number | string; said: string }> => {
  const { promise, resolve } = Promise.withResolvers<{ code: number | string; said: string }>()
  const child = execFile('xmllint', args, (error, _out, said) => resolve({ code: error?.code ?? 0, said }))
  child.stdin?.on('error', () => {})
  child.stdin?.end(text)
  return promise
}

/** What the judge says: nothing is wrong, what is wrong, or why it was not asked. */
export type Judged = 'valid' | { readonly wrong: string } | { readonly skipped: string }

/** Judges a document by the schema of that name, such as `camt.053.001.08`. It never looks anything up in a network. */
export const judgeXml = async (text: string, schema: string): Promise<Judged> => {
  const file = schemaFile(schema)
  if (!(await isThere(file))) return { skipped: `schemas/${schema}.xsd is not there` }
  const { code, said } = await run(['--nonet', '--noout', '--schema', file, '-'], text)
  if (code === 'ENOENT') return { skipped: 'xmllint is not there' }
  return code === 0 ? 'valid' : { wrong: said.slice(0, 2000) }
}
