/** Where the demo's people live: their money, their hours, and the companies that they pay. */
import type { CurrencyCode } from '#platform/money'

export interface Place {
  readonly currency: CurrencyCode
  /** Hours that the local clock is ahead of UTC. */
  readonly hoursAhead: number
  /** A plain meal, in major units; other prices follow from it. */
  readonly meal: number
  /** The smallest step of a price at the till, in minor units. */
  readonly step: number
  readonly employers: readonly string[]
  readonly groceries: readonly string[]
  readonly eating: readonly string[]
  readonly shops: readonly string[]
  readonly travel: readonly string[]
  readonly power: string
  readonly phone: string
  readonly landlord: string
  readonly lender: string
}

const india: Place & { readonly school: string } = {
  currency: 'INR',
  hoursAhead: 5.5,
  meal: 210,
  step: 500,
  employers: ['Kaveri Software', 'Coromandel Motors', 'Chola Textiles', 'Marina Hospitals'],
  groceries: ['Nandini Stores', 'Green Basket', 'Anna Nagar Fresh', 'Lakshmi Provisions'],
  eating: ['Murugan Idli Shop', 'Madras Coffee House', 'Besant Nagar Tiffins', 'Hyderabadi Biryani Corner'],
  shops: ['Adyar Pharmacy', 'Kanchi Silks', 'Higgins Book Corner', 'Galaxy Cinemas', 'Mylapore Hardware'],
  travel: ['Chennai Suburban Rail', 'Coromandel Fuel', 'Bay of Bengal Air'],
  power: 'Tamil Nadu Power',
  phone: 'Palk Mobile',
  school: 'Besant Nagar Public School',
  landlord: 'T Nagar Residences',
  lender: 'Cauvery Finance',
}

const europe: Place = {
  currency: 'EUR',
  hoursAhead: 1,
  meal: 13,
  step: 5,
  employers: ['Lumen Studio', 'Rhein Logistik'],
  groceries: ['Mercat de Gràcia', 'Frischmarkt Nord'],
  eating: ['Forn Sant Pau', 'Bar Roble', 'Trattoria Piccola'],
  shops: ['Farmàcia Nova', 'Librería Central'],
  travel: ['Metro Barcelona', 'Rheinbahn'],
  power: 'Llum Elèctrica',
  phone: 'Ona Mòbil',
  landlord: 'Casa Habitatge',
  lender: 'Banca Ponent',
}

const japan: Place = {
  currency: 'JPY',
  hoursAhead: 9,
  meal: 950,
  step: 10,
  employers: ['Hoshizora Works'],
  groceries: ['Sakura Mart', 'Midori Foods'],
  eating: ['Ramen Kita', 'Kissa Aoi'],
  shops: ['Eki Bookstore', 'Nagomi Drug'],
  travel: ['Musashi Railway'],
  power: 'Kanto Denki',
  phone: 'Nami Mobile',
  landlord: 'Setagaya Homes',
  lender: 'Fuji View Finance',
}

const kuwait: Place = {
  currency: 'KWD',
  hoursAhead: 3,
  meal: 2.8,
  step: 50,
  employers: ['Gulf Engineering'],
  groceries: ['Souq Fresh Market', 'Salmiya Co-operative'],
  eating: ['Al Bahar Grill', 'Mubarakiya Tea House'],
  shops: ['Salmiya Pharmacy', 'Dar Books'],
  travel: ['Gulf Road Fuel'],
  power: 'Kuwait Light and Water',
  phone: 'Dhow Mobile',
  landlord: 'Hawalli Apartments',
  lender: 'Sief Finance',
}

const america: Place = {
  currency: 'USD',
  hoursAhead: -5,
  meal: 14,
  step: 1,
  employers: ['Hudson Instruments'],
  groceries: ['Corner Grocery', 'Maple Market'],
  eating: ['Bluebird Diner', 'Third Street Coffee'],
  shops: ['Main Street Pharmacy', 'Riverside Books'],
  travel: ['Harbor Transit'],
  power: 'Hudson Electric',
  phone: 'Summit Wireless',
  landlord: 'Elm Street Rentals',
  lender: 'Hudson Lending',
}

export const places = { india, europe, japan, kuwait, america } as const
export type PlaceName = keyof typeof places

/** Every company of a place. */
export const companiesOf = (place: Place): string[] => [
  ...place.employers,
  ...place.groceries,
  ...place.eating,
  ...place.shops,
  ...place.travel,
  place.power,
  place.phone,
  place.landlord,
  place.lender,
  ...(place === india ? [india.school] : []),
]
