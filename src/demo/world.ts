/** The demo's people with their accounts and their habits, before anything has happened. */
import { type CurrencyCode, currencies } from '#platform/money'
import type { ProductKind } from '#wire/products'
import { createDraw, type Draw } from './draw.ts'
import { idOf } from './ids.ts'
import { type Resident, residents } from './people.ts'
import { companiesOf, type Place, places } from './places.ts'

export interface Account {
  /** The product's id. */
  readonly id: string
  readonly owner: string
  readonly ownerName: string
  readonly name: string
  readonly kind: ProductKind
  readonly currency: CurrencyCode
  /** Minor units on the day before the history begins. */
  readonly opening: number
  /** When it was opened, in days before the history's last day. */
  readonly openedDaysAgo: number
}

export interface Inhabitant extends Resident {
  readonly id: string
  readonly home: Place
  readonly everyday: Account
  readonly savings: Account | null
  readonly friends: Inhabitant[]
  readonly draw: Draw
  readonly wage: number
  readonly employer: Account
  readonly landlord: Account | null
  readonly rent: number
  readonly lender: Account | null
  readonly instalment: number
  readonly power: Account
  readonly phone: Account
  readonly phonePlan: number
  /** How freely they spend; 1 is middling. */
  readonly spending: number
  readonly favorites: { readonly groceries: Account; readonly eating: Account[]; readonly shops: Account[] }
}

/** Accounts that only the story needs. */
export interface Extra {
  readonly euro: Account
  /** Takes advances and delivers nothing. */
  readonly trader: Account
  /** Has collected from strangers for nine days. */
  readonly mule: Account
  /** Where the mule's money goes. */
  readonly collector: Account
  /** People who sell something large, once. */
  readonly sellers: readonly Account[]
}

export interface World {
  readonly people: readonly Inhabitant[]
  readonly extra: Extra
  readonly companies: ReadonlyMap<string, Account>
  readonly accounts: readonly Account[]
}

/** Minor units of so many plain meals, rounded as prices are. */
export const price = ({ meal, currency, step }: Place, meals: number): number => {
  const minor = meals * meal * 10 ** currencies[currency].exponent
  return Math.max(step, Math.round(minor / step) * step)
}

const companyAccount = (place: Place, name: string): Account => ({
  id: idOf(`company ${name}`),
  owner: idOf(`company ${name}`),
  ownerName: name,
  name,
  kind: 'current',
  currency: place.currency,
  opening: price(place, place.employers.includes(name) ? 60_000 : 800),
  openedDaysAgo: 900 + ((name.length * 137) % 2_000),
})

const productOf = (
  resident: Resident,
  home: Place,
  given: Pick<Account, 'name' | 'kind' | 'opening'>,
  draw: Draw,
): Account => ({
  id: idOf(`product ${resident.name} ${given.name}`),
  owner: idOf(`person ${resident.name}`),
  ownerName: resident.name,
  currency: home.currency,
  openedDaysAgo: given.kind === 'savings' ? draw.whole(300, 440) : draw.whole(450, 880),
  ...given,
})

const everydayOf = (resident: Resident, home: Place, wage: number, draw: Draw) => {
  const opening = resident.name === meenakshiName ? 6_341_250 : Math.round(wage * draw.between(0.7, 1.9))
  return productOf(resident, home, { name: 'Everyday', kind: 'current', opening }, draw)
}

const savingsOf = (resident: Resident, home: Place, wage: number, draw: Draw) => {
  const hasSavings = draw.chance(0.45)
  if (resident.name === meenakshiName)
    return productOf(resident, home, { name: 'School fees', kind: 'savings', opening: 6_224_075 }, draw)
  const opening = Math.round(wage * draw.between(0.3, 3))
  return hasSavings ? productOf(resident, home, { name: 'Savings', kind: 'savings', opening }, draw) : null
}

export const meenakshiName = 'Meenakshi Subramanian'

