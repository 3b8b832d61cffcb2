import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { access, glob, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PlainError } from './plain-errors.ts'
import { buildWholePages } from './web-whole-page.ts'

// Everything that can change what the browser gets.
const sourcePatterns = [
  'web/**/*',
  'src/modules/*/wire.ts',
  'src/modules/*/wire/*.ts',
  'src/platform/*.ts',
  'vite.config.ts',
  'package-lock.json',
]

const stampOf = (projectFolder: string) => join(projectFolder, 'dist', 'web.stamp')
const pagesOf = (projectFolder: string) => join(projectFolder, 'dist', 'web')

async function hashSources(projectFolder: string): Promise<string> {
  const files: string[] = []
  for await (const file of glob(sourcePatterns, { cwd: projectFolder })) {
    if (!/\.test\.tsx?$/.test(file)) files.push(file)
  }
  const hash = createHash('sha256')
  for (const file of files.sort()) {
    const path = join(projectFolder, file)
    if ((await stat(path)).isFile()) hash.update(`${file}\0`).update(await readFile(path))
  }
  return hash.digest('hex')
}

async function isBuilt(projectFolder: string): Promise<boolean> {
  const isThere = (path: string) =>
    stat(path).then(
      () => true,
      () => false,
    )
  return isThere(pagesOf(projectFolder))
}

/** Whether dist/web is missing or made from other sources than those in the checkout. */
export async function isWebStale(projectFolder: string): Promise<boolean> {
  if (!(await isBuilt(projectFolder))) return true
  const stamp = await readFile(stampOf(projectFolder), 'utf8').catch(() => '')
  return stamp !== (await hashSources(projectFolder))
}

/** Builds dist/web from web/. A build that is cut short leaves the former one in place. */
export async function buildWeb(projectFolder: string): Promise<void> {
  const { build } = await import('vite')
  const stamp = await hashSources(projectFolder)
  const draft = join(projectFolder, 'dist', 'web.new')
  await mkdir(join(projectFolder, 'dist'), { recursive: true })
  await build({
    configFile: join(projectFolder, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: draft, emptyOutDir: true },
  })
  await buildWholePages(join(projectFolder, 'web'), draft)
  await rm(pagesOf(projectFolder), { recursive: true, force: true })
  await rename(draft, pagesOf(projectFolder))
  await writeFile(stampOf(projectFolder), stamp)
}

/**
 * Sees to it that dist/web is up to date. It builds in a process of its own, whose memory goes when it is done. Production
 * never builds by itself: throws PlainError when there is nothing to serve.
 */
export async function prepareWeb(projectFolder: string, mode: 'demo' | 'production'): Promise<void> {
  if (mode === 'production') {
    if (await isBuilt(projectFolder)) return
    throw new PlainError('The web pages are not built yet. Run: npm run build')
  }
  if (!(await isWebStale(projectFolder))) return
  await assertWritable(projectFolder)
  await buildApart(projectFolder)
}

async function assertWritable(projectFolder: string): Promise<void> {
  try {
    await mkdir(join(projectFolder, 'dist'), { recursive: true })
    await access(join(projectFolder, 'dist'), constants.W_OK)
  } catch {
    // Whether by its owner or by its file system: the remedy is the same.
    throw new PlainError(
      `The checkout ${projectFolder} is not writable, so the web pages cannot be built. Change its owner, or copy it to a folder of yours.`,
    )
  }
}

function buildApart(projectFolder: string): Promise<void> {
  const child = spawn(process.execPath, [...process.execArgv, join(projectFolder, 'src', 'main.ts'), 'build'], {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
    })
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new PlainError(`The web pages could not be built:\n${output.trim()}`))
    })
  })
}
