/** A browser that keeps its cookies, for the tests of what is unusual. */
import { password, type testIdentity } from '../test-identity.ts'
import { jar } from '../totp/test-totp.ts'

export type TestIdentity = Awaited<ReturnType<typeof testIdentity>>

interface From {
  readonly address?: string
  readonly zone?: string
}

/** Where most of it happens. */
export const home = { address: '203.0.113.7', zone: 'Asia/Kolkata' }

export const openBrowser = (bank: TestIdentity, from: From = home) => {
  let [cookie, whence] = ['', from]
  const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH', url: string, body?: object) => {
    const headers: Record<string, string> = whence.zone === undefined ? {} : { 'x-time-zone': whence.zone }
    const given = cookie === '' ? {} : { cookie }
    const answer = await bank.ask({ method, url, body, address: whence.address, headers, ...given })
    const set = jar(answer)
    if (set !== '') cookie = set
    return answer
  }
  return {
    ask,
    /** Its cookies, as whoever copies them has them. */
    get cookie() {
      return cookie
    },
    set cookie(given: string) {
      cookie = given
    },
    move: (to: From) => {
      whence = to
    },
    register: (email: string) =>
      ask('POST', '/v1/registrations', { name: 'Asha Rao', email, password, language: 'en' }),
    signIn: (email: string, given = password, more: object = {}) => {
      // So that one sign-in is later than the other.
      bank.pass(1000)
      return ask('POST', '/v1/sessions', { email, password: given, ...more })
    },
    standing: async () => {
      const { status, body } = await ask('GET', '/v1/me/session')
      return status === 200 ? ([body.level, body.why] as const) : ([status, body.code] as const)
    },
    /** A change, as any path takes it. */
    change: () => ask('PATCH', '/v1/me', { language: 'hi' }),
    read: () => ask('GET', '/v1/me/phone'),
  }
}

/** Somebody who registered at home three days ago, with that browser. */
export const settled = async (bank: TestIdentity, email = 'asha@example.com', from: From = home) => {
  const browser = openBrowser(bank, from)
  const { body } = await browser.register(email)
  bank.pass(3 * 86_400_000)
  return { email, browser, id: body.id as string }
}

/** The digits of the newest message. */
export const newestCode = async (bank: TestIdentity): Promise<string> => {
  await bank.identity.deliver('mail')
  await bank.identity.deliver('sms')
  const texts = bank.outbox.messages.map(({ text }) => /\b(\d{6}) proves/.exec(text)?.[1])
  return texts.find((code) => code !== undefined) ?? 'none'
}