const settleIn = (resident: Resident, companies: ReadonlyMap<string, Account>, seed: number): Inhabitant => {
  const draw = createDraw(seed)
  const home = places[resident.place]
  const company = (name: string) => companies.get(name) as Account
  const isMeenakshi = resident.name === meenakshiName
  const wage = isMeenakshi ? 9_865_000 : price(home, resident.salary)
  const rents = isMeenakshi || draw.chance(0.6)
  return {
    ...resident,
    id: idOf(`person ${resident.name}`),
    home,
    draw,
    everyday: everydayOf(resident, home, wage, draw),
    savings: savingsOf(resident, home, wage, draw),
    friends: [],
    wage,
    employer: company(isMeenakshi ? 'Kaveri Software' : draw.pick(home.employers)),
    landlord: rents ? company(home.landlord) : null,
    rent: isMeenakshi ? 2_200_000 : Math.round((wage * draw.between(0.2, 0.3)) / home.step / 10) * home.step * 10,
    lender: isMeenakshi || draw.chance(0.35) ? company(home.lender) : null,
    instalment: isMeenakshi ? 1_800_000 : Math.round((wage * draw.between(0.08, 0.16)) / home.step) * home.step,
    power: company(home.power),
    phone: company(home.phone),
    phonePlan: price(home, draw.pick([1.4, 1.9, 2.8])),
    spending: isMeenakshi ? 1.6 : draw.between(0.6, 1.4),
    favorites: {
      groceries: company(isMeenakshi ? 'Nandini Stores' : draw.pick(home.groceries)),
      eating: home.eating.filter((_, index) => index === 0 || draw.chance(0.6)).map(company),
      shops: [...home.shops, ...home.travel].map(company),
    },
  }
}

const befriend = (people: readonly Inhabitant[]) => {
  for (const person of people) {
    const near = people.filter((other) => other.place === person.place && other !== person)
    for (let count = Math.min(near.length, person.draw.whole(2, 5)); count > 0; count--) {
      const friend = person.draw.pick(near)
      if (!person.friends.includes(friend)) person.friends.push(friend)
    }
  }
}

const createExtra = ({ id, name: ownerName }: Inhabitant): Extra => {
  const account = (name: string, given: Partial<Account>): Account => ({
    id: idOf(`account ${name}`),
    owner: idOf(`account ${name}`),
    ownerName: name,
    name: 'Everyday',
    kind: 'current',
    currency: 'INR',
    opening: 0,
    openedDaysAgo: 700,
    ...given,
  })
  return {
    euro: account('Euro account', {
      owner: id,
      ownerName,
      name: 'Euro account',
      currency: 'EUR',
      opening: 122_016,
      openedDaysAgo: 260,
    }),
    trader: account('Bright Future Traders', { name: 'Bright Future Traders', openedDaysAgo: 140 }),
    mule: account('Rahul Banerjee', { openedDaysAgo: 9 }),
    collector: account('Sanjay Dutta', { openedDaysAgo: 41 }),
    sellers: [
      account('Balaji Scooters', { openedDaysAgo: 420 }),
      account('Anjali Nambiar', { openedDaysAgo: 60 }),
      account('Gopal Varma', { openedDaysAgo: 20 }),
    ],
  }
}

/** Everyone, or of each place a share. The same seed makes the same world. */
export const createWorld = (seed: number, share: number): World => {
  const companies = new Map<string, Account>()
  for (const place of Object.values(places))
    for (const name of companiesOf(place)) companies.set(name, companyAccount(place, name))
  const counts = new Map<string, number>()
  const people = residents.flatMap((resident, index) => {
    const nth = counts.get(resident.place) ?? 0
    counts.set(resident.place, nth + 1)
    const wanted = Math.ceil(residents.filter(({ place }) => place === resident.place).length * share)
    return nth < wanted ? [settleIn(resident, companies, seed + 31 * index)] : []
  })
  befriend(people)
  const [meenakshi, farhan] = people
  const rented = [{ ...meenakshi, landlord: farhan.everyday }, ...people.slice(1)]
  const own = people.flatMap(({ everyday, savings }) => (savings ? [everyday, savings] : [everyday]))
  const extra = createExtra(meenakshi)
  return { people: rented, extra, companies, accounts: [...companies.values(), ...own, ...Object.values(extra).flat()] }
}
