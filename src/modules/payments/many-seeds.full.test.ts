import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createRandom } from '#learning/random'
import { type Holder, type Person, password, type TestBank, testBank } from '#testing/bank'

const seeds = 40
const steps = 60

/** Small shares pass, larger ones are challenged, reviewed, blocked. */
const probability = (share: number) => (share < 0.25 ? 0.01 : share < 0.5 ? 0.6 : share < 0.8 ? 0.8 : 0.99)

/** What a customer should have, told from the states of payments alone. */
interface Expected {
  balance: bigint
  onHold: bigint
}

/** A payment that waits for somebody, as the last answer showed it. */
interface Waiting {
  readonly id: string
  readonly kind: string
  readonly state: string
  readonly slip: string | null
  readonly minor: bigint
  readonly from: number | null
  readonly to: number | null
}

let bank: TestBank
let teller: Person
let analyst: Person
before(async () => {
  bank = await testBank({ probability })
  ;[teller, analyst] = [await bank.person('teller', 'Tara'), await bank.person('analyst', 'Priya')]
})
after(() => bank[Symbol.asyncDispose]())

const createTown = async (seed: number) => {
  const draw = createRandom(seed)
  const below = (count: number) => Math.floor(draw() * count)
  const holders: Holder[] = []
  for (let index = 0; index < 3; index++) holders.push(await bank.holder(`P${seed}x${index}`, BigInt(index) * 5_000n))
  const expected: Expected[] = holders.map((_, index) => ({ balance: BigInt(index) * 5_000n, onHold: 0n }))
  return { draw, below, holders, expected, waiting: new Map<string, Waiting>() }
}
type Town = Awaited<ReturnType<typeof createTown>>

const holds = ({ state, kind }: Pick<Waiting, 'state' | 'kind'>) =>
  state === 'in_review' || (state === 'announced' && kind === 'withdrawal')

/** Applies what an answer says to what is expected: holds begin and end, money moves when a payment has settled. */
const apply = ({ expected, waiting }: Town, seen: Waiting) => {
  const before = waiting.get(seen.id)
  if (before && holds(before) && before.from !== null) expected[before.from].onHold -= seen.minor
  if (holds(seen) && seen.from !== null) expected[seen.from].onHold += seen.minor
  if (seen.state === 'settled') {
    if (seen.from !== null) expected[seen.from].balance -= seen.minor
    if (seen.to !== null) expected[seen.to].balance += seen.minor
  }
  if (['challenged', 'in_review', 'announced'].includes(seen.state)) waiting.set(seen.id, seen)
  else waiting.delete(seen.id)
}

const ask = async (
  town: Town,
  who: Person,
  method: 'PUT' | 'POST',
  path: string,
  body: object | undefined,
  parties: Pick<Waiting, 'from' | 'to'>,
) => {
  const answer = await bank.ask(who, method, path, body)
  if (answer.status !== 200) {
    assert.ok(answer.status < 500, JSON.stringify(answer.body))
    return
  }
  const { id, kind, state, slip, amount } = answer.body
  apply(town, { id, kind, state, slip, minor: BigInt(amount.minor), ...parties })
}

const placeOne = (town: Town) => {
  const { below, holders } = town
  const [from, to] = [below(3), below(3)]
  const amount = { currency: 'INR', minor: String(1 + below(below(4) === 0 ? 9_000 : 900)) }
  const path = `/v1/payments/${bank.newId()}`
  const kind = (['send', 'send', 'deposit', 'withdrawal'] as const)[below(4)]
  const who = kind !== 'send' && below(2) === 0 ? teller : holders[kind === 'deposit' ? to : from]
  if (kind === 'send')
    return ask(
      town,
      who,
      'PUT',
      path,
      { kind, from: holders[from].product, to: holders[to].number, amount },
      { from, to },
    )
  if (kind === 'deposit')
    return ask(town, who, 'PUT', path, { kind, to: holders[to].number, amount }, { from: null, to })
  return ask(town, who, 'PUT', path, { kind, from: holders[from].product, amount }, { from, to: null })
}

/** Whoever it waits for acts: answers, cancels, counts the cash, decides; sometimes the wrong one or too late. */
const goOn = (town: Town) => {
  const all = [...town.waiting.values()]
  if (all.length === 0) return placeOne(town)
  const one = all[town.below(all.length)]
  const parties = { from: one.from, to: one.to }
  const owner = town.holders[one.from ?? one.to ?? 0]
  const acts = [
    () => ask(town, owner, 'POST', `/v1/payments/${one.id}/challenge`, { password }, parties),
    () => ask(town, owner, 'POST', `/v1/payments/${one.id}/cancel`, undefined, parties),
    () => ask(town, teller, 'POST', `/v1/counter/slips/${one.id}`, { slip: one.slip ?? 'AAAAAA' }, parties),
    () => ask(town, analyst, 'POST', `/v1/reviews/${one.id}`, { decision: 'release', note: 'fine' }, parties),
    () => ask(town, analyst, 'POST', `/v1/reviews/${one.id}`, { decision: 'return', note: 'not fine' }, parties),
  ]
  return acts[town.below(acts.length)]()
}

const compare = async ({ holders, expected }: Town, told: string) => {
  const balances = await bank.ledger.balances(holders.map((holder) => holder.product))
  for (const [index, { product }] of holders.entries()) {
    const seen = balances.get(product)
    assert.deepEqual({ balance: seen?.balance, onHold: seen?.onHold }, expected[index], told)
  }
}

for (let seed = 1; seed <= seeds; seed++) {
  test(`seed ${seed}: whatever people do with payments, the book says what the payments’ states say`, async () => {
    const town = await createTown(seed)
    for (let step = 0; step < steps; step++) {
      await (town.below(2) === 0 ? placeOne(town) : goOn(town))
      await compare(town, `seed ${seed}, step ${step}`)
    }
  })
}

test('after all of it the books are proved', async () => {
  assert.equal((await bank.ledger.prove()).breach, null)
})
