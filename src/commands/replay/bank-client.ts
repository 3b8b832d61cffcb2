/** A running bank as a service client sees it. */
import type { z } from 'zod'
import type { Endpoint } from '#platform/endpoint'
import { PlainError } from '#platform/plain-errors'

/** Calls an endpoint with a body and answers what it answered. */
export type CallBank = <E extends Endpoint>(endpoint: E, body?: z.input<E['body']>) => Promise<z.output<E['answer']>>

const mostTries = 8

const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

const gone = (address: string) =>
  new PlainError(
    `No bank answers at ${address}. Start it with npm start, or name another with BANK_URL. What was sent stays; the same command goes on from there.`,
  )

const refusedAnswer = async (response: Response): Promise<PlainError> => {
  const problem = (await response.json().catch(() => ({}))) as { code?: string; detail?: string }
  const why = problem.detail ?? `status ${response.status}`
  if (response.status === 401)
    return new PlainError(`The bank does not know the key of this client: ${why} Set SERVICE_KEY.`)
  return new PlainError(`The bank refused: ${why} (${problem.code ?? response.status})`)
}

/** Calls the bank at an address with a key. A bank that is too busy is asked again; one that is gone is a PlainError. */
export const createBankClient =
  (address: string, key: string): CallBank =>
  async <E extends Endpoint>(endpoint: E, body?: z.input<E['body']>) => {
    for (let tries = 1; ; tries++) {
      const response = await fetch(`${address}${endpoint.path}`, {
        method: endpoint.method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }).catch(() => {
        throw gone(address)
      })
      if (response.ok) return endpoint.answer.parse(await response.json()) as z.output<E['answer']>
      if (response.status !== 503 || tries === mostTries) throw await refusedAnswer(response)
      await response.body?.cancel()
      await sleep(Number(response.headers.get('retry-after') ?? 1) * 1000)
    }
  }
