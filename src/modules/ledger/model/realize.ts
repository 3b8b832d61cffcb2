/** Makes a script of a plan: real ids, times and references. The same plan gives the same script but for the run's number in the ids. */
import type { NewAccount } from '../accounts.ts'
import { transferFlag } from '../transfer.ts'
import { nobody } from './create-accounts.ts'
import { dateOf, type Item } from './item.ts'
import {
  type AccountWish,
  type Copied,
  firstAccounts,
  type Intent,
  type Plan,
  type PlannedStep,
  type Wish,
} from './plan.ts'
import type { Script, Step } from './script.ts'
import { type Surroundings, twist } from './twists.ts'

const dayMs = 86_400_000
/** Half a minute before midnight, so that a little more or less is another day. */
const beginning = Date.UTC(2026, 2, 1, 23, 59, 30)
const madeAgoMs = 3_600_000

/** Ids of one run. They are spread, so that their order is not the order in which they were asked for. */
const createIds = (run: number) => {
  const names = new Map<string, string>()
  const hex = (value: number, digits: number) => (value >>> 0).toString(16).padStart(digits, '0')
  const id = (name: string, kind: string, place: number) => {
    const made = `${hex(run, 8)}-0000-4000-8${kind}0-${hex(Math.imul(place + 1, 2654435761), 12)}`
    names.set(made, `${name}${place + 1}`)
    return made
  }
  return {
    names,
    account: (place: number) => id('account-', 'a0', place),
    transfer: (place: number) => id('transfer-', 'b0', place),
    unknown: id('nothing-', 'c0', 0),
  }
}

type Ids = ReturnType<typeof createIds>

/** What a post or a reversal refers to, in full, as far as it can be followed. */
const followed = (item: Item | undefined, asked: readonly Item[]): Item | undefined => {
  if (item === undefined || item.kind === 'posted' || item.kind === 'pending') return item
  const origin = asked.find(({ id }) => id === item.refersTo)
  return origin && { ...origin, id: item.id, kind: item.kind, amount: item.amount ?? origin.amount }
}

const lastOf = (asked: readonly Item[], back: number, fits: (item: Item) => boolean): Item | undefined => {
  const fitting = asked.filter(fits)
  return fitting[Math.max(0, fitting.length - 1 - back)]
}

/** What an intent to copy may copy. */
const copied: Readonly<Record<Copied, (item: Item) => boolean>> = {
  any: () => true,
  ending: ({ kind }) => kind === 'post' || kind === 'void' || kind === 'expire',
  reversal: ({ kind }) => kind === 'reverse',
  balancing: ({ flags }) => (flags & (transferFlag.balancingDebit | transferFlag.balancingCredit)) !== 0,
}

/** What is asked for where there is nothing yet to end, to undo or to copy. */
const instead: Intent = { does: 'move', isPending: true, timeout: 0, balancing: 0, debit: 0, credit: 1, amount: 100n }

/** An item as its intent has it, without twists; a copy has the id and the time of its original. */
const intend = (intent: Intent, ids: Ids, asked: readonly Item[]): Partial<Item> & Pick<Item, 'kind'> => {
  switch (intent.does) {
    case 'move': {
      const { isPending, timeout, balancing, debit, credit, amount } = intent
      const sides = { debit: ids.account(debit), credit: ids.account(credit) }
      return {
        kind: isPending ? 'pending' : 'posted',
        ...sides,
        amount,
        ledger: 356,
        code: 1,
        flags: balancing,
        ...(isPending && timeout > 0 ? { timeout } : {}),
      }
    }
    case 'end': {
      const pending = lastOf(asked, intent.back, ({ kind }) => kind === 'pending')
      if (pending === undefined) return intend(instead, ids, asked)
      const { debit, credit, amount, ledger, code } = intent.isExplicit ? pending : ({} as Partial<Item>)
      const part = intent.kind === 'post' && intent.part !== null ? intent.part : amount
      const due = intent.isDue && pending.timeout ? { bookedAt: pending.bookedAt + pending.timeout * 1000 } : {}
      return { kind: intent.kind, refersTo: pending.id, debit, credit, amount: part, ledger, code, ...due }
    }
    case 'reverse': {
      const posted = lastOf(asked, intent.back, ({ kind }) => kind === 'posted' || kind === 'post')
      if (posted === undefined) return intend(instead, ids, asked)
      const whole = intent.isExplicit ? followed(posted, asked) : undefined
      const sides = { debit: whole?.credit, credit: whole?.debit, amount: whole?.amount, ledger: whole?.ledger }
      return { kind: 'reverse', refersTo: posted.id, ...sides }
    }
    case 'copy':
      return lastOf(asked, intent.back, copied[intent.of]) ?? intend(instead, ids, asked)
  }
}

