import { existsSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import type { Plugin, ViteDevServer } from 'vite'
import { defineConfig } from 'vite'

const web = join(import.meta.dirname, 'web')
// With the page's own host, so that the bank sees that a change comes from the page.
const bank = { target: 'http://127.0.0.1:3000', changeOrigin: false }

/** The folder of each app and the path it is served at; an app is there as soon as its folder is. */
const paths = { customer: '/', staff: '/staff/', kiosk: '/kiosk/' }
const apps = Object.entries(paths).filter(([app]) => existsSync(join(web, app, 'index.html')))

const pageOf = (url: string): string | undefined => {
  const longestFirst = apps.toSorted(([, one], [, other]) => other.length - one.length)
  const app = longestFirst.find(([, path]) => url.startsWith(path) || `${url}/` === path)
  return app && `/${app[0]}/index.html`
}

/** Serves each app's page at its own path while developing, and puts it there in the build. */
const pagesAtTheirPaths = (): Plugin => ({
  name: 'pages-at-their-paths',
  configureServer: (server: ViteDevServer) => {
    server.middlewares.use((request, _response, next) => {
      const path = request.url?.split('?', 1)[0] ?? '/'
      const isPage = request.headers.accept?.includes('text/html') && !path.includes('.')
      if (isPage) request.url = pageOf(path) ?? request.url
      next()
    })
  },
  // Vite emits the pages in its own generateBundle; only after it can they be moved.
  generateBundle: {
    order: 'post',
    handler: (_options, bundle) => {
      for (const [app, path] of apps) {
        const page = bundle[`${app}/index.html`]
        if (page) page.fileName = `${path.slice(1)}index.html`
      }
    },
  },
})

// The icons' index names six thousand files; leading each import to its own file keeps the build quick.
const eachIconItself = (): Plugin => ({
  name: 'each-icon-itself',
  enforce: 'pre',
  transform: {
    filter: { id: /\.tsx?$/, code: '@tabler/icons-react' },
    handler: (code) =>
      code.replace(/import \{([^}]*)\} from '@tabler\/icons-react'/g, (_whole, names: string) =>
        names
          .split(',')
          .map((name) => name.trim())
          .filter(Boolean)
          .map((name) => `import ${name} from '@tabler/icons-react/dist/esm/icons/${name}.mjs'`)
          .join(';'),
      ),
  },
})

export default defineConfig({
  root: web,
  publicDir: join(web, 'public'),
  appType: 'mpa',
  // The server puts a new nonce in its place in every answer (platform/web-files.ts).
  html: { cspNonce: 'nonce-of-this-answer' },
  plugins: [eachIconItself(), react(), pagesAtTheirPaths()],
  build: {
    outDir: join(import.meta.dirname, 'dist', 'web'),
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    // Everything stays a file of its own: the content security policy allows no data: scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: Object.fromEntries(apps.map(([app]) => [app, join(web, app, 'index.html')])) },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/v1': bank, '/problems': bank, '/docs': bank, '/openapi.json': bank, '/health': bank },
  },
})
