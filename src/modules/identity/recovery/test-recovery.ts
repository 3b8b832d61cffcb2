/** A customer with email and phone, and a browser in which somebody wants to get into their account anew. */
import { lastCode, browser as registering } from '../registration/test-registration.ts'
import { type Ask, password, type testIdentity } from '../test-identity.ts'
import { jar } from '../totp/test-totp.ts'

type Bank = Awaited<ReturnType<typeof testIdentity>>

export const [email, phone] = ['asha@example.com', '+919876543210']

/** Asha, who registered; her id and her session. */
export const customer = async (bank: Bank, given: { number?: string; email?: string } = {}) => {
  const browser = registering(bank)
  await browser.fill(given)
  const done = await browser.complete()
  bank.pass(2 * 3_600_000)
  const { cookie } = await bank.signIn(given.email ?? email, password, { cookie: jar(done) })
  return { id: done.body.id as string, cookie }
}

export const browser = (bank: Bank, id = bank.newId(), address = '192.0.2.1') => {
  let cookie: string | undefined
  const ask = async (method: Ask['method'], part = '', body?: object) => {
    const answer = await bank.ask({ method, url: `/v1/recoveries/${id}${part}`, body, cookie, address })
    const [, kept] = /(bank-recovery=[^;]+)/.exec(answer.set) ?? []
    if (kept) cookie = kept
    return answer
  }
  const begin = (given: object = { email }) => ask('PUT', '', { ...given, language: 'en' })
  const prove = async (channel: 'mail' | 'sms', code?: string | null) =>
    ask('PUT', `/codes/${channel}`, { code: code ?? (await lastCode(bank, channel === 'mail' ? email : phone)) })
  return {
    id,
    ask,
    begin,
    prove,
    cookie: () => cookie,
    /** Begun and proved: the waiting runs. */
    wait: async (given: object = { email }) => {
      await begin(given)
      await prove('mail')
      return prove('sms')
    },
    complete: (secret: object = { password: 'a goat in the river' }) => ask('POST', '/completion', secret),
  }
}

/** What came to an address since `since` messages, oldest first. */
export const heard = async (bank: Bank, to: string): Promise<string[]> => {
  await bank.identity.tellRecoveries()
  await bank.identity.deliver('mail')
  await bank.identity.deliver('sms')
  return bank.outbox.messages
    .filter((message) => message.to === to)
    .map(({ text }) => text)
    .reverse()
}

/** The token of the last link to stop that came to an address. */
export const stopToken = async (bank: Bank, to = phone): Promise<string> => {
  const texts = await heard(bank, to)
  return texts.map((text) => /\/recover\/stop#(\S+)/.exec(text)?.[1]).findLast((token) => token !== undefined) ?? ''
}
