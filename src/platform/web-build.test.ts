import assert from 'node:assert/strict'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { buildWeb, isWebStale, prepareWeb } from './web-build.ts'

test('a checkout that cannot be written is named when its pages must be built', async (context) => {
  if (process.getuid?.() === 0) return context.skip('root may write everywhere')
  const project = await mkdtemp(join(tmpdir(), 'bank-web-'))
  await chmod(project, 0o555)
  await assert.rejects(prepareWeb(project, 'demo'), /^PlainError: The checkout .* is not writable/)
  await rm(project, { recursive: true })
})

test('the pages are built once, and again when a source of theirs changes', async () => {
  const project = await mkdtemp(join(tmpdir(), 'bank-web-'))
  try {
    await mkdir(join(project, 'web'))
    await writeFile(join(project, 'package.json'), '{"type":"module"}')
    await writeFile(join(project, 'web', 'index.html'), '<h1>one</h1>')
    await writeFile(join(project, 'vite.config.ts'), `export default { root: ${JSON.stringify(join(project, 'web'))} }`)
    await assert.rejects(prepareWeb(project, 'production'), /not built yet\. Run: npm run build/)
    assert.equal(await isWebStale(project), true)
    await buildWeb(project)
    assert.equal(await isWebStale(project), false)
    assert.match(await readFile(join(project, 'dist', 'web', 'index.html'), 'utf8'), /one/)
    await prepareWeb(project, 'production')

    await writeFile(join(project, 'web', 'index.html'), '<h1>two</h1>')
    assert.equal(await isWebStale(project), true)
    await buildWeb(project)
    assert.match(await readFile(join(project, 'dist', 'web', 'index.html'), 'utf8'), /two/)
  } finally {
    await rm(project, { recursive: true })
  }
})
