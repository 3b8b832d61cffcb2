/** Writes the demo's people and their accounts into the bank. Whatever is there already is left as it is. */
import { houseAccount, transferCode } from '#modules/ledger'
import { currencies } from '#platform/money'
import { dayMs } from '#platform/time'
import type { Bank } from '../app.ts'
import { idOf } from './ids.ts'
import { demoPassword, type Member, staff } from './people.ts'
import type { Account, World } from './world.ts'

/** Who was employed first; when that was tells when the demo was begun. */
export const firstOfStaff = idOf(`staff ${staff[0].name}`)
export const staffId = (role: 'teller' | 'analyst'): string =>
  idOf(`staff ${staff.find((member) => member.role === role)?.name}`)

const employedMs = 900 * dayMs

/** When the demo was begun, or null where it was not. */
export const findBeginning = async ({ identity }: Bank): Promise<Date | null> => {
  const first = await identity.person(firstOfStaff)
  return first && new Date(new Date(first.createdAt).getTime() + employedMs)
}

/** People who sign in. The demo has begun when the first of them is there; who is known is left as they are. */
export const hire = async ({ db, identity }: Bank, world: World, beganAt: Date): Promise<void> => {
  const at = new Date(beganAt.getTime() - employedMs)
  const given = { language: 'en', password: demoPassword, at } as const
  const employ = (member: Member) =>
    db.transaction((tx) => identity.createStaff(tx, { ...given, ...member, id: idOf(`staff ${member.name}`) }))
  const [first, ...others] = staff
  await employ(first)
  const customers = world.people.flatMap(({ id, name, signIn }) =>
    signIn ? [db.transaction((tx) => identity.createPerson(tx, { ...given, id, name, ...signIn }))] : [],
  )
  await Promise.all([...others.map(employ), ...customers])
}

/** Opening balances, booked on the day before the history begins. */
const fund = async ({ db, ledger }: Bank, accounts: readonly Account[], bookedAt: Date) => {
  const results = await ledger.createTransfers(
    db,
    accounts
      .filter(({ opening }) => opening > 0)
      .map(({ id, currency, opening }) => ({
        kind: 'posted',
        id: idOf(`opening ${id}`),
        debit: houseAccount('opening', currency),
        credit: id,
        amount: BigInt(opening),
        ledger: currencies[currency].ledger,
        code: transferCode.opening,
        bookedAt,
      })),
  )
  const bad = results.find((result) => result !== 'ok' && result !== 'exists')
  if (bad) throw new Error(`an opening balance of the demo was answered ${bad}`)
}

/** Everyone else, and all accounts with what is on them when the history begins. */
export const openAccounts = async (bank: Bank, world: World, beganAt: Date, days: number): Promise<void> => {
  const daysAgo = (count: number) => new Date(beganAt.getTime() - count * dayMs)
  // Of somebody with several accounts the first one counts, which is the oldest.
  const owners = new Map(world.accounts.toReversed().map((account) => [account.owner, account]))
  await bank.db.transaction((tx) =>
    bank.identity.enroll(
      tx,
      [...owners.values()].map((account) => ({
        id: account.owner,
        name: account.ownerName,
        createdAt: daysAgo(account.openedDaysAgo),
      })),
    ),
  )
  await Promise.all(
    world.accounts.map(({ id, owner, kind, currency, name, openedDaysAgo }) =>
      bank.products.open({ id, owner, kind, currency, name, openedAt: daysAgo(openedDaysAgo) }),
    ),
  )
  await fund(bank, world.accounts, daysAgo(days + 1))
}
