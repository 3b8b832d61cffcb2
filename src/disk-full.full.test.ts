import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const mount = 'mount -t tmpfs -o size="$1",mode=755 bank-test "$2"'

type Ending = { code: number; said: string }

/** Runs a shell script that sees file systems of its own; $1 is the size of the disk, $2 its place, the rest a command. */
function runApart(script: string, size: string, place: string, command: string[] = []): Promise<Ending> {
  const args = ['--mount', 'sh', '-c', script, 'sh', size, place, ...command]
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', PORT: '64999', DATA_DIR: join(place, 'data') }
  return new Promise((resolve) => {
    execFile('unshare', args, { env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, said: stdout + stderr }),
    )
  })
}

test('on a full or read-only disk the bank says so in one line and leaves nothing half made', async (context) => {
  const place = await mkdtemp(join(tmpdir(), 'bank-disk-'))
  try {
    if ((await runApart(mount, '1m', place)).code !== 0) return context.skip('only root may make a small disk to fill')
    const start = [process.execPath, '--disable-warning=ExperimentalWarning', main, 'start']
    const full = await runApart(`${mount} && shift 2 && "$@"; code=$?; ls "$DATA_DIR"; exit $code`, '20m', place, start)
    assert.equal(full.code, 1)
    assert.match(full.said, /^The disk is full[^\n]*$/m)
    assert.doesNotMatch(full.said, /postgres\.new| at /)

    const readOnly = `${mount} && mount -o remount,ro "$2" && shift 2 && exec "$@"`
    const refused = await runApart(readOnly, '20m', place, start)
    assert.equal(refused.code, 1)
    assert.match(refused.said, /^The file system is read-only \([^\n]*DATA_DIR/)
  } finally {
    await rmdir(place)
  }
})
