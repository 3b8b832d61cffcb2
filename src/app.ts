import { createServer } from 'node:http'
import type { Config } from '#platform/config'
import type { Connection } from '#platform/database'
import type { Progress } from '#platform/progress'
import type { Secrets } from '#platform/secrets'
import type { Clock } from '#platform/time'

export type AppOptions = {
  config: Config
  secrets: Secrets
  connection: Connection
  clock: Clock
  progress: Progress
}

export type App = { listen(): Promise<string>; close(): Promise<void>; welcome: string[] }

export async function createApp({ config }: AppOptions): Promise<App> {
  const server = createServer((_request, response) => response.end('ready'))
  return {
    listen: () =>
      new Promise((resolve) =>
        server.listen(config.port, config.host, () => resolve(`http://localhost:${config.port}`)),
      ),
    close: () => new Promise((resolve) => server.close(() => resolve())),
    welcome: ['Sign in as ada'],
  }
}
