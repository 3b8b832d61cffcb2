import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { problemPages } from './problem-pages.ts'

const source = new URL('../', import.meta.url)

const readSource = async () => {
  const files = await readdir(source, { recursive: true })
  const code = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  return Promise.all(code.map(async (file) => ({ file, text: await readFile(new URL(file, source), 'utf8') })))
}

/** Codes where they are thrown, in Fastify's table of the same, and where an endpoint promises them. */
const codesIn = (text: string): string[] => [
  ...[...text.matchAll(/(?:new Refusal|super)\(\s*'([a-z-]+)'/g)].map(([, code]) => code),
  ...[...text.matchAll(/FST_ERR_\w+: \['([a-z-]+)'/g)].map(([, code]) => code),
  ...[...text.matchAll(/refusals: \[([^\]]*)\]/g)].flatMap(([, list]) =>
    [...list.matchAll(/'([a-z-]+)'/g)].map(([, code]) => code),
  ),
]

test('every refusal of the house has a page that says what it means, what happened to the money, and what to do', async () => {
  const found = (await readSource()).flatMap(({ file, text }) => codesIn(text).map((code) => ({ file, code })))
  assert.ok(found.length > 40)
  assert.deepEqual(
    found.filter(({ code }) => !problemPages.has(code)),
    [],
  )
})

test('no page describes a refusal that nobody makes, and its statuses are those of the code', async () => {
  const texts = (await readSource()).map(({ text }) => text)
  const made = new Set(texts.flatMap(codesIn))
  assert.deepEqual(
    [...problemPages.keys()].filter((code) => !made.has(code)),
    [],
  )
  for (const text of texts)
    for (const [, code, status] of text.matchAll(/new Refusal\(\s*'([a-z-]+)',\s*(\d{3})/g))
      assert.ok(problemPages.get(code)?.statuses.includes(Number(status)), `${code} with ${status}`)
})

test('a page speaks in whole sentences', () => {
  for (const [code, { title, meaning, money, advice }] of problemPages) {
    assert.match(title, /^[A-Z].*[^.]$/, code)
    for (const sentence of [meaning, money, advice]) assert.match(sentence, /^[A-Z].*[.]$/, code)
  }
})
