import assert from 'node:assert/strict'
import { access, glob, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const project = dirname(dirname(fileURLToPath(import.meta.url)))

async function readDocuments(): Promise<{ path: string; text: string }[]> {
  const documents: { path: string; text: string }[] = []
  for await (const path of glob('{*.md,{docs,src,web,e2e,bench}/**/*.md}', { cwd: project })) {
    documents.push({ path, text: await readFile(join(project, path), 'utf8') })
  }
  return documents
}

/** What is not code: the address in a fenced example is no link of the document. */
const withoutCode = (text: string) => text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '')

/** As the usual renderers make them: lower case, spaces to hyphens, punctuation gone. */
function anchorsOf(text: string): string[] {
  const headings = text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.+)$/gm)
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

const linksOf = (text: string): string[] =>
  [...withoutCode(text).matchAll(/(?:\]\(|(?:src|href|srcset)=")([^)"\s]+)/g)].map(([, target = '']) => target)

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

async function findBroken(path: string, text: string): Promise<string[]> {
  const broken: string[] = []
  for (const link of linksOf(text)) {
    if (/^[a-z]+:/.test(link)) continue
    const [file = '', anchor] = link.split('#')
    const target = file === '' ? join(project, path) : join(project, dirname(path), file)
    const leads =
      (await isThere(target)) && (anchor === undefined || anchorsOf(await readFile(target, 'utf8')).includes(anchor))
    if (!leads) broken.push(`${path} links to ${link}`)
  }
  return broken
}

test('every link in the documents leads somewhere', async () => {
  const documents = await readDocuments()
  assert.ok(documents.length > 10)
  const broken = await Promise.all(documents.map(({ path, text }) => findBroken(path, text)))
  assert.deepEqual(broken.flat(), [])
})

test('and it is noticed when one does not, for a file as for a heading', async () => {
  assert.equal((await findBroken('README.md', '[a](docs/nowhere.md) <img src="docs/none.png">')).length, 2)
  assert.equal((await findBroken('README.md', '[a](#nowhere) [b](SECURITY.md#nowhere)')).length, 2)
})

test('the README quotes the model card, and no other figures', async () => {
  const readme = await readFile(join(project, 'README.md'), 'utf8')
  const file = await readFile(join(project, 'src', 'modules', 'fraud', 'shipped.model.json'), 'utf8')
  const { card, model } = JSON.parse(file).body
  const count = (value: number) => value.toLocaleString('en')
  const { auc, averagePrecision, recallAtOnePercent, precision, recall, genuineStopped } = card.metrics
  const quotes = [
    `over ${model.columns.length} features`,
    `${count(card.rows)} rows, ${count(card.positives)} of them fraud`,
    `| area under the ROC curve | ${auc} |`,
    `| average precision | ${averagePrecision} |`,
    `| recall at 1 % false positives | ${recallAtOnePercent} |`,
    `| precision of any verdict but allow | ${precision} |`,
    `| recall of any verdict but allow | ${recall} |`,
    `| share of genuine payments that meet such a verdict | ${genuineStopped} |`,
  ]
  assert.deepEqual(
    quotes.filter((quote) => !readme.includes(quote)),
    [],
    'README.md lacks these',
  )
})

test('every direct dependency has its line of reason, and no line is left of one that is gone', async () => {
  const manifest = JSON.parse(await readFile(join(project, 'package.json'), 'utf8'))
  const decision = await readFile(join(project, 'docs', 'decisions', '0013-dependencies.md'), 'utf8')
  const named = [...decision.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) => cell.match(/[^`, ]+/g) ?? [])
  const { dependencies, optionalDependencies, devDependencies } = manifest
  const direct = Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies })
  assert.deepEqual(named.sort(), direct.sort())
})

test('each module says in its README what it is for', async () => {
  for await (const face of glob('src/modules/*/index.ts', { cwd: project })) {
    assert.ok(await isThere(join(project, dirname(face), 'README.md')), `${dirname(face)} has no README.md`)
  }
})
