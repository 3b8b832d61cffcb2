/** Time passes, and people who were signed in sign in anew. */

import { type Person, password, type TestBank } from '#testing/bank'
import { browserHeaders } from '#testing/page-token'

export const later = async (bank: TestBank, ms: number, ...people: readonly Person[]): Promise<void> => {
  bank.pass(ms)
  for (const { name, headers } of people) {
    const payload = { email: `${name.toLowerCase()}@bank.test`, password }
    const answer = await bank.http.server.inject({ method: 'POST', url: '/v1/sessions', payload })
    Object.assign(headers, browserHeaders(String(answer.headers['set-cookie']).split(';')[0]))
  }
}
