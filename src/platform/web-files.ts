/** Serves the built pages: hashed files for a year, entry pages always fresh, and an app's page for every path of its own. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { Http } from '#platform/http'

const ofTheApi = /^\/(v1|docs|problems|health|metrics|dev|openapi\.json|assets)(\/|$)/

/** The entry page that answers a path of the web, or null for a path of the API or of a file. */
const entryOf = (url: string): string | null => {
  const path = url.split('?', 1)[0]
  if (ofTheApi.test(path) || /\.[a-z0-9]+$/i.test(path)) return null
  return /^\/staff(\/|$)/.test(path) ? 'staff/index.html' : 'index.html'
}

/** Adds the pages of `folder`. Where there are none, the API runs without them. */
export const addWebFiles = async (http: Http, folder: string): Promise<void> => {
  if (!existsSync(folder)) return
  await http.server.register(fastifyStatic, {
    root: folder,
    prefix: '/',
    setHeaders: (reply, path) => {
      const isHashed = path.startsWith(join(folder, 'assets'))
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  http.addPages((request, reply) => {
    const entry = request.method === 'GET' ? entryOf(request.url) : null
    if (entry === null) return false
    reply.status(200).sendFile(entry)
    return true
  })
}
