/** A town whose people pay by the calendar. It is two in the afternoon in India, on Monday 2 March 2026. */
import { dayMs, hourMs } from '#platform/time'
import { type Holder, password, testBank } from '#testing/bank'
import { later } from '../test-later.ts'

export const openTown = async (options: Parameters<typeof testBank>[0] = {}) => {
  const bank = await testBank(options)
  const [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob')]
  const terms = (more: object = {}) => ({
    from: ada.product,
    to: bob.number,
    amount: { kind: 'fixed', minor: '1000' },
    every: 'month',
    first: '2026-03-03',
    onLastDay: false,
    dayRule: 'same',
    until: null,
    times: null,
    retryDays: 0,
    ...more,
  })
  const put = (more: object = {}, id = bank.newId(), who: Holder = ada, proof: object = { password }) =>
    bank.ask(who, 'PUT', `/v1/standing-orders/${id}`, { terms: terms(more), proof })
  const order = async (more: object = {}): Promise<string> => {
    const { status, body } = await put(more)
    if (status !== 200) throw new Error(JSON.stringify(body))
    return body.id
  }
  const act = (id: string, what: string, who: Holder = ada) =>
    bank.ask(who, 'POST', `/v1/standing-orders/${id}/${what}`)
  const read = async (id: string) => (await bank.ask(ada, 'GET', `/v1/standing-orders/${id}`)).body
  /** Lets days pass and runs what is due on each. */
  const live = async (days: number): Promise<void> => {
    for (let day = 0; day < days; day++) {
      await later(bank, dayMs, ada, bob)
      await bank.payments.runDue()
    }
  }
  const runsOf = async (id: string): Promise<[string, string][]> =>
    (await read(id)).runs.map(({ due, state }: { due: string; state: string }) => [due, state]).reverse()
  const paid = () => bank.balance(bob.product)
  return { bank, ada, bob, terms, put, order, act, read, live, runsOf, paid, halfDayMs: 12 * hourMs }
}
