/** Times of many calls. */
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** The value below which this share of them lies. */
export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0

/** Microseconds of each call, one after the other. */
export const timeEach = async (calls: number, call: (index: number) => Promise<unknown>): Promise<number[]> => {
  const times: number[] = []
  for (let index = 0; index < calls; index++) {
    const begun = process.hrtime.bigint()
    await call(index)
    times.push(Number(process.hrtime.bigint() - begun) / 1000)
  }
  return times
}

export interface Asked {
  readonly status: number
  readonly cookie: string
}

/** One request over connections that stay open. */
export const createAsk = (origin: string, connections: number) => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const ask = (method: string, path: string, headers: Record<string, string>, body?: object) =>
    new Promise<Asked>((resolve, reject) => {
      const sent = request(`${origin}${path}`, { method, agent, headers }, (answer) => {
        answer.resume()
        const cookie = (answer.headers['set-cookie'] ?? []).map((each) => each.split(';')[0]).join('; ')
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, cookie }))
      })
      sent.on('error', reject)
      sent.end(body && JSON.stringify(body))
    })
  return { ask, close: () => agent.destroy() }
}

/** Asks by a fixed schedule, whether answers come or not; milliseconds of each from the time at which it was due. */
export const askSteadily = async (forMs: number, everyMs: number, ask: () => Promise<unknown>): Promise<number[]> => {
  const [times, under]: [number[], Promise<void>[]] = [[], []]
  const begun = performance.now()
  for (let dueMs = begun; dueMs < begun + forMs; dueMs += everyMs) {
    const early = dueMs - performance.now()
    if (early > 0) await sleep(early)
    under.push(ask().then(() => void times.push(performance.now() - dueMs)))
  }
  await Promise.all(under)
  return times
}
