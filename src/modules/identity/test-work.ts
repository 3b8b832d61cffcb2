/** What a request costs: for tests that no answer and no time tells who is known. */
import type { Database, Tx } from '#platform/database'
import { createHttp } from '#platform/http'
import { browserHeaders } from '#testing/page-token'
import { createIdentity, type IdentityOptions } from './index.ts'
import type { testIdentity } from './test-identity.ts'

type Bank = Awaited<ReturnType<typeof testIdentity>>

/** Another process on the same database: nothing of the first one's memory is there. */
export const otherProcess = (bank: Bank, changed: Partial<IdentityOptions> = {}) => {
  const authenticate = async () => null
  const http = createHttp({ log: false, origins: [], isSecure: false, makeRequestId: () => 'r', authenticate })
  createIdentity({ ...bank.options, ...changed }).routes(http)
  return http.server
}

/** Counts what a request does at the database and what it hashes. */
export const watched = (bank: Bank) => {
  const statements: string[] = []
  const note = (text: string) => void statements.push(text.replaceAll(/\s+/g, ' ').trim().slice(0, 90))
  const db: Database = {
    ...bank.db,
    query: (text, values) => {
      note(text)
      return bank.db.query(text, values)
    },
    transaction: (work) =>
      bank.db.transaction((tx) =>
        work({
          ...tx,
          query: (text, values) => {
            note(text)
            return tx.query(text, values)
          },
        }),
      ),
  }
  let hashes = 0
  const sealing = {
    ...bank.options.sealing,
    hash: (tx: Tx, name: string, text: string) => {
      hashes++
      return bank.options.sealing.hash(tx, name, text)
    },
    hashes: (name: string, text: string) => {
      hashes++
      return bank.options.sealing.hashes(name, text)
    },
    seal: (...given: Parameters<typeof bank.options.sealing.seal>) => {
      hashes++
      return bank.options.sealing.seal(...given)
    },
  }
  const server = otherProcess(bank, { db, sealing })
  return {
    close: () => server.close(),
    /** The answer and the work of one request. */
    of: async (url: string, payload: object, cookie?: string, method: 'PUT' | 'POST' = 'PUT') => {
      statements.length = 0
      hashes = 0
      const headers = cookie === undefined ? {} : browserHeaders(cookie)
      const answer = await server.inject({ method, url, payload, headers })
      const kept = /bank-(registration|recovery)=[^;]+/.exec(String(answer.headers['set-cookie']))?.[0]
      return { status: answer.statusCode, body: answer.json(), work: { statements: [...statements], hashes }, kept }
    },
  }
}

/** What tells one registration from another, and nothing else, is taken out. */
export const blank = (body: object, ...secrets: string[]) =>
  secrets.reduce((text, secret) => text.replaceAll(secret, '…'), JSON.stringify(body))
