/** Who the demo's people are. */
import type { GivenCustomer } from '#modules/identity'
import type { PlaceName } from './places.ts'

/** What everyone who can sign in to the demo types. */
export const demoPassword = 'monsoon-mango'

export interface Member {
  readonly name: string
  readonly email: string
  readonly role: 'teller' | 'analyst' | 'compliance' | 'administrator'
}

export const staff: readonly Member[] = [
  { name: 'Arun Menon', email: 'arun@demo.bank', role: 'administrator' },
  { name: 'Farah Siddiqui', email: 'farah@demo.bank', role: 'administrator' },
  { name: 'Thomas Varghese', email: 'thomas@demo.bank', role: 'compliance' },
  { name: 'Priya Nair', email: 'priya@demo.bank', role: 'analyst' },
  { name: 'Omar Haddad', email: 'omar@demo.bank', role: 'analyst' },
  { name: 'Kavitha Raman', email: 'kavitha@demo.bank', role: 'teller' },
]

export interface SignIn {
  readonly email: string
  readonly language: 'en' | 'hi'
  /** What they told when they registered. */
  readonly profile?: NonNullable<GivenCustomer['profile']>
}

export interface Resident {
  readonly name: string
  readonly place: PlaceName
  /** Salary in plain meals a month; others follow from it. */
  readonly salary: number
  readonly signIn: SignIn | null
}

const meenakshi: Resident = {
  name: 'Meenakshi Subramanian',
  place: 'india',
  salary: 470,
  signIn: {
    email: 'meenakshi@demo.bank',
    language: 'en',
    profile: {
      birthDate: '1988-11-02',
      address: { lines: ['14 Kutchery Road'], place: 'Chennai', postalCode: '600004', country: 'IN' },
    },
  },
}

const signIns = new Map<string, SignIn>([
  ['Sunita Sharma', { email: 'sunita@demo.bank', language: 'hi' }],
  ['Rajesh Yadav', { email: 'rajesh@demo.bank', language: 'hi' }],
  ['Joan Puig', { email: 'joan@demo.bank', language: 'en' }],
])

const names: Readonly<Record<PlaceName, readonly string[]>> = {
  india: [
    'Farhan Qureshi',
    'Asha Kurien',
    'Sunita Sharma',
    'Rajesh Yadav',
    'Devika Pillai',
    'Harpreet Gill',
    'Nusrat Jahan',
    'Thomas Mathew',
    'Arjun Reddy',
    'Lakshmi Narayanan',
    'Karthik Raman',
    'Fatima Sheikh',
    'Vikram Joshi',
    'Ananya Iyer',
    'Imran Siddiqui',
    'Deepa Krishnan',
    'Suresh Babu',
    'Kavya Hegde',
    'Manoj Tiwari',
    'Neha Kulkarni',
    'Joseph D’Souza',
    'Priyanka Das',
    'Ravi Prakash',
    'Gurpreet Kaur',
    'Shalini Gupta',
    'Mohan Rao',
    'Zainab Ansari',
  ],
  europe: ['Joan Puig', 'Marta Soler', 'Lukas Brandt', 'Chiara Conti'],
  japan: ['Haruka Tanabe', 'Kenji Morita', 'Yui Nakagawa'],
  kuwait: ['Noura Al-Mutawa', 'Yousef Al-Sabti'],
  america: ['Grace Whitaker', 'Daniel Ortiz', 'Hannah Lee'],
}

const placeNames = Object.keys(names) as PlaceName[]

/** All forty; the order is that of their importance to the story, so that a smaller bank takes the first ones of each place. */
export const residents: readonly Resident[] = [
  meenakshi,
  ...placeNames.flatMap((place) =>
    names[place].map((name, index) => ({
      name,
      place,
      salary: 240 + ((index * 97) % 300),
      signIn: signIns.get(name) ?? null,
    })),
  ),
]