const realizeItem = (wish: Wish, clock: number, ids: Ids, asked: readonly Item[]): Item => {
  const intended = intend(wish.intent, ids, asked)
  const at = intended.bookedAt ?? clock - wish.lagMs
  const surroundings: Surroundings = {
    unknown: ids.unknown,
    foreign: ids.account(firstAccounts - 1),
    other: ids.account(asked.length % (firstAccounts - 1)),
    earlier: asked.at(-3),
    day: (days) => dateOf(at + days * dayMs),
  }
  const plain: Item = { id: ids.transfer(asked.length), flags: 0, ...intended, bookedAt: at }
  const twisted = wish.twists.reduce((item, name) => twist(item, name, surroundings), plain)
  return wish.isLinked ? { ...twisted, flags: twisted.flags | transferFlag.linked } : twisted
}

const realizeAccount = (wish: AccountWish, clock: number, ids: Ids): NewAccount => ({
  id: wish.place > firstAccounts + 3 ? nobody : ids.account(wish.place),
  ledger: wish.ledger,
  code: wish.code,
  flags: wish.flags,
  isLinked: wish.isLinked,
  importedAt: wish.importedDaysAgo === null ? undefined : new Date(clock - wish.importedDaysAgo * dayMs),
})

const realizeStep = (step: PlannedStep, clock: number, ids: Ids, asked: Item[]): Step => {
  switch (step.does) {
    case 'accounts':
      return { does: 'accounts', items: step.items.map((wish) => realizeAccount(wish, clock, ids)), now: clock }
    case 'transfers': {
      const from = asked.length
      for (const wish of step.items) asked.push(realizeItem(wish, clock, ids, asked))
      return { does: 'transfers', items: asked.slice(from), now: step.hasClock ? clock : null }
    }
    case 'flag':
      return { does: 'flag', account: ids.account(step.place), flag: step.flag, isSet: step.isSet }
    case 'close':
      return { does: 'close', through: step.daysAgo === null ? null : dateOf(clock - step.daysAgo * dayMs) }
  }
}

/** The script of a plan. `run` makes its ids different from those of other runs in one database. */
export const realize = (plan: Plan, run: number): Script => {
  const ids = createIds(run)
  const first: AccountWish[] = plan.accounts.map((flags, place) => ({
    place,
    ledger: place === firstAccounts - 1 ? 840 : 356,
    code: 2010,
    flags,
    isLinked: false,
    importedDaysAgo: (flags & 32) === 0 ? null : 30,
  }))
  const madeAt = beginning - madeAgoMs
  const steps: Step[] = [
    { does: 'close', through: null },
    { does: 'accounts', items: first.map((wish) => realizeAccount(wish, madeAt, ids)), now: madeAt },
  ]
  const asked: Item[] = []
  let clock = beginning
  for (const step of plan.steps) {
    clock += step.afterMs
    steps.push(realizeStep(step, clock, ids, asked))
  }
  const accounts = Array.from({ length: firstAccounts + 4 }, (_, place) => ids.account(place))
  return { steps, accounts, transfers: [...new Set(asked.map(({ id }) => id))], names: ids.names }
}
