import assert from 'node:assert/strict'
import { registerHooks } from 'node:module'
import { after, test } from 'node:test'
import { openDatabase } from '#platform/database'
import { testDatabase } from '#testing/cluster'
import { createSimulation, simulateDatabase } from './simulation.ts'
import { type Model, modelSubject } from './subjects.ts'

// A comparison proves something only if it can fail. Each of these spoils the model in one place, and the sequences of the other
// test must show it. The database stands for the unspoiled model here, since that test holds the two to be the same.

interface Mutant {
  readonly file: string
  readonly from: string
  readonly to: string
}

const mutants: Readonly<Record<string, Mutant>> = {
  'a customer may owe a paisa less than is there': {
    file: 'rules.ts',
    from: 'debits > debit.creditsPosted',
    to: 'debits >= debit.creditsPosted',
  },
  'a customer may owe a paisa more than is there': {
    file: 'rules.ts',
    from: 'debits > debit.creditsPosted',
    to: 'debits > debit.creditsPosted + 1n',
  },
  'the limit of the other side is off by one': {
    file: 'rules.ts',
    from: 'credits > credit.debitsPosted',
    to: 'credits >= credit.debitsPosted',
  },
  'a hold does not count against the limit': {
    file: 'rules.ts',
    from: 'debit.debitsPending + debit.debitsPosted + amount\n',
    to: 'debit.debitsPosted + amount\n',
  },
  'a counter stops one before what it can hold': {
    file: 'rules.ts',
    from: 'debit.debitsPosted + amount > most',
    to: 'debit.debitsPosted + amount >= most',
  },
  'pending and posted together are not looked at': {
    file: 'rules.ts',
    from: 'debit.debitsPending + debit.debitsPosted + amount > most',
    to: 'false',
  },
  'the last closed day is open': { file: 'rules.ts', from: '<= book.closedThrough', to: '< book.closedThrough' },
  'a hold lives a moment longer': {
    file: 'rules.ts',
    from: 'const hasExpired = bookedAt >=',
    to: 'const hasExpired = bookedAt >',
  },
  'an import may come from the future': { file: 'rules.ts', from: 'bookedAt > now', to: 'false' },
  'a value date is not compared': { file: 'rules.ts', from: 'disagrees(item.valueDate, known.valueDate)', to: 'false' },
  'a balancing amount is compared like any other': {
    file: 'rules.ts',
    from: 'known.amount > item.amount',
    to: 'known.amount !== item.amount',
  },
  'frozen is looked at before closed': {
    file: 'rules.ts',
    from: 'debit.flags & accountFlag.closed',
    to: 'debit.flags & (accountFlag.closed | accountFlag.frozen)',
  },
  'clocks may differ by a little more': { file: 'item.ts', from: '<= toleranceMs', to: '<= toleranceMs + 1' },
  'clocks may differ by a little less': { file: 'item.ts', from: '<= toleranceMs', to: '< toleranceMs' },
  'an import is moved like any other': { file: 'item.ts', from: '!has(item, imported) &&', to: '' },
  'a broken chain leaves something behind': { file: 'book.ts', from: 'Object.assign(book, before)', to: '' },
  'a broken chain names its first item': {
    file: 'book.ts',
    from: "results.fill('linked_event_failed', first, index)",
    to: '',
  },
  'a hold stays on the list of what expires': {
    file: 'create-transfers.ts',
    from: 'book.expiring.delete(pending.id)',
    to: '',
  },
  'balancing takes what is on hold': {
    file: 'create-transfers.ts',
    from: 'balanceOf(debit) - debit.debitsPending',
    to: 'balanceOf(debit)',
  },
  'balancing takes what is on hold on the other side': {
    file: 'create-transfers.ts',
    from: '-balanceOf(credit) - credit.creditsPending',
    to: '-balanceOf(credit)',
  },
  'balancing may move nothing': { file: 'create-transfers.ts', from: 'room.debit <= 0n', to: 'room.debit < 0n' },
  'a transfer is reversed twice': { file: 'create-transfers.ts', from: 'book.reversals.has(reversed.id)', to: 'false' },
  'a hold on a frozen account cannot be voided': {
    file: 'create-transfers.ts',
    from: "item.kind === 'post' ? rules.checkNotFrozen(parties) : null",
    to: 'rules.checkNotFrozen(parties)',
  },
  'what is late turns the clock of its account back': {
    file: 'create-transfers.ts',
    from: 'Math.max(account.lastBookedAt, bookedAt)',
    to: 'bookedAt',
  },
  'the value date is that of the time asked for': {
    file: 'create-transfers.ts',
    from: '?? dateOf(bookedAt)',
    to: '?? dateOf(item.bookedAt)',
  },
  'only debits are remembered': {
    file: 'create-transfers.ts',
    from: 'if (account.flags & accountFlag.history)',
    to: 'if (account === debited && account.flags & accountFlag.history)',
  },
  'the rest of a partly posted hold stays set aside': {
    file: 'create-transfers.ts',
    from: 'debit.debitsPending - held',
    to: 'debit.debitsPending - moved',
  },
  'a reversal takes the code of nothing': {
    file: 'create-transfers.ts',
    from: 'item.code ?? reversed.code',
    to: 'item.code ?? 1000',
  },
  'frozen is compared when an account exists': {
    file: 'create-accounts.ts',
    from: '(known.flags & lasting) !==',
    to: 'known.flags !==',
  },
  'an account may be imported from the future': {
    file: 'create-accounts.ts',
    from: 'asked.importedAt.getTime() > now',
    to: 'false',
  },
}

