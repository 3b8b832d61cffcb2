/** Pages that are one file with everything in it, so that a copy which somebody saved works by itself. */
import { existsSync } from 'node:fs'
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

const stylePlace = '/*style*/'
const scriptPlace = '/*script*/'

/** Within a page no text of a script may look like its end. */
const withinPage = (script: string): string => script.replaceAll('</script', '<\\/script')

interface Bundle {
  readonly script: string
  readonly style: string
  /** Fonts and the like, which the style names by their paths: without them a saved copy uses those of its device. */
  readonly files: readonly { readonly fileName: string; readonly source: string | Uint8Array }[]
}

const bundle = async (entry: string): Promise<Bundle> => {
  const { build } = await import('vite')
  const built = await build({
    configFile: false,
    root: dirname(entry),
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
      assetsInlineLimit: 0,
      // Otherwise the script would make the style, which the policy of the page forbids.
      cssCodeSplit: false,
      modulePreload: false,
      rolldownOptions: { input: entry, output: { format: 'iife' } },
    },
  })
  const parts = (Array.isArray(built) ? built : [built]).flatMap((each) => ('output' in each ? each.output : []))
  const script = parts.map((part) => (part.type === 'chunk' ? part.code : '')).join('')
  const assets = parts.filter((part) => part.type === 'asset')
  const style = assets.filter(({ fileName }) => fileName.endsWith('.css'))
  const files = assets.filter((asset) => !style.includes(asset))
  return { script, style: style.map(({ source }) => String(source)).join(''), files }
}

/** Builds web/NAME/page.html with the main.ts beside it into NAME/index.html of the pages. */
export const buildWholePages = async (web: string, pages: string): Promise<void> => {
  if (!existsSync(web)) return
  for await (const page of glob('*/page.html', { cwd: web })) {
    const folder = join(web, dirname(page))
    const { script, style, files } = await bundle(join(folder, 'main.ts'))
    const text = (await readFile(join(folder, 'page.html'), 'utf8'))
      .replace(stylePlace, () => style)
      .replace(scriptPlace, () => withinPage(script))
    for (const { fileName, source } of files) {
      await mkdir(dirname(join(pages, fileName)), { recursive: true })
      await writeFile(join(pages, fileName), source)
    }
    const out = join(pages, basename(folder))
    await mkdir(out, { recursive: true })
    await writeFile(join(out, 'index.html'), text)
  }
}
