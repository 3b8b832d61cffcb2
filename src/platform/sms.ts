/** Text messages by an HTTP gateway of Twilio's shape: a form, basic authentication, an answer in JSON. */
import { z } from 'zod'
import { NotDelivered, type Send, Undeliverable } from '#platform/delivery'
import { secondMs } from '#platform/time'

export interface SmsOptions {
  /** https://ACCOUNT:TOKEN@api.twilio.com, with a path where the gateway has one. */
  readonly url: string
  /** An international number, or a name that the gateway knows. */
  readonly from: string
}

const patienceMs = 15 * secondMs
const answerLimitBytes = 64 * 1024

/** As much of the answer as is looked at. https://www.twilio.com/docs/messaging/api/message-resource */
const taken = z.looseObject({ status: z.string() })
const lost = new Set(['failed', 'undelivered', 'canceled'])

const pathOf = (base: URL) => `${base.pathname.replace(/\/$/, '')}/2010-04-01/Accounts/${base.username}/Messages.json`

const readAnswer = async (response: Response): Promise<unknown> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > answerLimitBytes) throw new NotDelivered('answer too long')
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString())
  } catch {
    throw new NotDelivered('answer is no JSON')
  }
}

/** 400: the message itself is wrong, such as a number that is none. 401, 403, 404, 429 and 5xx are the gateway's or ours to mend. */
const judge = async (response: Response): Promise<void> => {
  if (response.status === 400) throw new Undeliverable('HTTP 400')
  if (!response.ok) throw new NotDelivered(`HTTP ${response.status}`)
  const answer = taken.safeParse(await readAnswer(response))
  if (!answer.success) throw new NotDelivered('answer without a status')
  if (lost.has(answer.data.status)) throw new Undeliverable(answer.data.status)
}

const reasonOf = (error: unknown): string => {
  const { name, cause } = error as { name?: string; cause?: { code?: string } }
  return name === 'TimeoutError' ? 'too slow' : (cause?.code ?? 'no connection')
}

/** Follows no redirect: the text and the password are for this host alone. */
export const createSmsGateway = ({ url, from }: SmsOptions): Send => {
  const base = new URL(url)
  const address = `${base.origin}${pathOf(base)}`
  const credentials = `${decodeURIComponent(base.username)}:${decodeURIComponent(base.password)}`
  const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`
  return async ({ to, text }) => {
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers: { authorization, accept: 'application/json' },
        body: new URLSearchParams({ To: to, From: from, Body: text }),
        redirect: 'error',
        signal: AbortSignal.timeout(patienceMs),
      })
      await judge(response)
    } catch (error) {
      if (error instanceof Undeliverable || error instanceof NotDelivered) throw error
      throw new NotDelivered(reasonOf(error))
    }
  }
}
