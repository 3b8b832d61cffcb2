import { execFile } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createBrotliDecompress } from 'node:zlib'

/** A browser's program with what it needs to start. */
export type UnpackedBrowser = { program: string; args?: string[]; environment?: Record<string, string> }

const archives = ['al2023', 'fonts', 'swiftshader']

/**
 * Unpacks the Chromium of the package @sparticuz/chromium (Linux on x64), once per checkout. With the libraries in its archive
 * it needs nothing of the machine but the C library and the compiler's, so it starts where no browser was ever installed.
 */
export async function unpackBrowser(): Promise<UnpackedBrowser> {
  if (`${process.platform}-${process.arch}` !== 'linux-x64') {
    throw new Error(`the packaged Chromium runs on linux-x64 alone, not on ${process.platform}-${process.arch}`)
  }
  const packageFolder = dirname(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))))
  const kept = join(dirname(dirname(packageFolder)), '.cache', 'bankserver-chromium')
  if (!(await isUnpacked(kept))) await unpack(join(packageFolder, 'bin'), kept)
  return {
    program: join(kept, 'chromium'),
    args: ['--no-sandbox', '--no-zygote', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
    environment: { LD_LIBRARY_PATH: join(kept, 'lib'), FONTCONFIG_PATH: kept, HOME: tmpdir(), PATH: '/usr/bin:/bin' },
  }
}

function isUnpacked(folder: string): Promise<boolean> {
  return access(join(folder, 'chromium')).then(
    () => true,
    () => false,
  )
}

/** Unpacks beside the place and moves there: two test processes may do so at once, and one may be killed. */
async function unpack(packed: string, folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true })
  const draft = await mkdtemp(`${folder}-`)
  try {
    await decompress(join(packed, 'chromium.br'), join(draft, 'chromium'), 0o755)
    for (const name of archives) {
      const archive = join(draft, `${name}.tar`)
      await decompress(join(packed, `${name}.tar.br`), archive, 0o600)
      await promisify(execFile)('tar', ['-xf', archive, '-C', draft])
      await rm(archive)
    }
    // mkdtemp makes it for one user alone.
    await chmod(draft, 0o755)
    await rename(draft, folder)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    // Somebody else was quicker, which is as good.
    if (!(await isUnpacked(folder))) throw error
  }
}

function decompress(from: string, to: string, mode: number): Promise<void> {
  return pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to, { mode }))
}
