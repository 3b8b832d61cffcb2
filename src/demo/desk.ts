/** What waits for a second person of the staff: a third party that wants in, and sealed data of a customer that compliance asks to read. */
import type { Bank } from '../app.ts'
import { idOf } from './ids.ts'
import { demoPassword, staff } from './people.ts'
import type { World } from './world.ts'

const customer = 'Meenakshi Subramanian'

/** The public half of a key pair whose other half nobody kept. */
const publicKey = {
  kty: 'EC',
  kid: 'ledgerly-2026',
  use: 'sig',
  alg: 'ES256',
  crv: 'P-256',
  x: 'poYuQCvejf5DBSaIS0xj5m9gJZPqHl23r6CnnlZLCRs',
  y: 'gtI8cmLyr3LvYI0vBwRFlQ63i0MvjptlgB86AN1_iY8',
} as const

const thirdParty = {
  about: 'oauth-client',
  client: idOf('client Ledgerly'),
  kind: 'third-party',
  name: 'Ledgerly',
  redirectUris: ['https://app.ledgerly.example/bank'],
  keys: [publicKey],
  scopes: ['accounts:read', 'payments:write'],
}

const asks = (name: string, permission: string) => {
  const member = staff.find((one) => one.name === name)
  if (!member) throw new Error(`nobody of the demo's staff is ${name}`)
  const { role } = member
  return { kind: 'staff', id: idOf(`staff ${name}`), name, roles: [role], permissions: new Set([permission]) } as const
}

/** Asks for both, once: their ids follow from their names. */
export const askSecondPerson = async ({ identity }: Bank, world: World): Promise<void> => {
  const proof = { password: demoPassword }
  await identity.propose(asks('Farah Siddiqui', 'clients:manage'), {
    id: idOf('proposal Ledgerly'),
    kind: 'clients.oauth-client',
    content: thirdParty,
    reason: 'Their license and contract are in the file since Monday.',
    proof,
  })
  const person = world.people.find(({ name }) => name === customer)
  if (!person) return
  await identity.propose(asks('Thomas Varghese', 'sealed:read'), {
    id: idOf('proposal sealed data'),
    kind: 'sealed.profile',
    content: { about: 'profile', person: person.id },
    reason: 'A letter of the tax office names an address that we have to compare.',
    proof,
  })
}
