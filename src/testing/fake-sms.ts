/** An SMS gateway of Twilio's shape on this machine that keeps what it is given; its answer can be set. */
import { createServer } from 'node:http'

interface KeptText {
  readonly path: string
  readonly authorization: string
  readonly form: Readonly<Record<string, string>>
}

/** Listens on a free port of the loopback. */
export const startFakeSms = async () => {
  const texts: KeptText[] = []
  const behavior: { status: number; body: string; headers?: Record<string, string> } = {
    status: 201,
    body: '{"sid":"SM1","status":"queued"}',
  }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const form = Object.fromEntries(new URLSearchParams(body))
    texts.push({ path: request.url ?? '', authorization: request.headers.authorization ?? '', form })
    response.writeHead(behavior.status, { 'content-type': 'application/json', ...behavior.headers }).end(behavior.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    texts,
    behavior,
    url: `http://AC1:a%20token@127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
