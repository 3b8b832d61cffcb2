/** Serves the built pages: hashed files for a year, and an app's page for every path of its own, each time with a new nonce. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { Http } from '#platform/http'
import type { RandomBytes } from '#platform/id'
import { policyOfPage } from '#platform/security-headers'

const ofTheApi = /^\/(v1|docs|problems|health|metrics|dev|openapi\.json|assets|log)(\/|$)/

const isFile = /\.[a-z0-9]+$/i

const entries = ['index.html', 'staff/index.html', 'kiosk/index.html', 'verify/index.html'] as const

/** Stands in the built pages for the nonce (vite.config.ts). */
const placeholder = 'nonce-of-this-answer'
const nonceBytes = 18

/** The entry page that answers a path of the web, or null for a path of the API or of a file. */
const entryOf = (url: string): (typeof entries)[number] | null => {
  const path = url.split('?', 1)[0]
  if (ofTheApi.test(path) || isFile.test(path)) return null
  if (/^\/verify\/?$/.test(path)) return 'verify/index.html'
  if (/^\/kiosk\/?$/.test(path)) return 'kiosk/index.html'
  return /^\/staff(\/|$)/.test(path) ? 'staff/index.html' : 'index.html'
}

const readPages = async (folder: string) =>
  new Map(
    await Promise.all(
      entries.map(async (entry) => {
        const text = await readFile(join(folder, entry), 'utf8').catch(() => null)
        return [entry, text] as const
      }),
    ),
  )

/** Adds the pages of `folder`; that of a kiosk may reach `kioskConnects` besides the bank. Where there are none, the API runs without them. */
export const addWebFiles = async (
  http: Http,
  folder: string,
  random: RandomBytes,
  kioskConnects: readonly string[] = [],
): Promise<void> => {
  if (!existsSync(folder)) return
  const pages = await readPages(folder)
  await http.server.register(fastifyStatic, {
    root: folder,
    prefix: '/',
    index: false,
    // Everything else is a page, or a folder that nobody is shown.
    allowedPath: (path) => isFile.test(path) && !path.endsWith('.html'),
    setHeaders: (reply, path) => {
      const isHashed = path.startsWith(join(folder, 'assets'))
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  http.addPages((request, reply) => {
    const isAsked = request.method === 'GET' || request.method === 'HEAD'
    const entry = isAsked ? entryOf(request.url) : null
    const text = entry && pages.get(entry)
    if (!text) return false
    const nonce = Buffer.from(random(nonceBytes)).toString('base64')
    // Never from a cache: its nonce would be one that the answer's policy does not know.
    const policy = policyOfPage(nonce, entry === 'kiosk/index.html' ? kioskConnects : [])
    reply.headers({ 'content-security-policy': policy, 'cache-control': 'no-store' })
    reply.status(200).type('text/html; charset=utf-8').send(text.replaceAll(placeholder, nonce))
    return true
  })
}
