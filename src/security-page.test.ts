import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'

const project = new URL('../', import.meta.url)

interface Row {
  readonly number: string
  readonly status: string
  readonly shown: readonly { readonly file: string; readonly title: string }[]
}

const rowOf = ([, number = '', , status = '', shown = '']: string[]): Row => ({
  number: number.trim(),
  status: status.trim(),
  shown: [...shown.matchAll(/`([^`]+)`: (.+?)(?=<br>| *$)/g)].map(([, file = '', title = '']) => ({ file, title })),
})

const rowsOf = (page: string): Row[] =>
  [...page.matchAll(/^\| (\d+\.\d+\.\d+) \| (.*?) \| (.*?) \| (.*)\|$/gm)].map((match) => rowOf(match))

/** A row that names a test that is not there, or a status that is none. */
const findWrong = async (rows: readonly Row[]): Promise<string[]> => {
  const wrong: string[] = []
  for (const { number, status, shown } of rows) {
    if (!['done', 'partly', 'not', 'not applicable'].includes(status)) wrong.push(`${number} is ${status}`)
    for (const { file, title } of shown) {
      const text = await readFile(new URL(file, project), 'utf8').catch(() => '')
      if (!text.includes(title)) wrong.push(`${number} names “${title}” in ${file}`)
    }
  }
  return wrong
}

test('every test that the page of security names is there, and the sums above it are right', async () => {
  const page = await readFile(new URL('docs/security.md', project), 'utf8')
  const rows = rowsOf(page)
  assert.ok(rows.length > 200)
  assert.equal(new Set(rows.map(({ number }) => number)).size, rows.length)
  assert.deepEqual(await findWrong(rows), [])
  const count = (of: string) => rows.filter(({ status }) => status === of).length
  const sums = `${count('done')} done, ${count('partly')} partly, ${count('not')} not, ${count('not applicable')} not applicable`
  assert.ok(page.includes(sums), sums)
})

test('and it is noticed when one is not', async () => {
  const row = (file: string, title: string, status = 'done') =>
    `| 1.1.1 | Something | ${status} | \`${file}\`: ${title} |`
  for (const wrong of [
    row('src/nowhere.test.ts', 'a test'),
    row('src/security-page.test.ts', ['no test has', 'this title'].join(' ')),
    row('src/security-page.test.ts', 'and it is noticed when one is not', 'maybe'),
    row(
      'src/security-page.test.ts',
      ['and it is noticed when one is not<br>`src/main.test.ts`: no', 'such test'].join(' '),
    ),
  ])
    assert.equal((await findWrong(rowsOf(wrong))).length, 1, wrong)
  assert.deepEqual(await findWrong(rowsOf(row('src/security-page.test.ts', 'and it is noticed when one is not'))), [])
})