const names = Object.keys(mutants)
const mutantOf = (url: string | undefined): string | null =>
  url === undefined ? null : new URL(url).searchParams.get('mutant')

/** Modules of this folder that a spoiled module imports are loaded for that mutant alone, and spoiled where it says. */
const hooks = registerHooks({
  resolve: (specifier, context, next) => {
    const resolved = next(specifier, context)
    const mutant = context.parentURL?.startsWith('file:') ? mutantOf(context.parentURL) : null
    const isHere = resolved.url.startsWith(new URL('.', import.meta.url).href)
    return mutant === null || !isHere ? resolved : { ...resolved, url: `${resolved.url}?mutant=${mutant}` }
  },
  load: (url, context, next) => {
    const loaded = next(url, context)
    const place = url.startsWith('file:') ? mutantOf(url) : null
    const mutant = place === null ? undefined : mutants[names[Number(place)] ?? '']
    if (mutant === undefined || !new URL(url).pathname.endsWith(`/${mutant.file}`)) return loaded
    const source = `${loaded.source}`
    assert.ok(source.includes(mutant.from), `${mutant.file} has no ${mutant.from}`)
    return { ...loaded, source: source.replace(mutant.from, mutant.to) }
  },
})

const load = async (place: number): Promise<Model> => {
  const [accounts, transfers] = await Promise.all([
    import(`./create-accounts.ts?mutant=${place}`) as Promise<Pick<Model, 'createAccounts'>>,
    import(`./create-transfers.ts?mutant=${place}`) as Promise<Pick<Model, 'createTransfers'>>,
  ])
  return { createAccounts: accounts.createAccounts, createTransfers: transfers.createTransfers }
}

/** As many as the other test plays in every run. */
const seeds = 450

after(() => hooks.deregister())

test('no way of spoiling the model goes unseen by the sequences', async (context) => {
  const unseen: string[] = []
  for (const [place, name] of names.entries()) {
    const model = await load(place)
    const { differs } = createSimulation(modelSubject, () => modelSubject(model))
    let seed = 1
    while (seed <= seeds && !(await differs(seed))) seed++
    context.diagnostic(`${name}: seed ${seed}`)
    if (seed > seeds) unseen.push(name)
  }

  assert.deepEqual(unseen, [])
})

test('a spoiled model differs from the database as well; its seed is told, and the same short sequence comes of it again', async () => {
  const model = await load(0)
  const find = async () => {
    const db = openDatabase(await testDatabase(), 1)
    const simulation = simulateDatabase(db, () => modelSubject(model))
    let failure = null
    for (let seed = 1; failure === null && seed < 50; seed++) failure = await simulation.play(seed)
    await db.close()
    return failure
  }
  const [first, again] = [await find(), await find()]

  assert.match(first?.report ?? '', new RegExp(`npm run simulate -- --seed ${first?.seed}$`))
  assert.equal(again?.report, first?.report)
})
