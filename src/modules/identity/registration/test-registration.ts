/** Somebody who registers: their browser keeps its cookie, their phone and mail get the codes. */

import type { Ask, testIdentity } from '../test-identity.ts'
import { currentTerms } from '../wire.ts'

type Bank = Awaited<ReturnType<typeof testIdentity>>

export const phone = '+919876543210'
export const address = { lines: ['12 Lake Road'], place: 'Pune', postalCode: '411001', country: 'IN' }

/** The last code that came to an address; null where the last message has none. */
export const lastCode = async (bank: Bank, to: string): Promise<string | null> => {
  await bank.identity.deliver('sms')
  await bank.identity.deliver('mail')
  const last = bank.outbox.messages.find((message) => message.to === to)
  return /^(\d{6}) /.exec(last?.text ?? '')?.[1] ?? null
}

/** A browser on its way through a registration. */
export const browser = (bank: Bank, id = bank.newId(), address = '127.0.0.1') => {
  let cookie: string | undefined
  const ask = async (method: Ask['method'], part = '', body?: object) => {
    const url = `/v1/registrations/${id}${part}`
    const answer = await bank.ask({ method, url, body, cookie, address })
    const [, kept] = /(bank-registration=[^;]+)/.exec(answer.set) ?? []
    if (kept) cookie = kept
    return answer
  }
  const step = (part: string, body: object) => ask('PUT', `/${part}`, body)
  const begin = (number = phone) => ask('PUT', '', { phone: number, language: 'en' })
  const provePhone = async (number = phone) => step('phone-code', { code: await lastCode(bank, number) })
  return {
    id,
    ask,
    step,
    begin,
    provePhone,
    cookie: () => cookie,
    /** Everything up to the password. */
    fill: async ({ number = phone, email = 'asha@example.com' } = {}) => {
      await begin(number)
      await provePhone(number)
      await step('email', { email })
      await step('email-code', { code: await lastCode(bank, email) })
      await step('name', { name: 'Asha Rao' })
      await step('birth-date', { birthDate: '1990-12-31' })
      await step('address', {
        address: { lines: ['12 Lake Road'], place: 'Pune', postalCode: '411001', country: 'IN' },
      })
      await step('terms', { terms: currentTerms })
      return step('account', { accountKind: 'savings' })
    },
    complete: (secret: object = { password: 'a horse in the rain' }) => ask('POST', '/completion', secret),
  }
}
