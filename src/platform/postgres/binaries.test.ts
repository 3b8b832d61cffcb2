import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { PlainError } from '../plain-errors.ts'
import { findPostgresBinaries, restoreLinks } from './binaries.ts'

test('the links between PostgreSQL’s libraries are made when the install script could not make them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bank-links-'))
  try {
    await mkdir(join(folder, 'native', 'lib'), { recursive: true })
    await writeFile(join(folder, 'native', 'lib', 'libpq.so.5.18'), 'library')
    const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]
    await writeFile(join(folder, 'native', 'pg-symlinks.json'), JSON.stringify(links))
    await restoreLinks(folder)
    await restoreLinks(folder)
    assert.equal(await readFile(join(folder, 'native', 'lib', 'libpq.so.5'), 'utf8'), 'library')

    const unmakeable = [{ source: 'native/lib/libpq.so.5.18', target: 'native/absent/libpq.so.5' }]
    await writeFile(join(folder, 'native', 'pg-symlinks.json'), JSON.stringify(unmakeable))
    await assert.rejects(restoreLinks(folder), /library link .*absent.* is missing and cannot be made \(ENOENT\)/)
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a platform without a packaged PostgreSQL is named together with those that have one', async () => {
  await assert.rejects(
    findPostgresBinaries('win32-x64'),
    (error) => error instanceof PlainError && /Linux and macOS, not on win32-x64.*WSL/.test(error.message),
  )
})
