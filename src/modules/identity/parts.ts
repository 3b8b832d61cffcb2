/** The parts of identity, built in the order in which they need each other. */
import { noWays } from '#platform/delivery'
import type { Caller } from '#platform/http'
import { createAdministration } from './administration.ts'
import { createAuthenticate } from './authenticate.ts'
import { createEntry } from './entry.ts'
import { createTell } from './messages/tell.ts'
import { createWrite } from './messages/write.ts'
import { createNews } from './news.ts'
import { createOauth } from './oauth/oauth.ts'
import type { IdentityOptions } from './options.ts'
import { siteOf } from './passkeys/site.ts'
import { createBringPermissions } from './roles/rights.ts'
import { type Cache, createCache } from './sessions/cache.ts'
import { createHashNetwork } from './sessions/origin.ts'
import { createMoves } from './signals/moves.ts'
import { createUseCases } from './use-cases.ts'

const shortestSecret = 32

const assertSecret = ({ length }: string) => {
  if (length < shortestSecret) throw new RangeError(`the secret has at least ${shortestSecret} characters`)
}

/** Who calls: by a session, a service key or a token. */
const createRecognition = (options: IdentityOptions) => {
  const { db, clock, randomBytes: random, sealing, secret, isSecure, origins, asksForDevice = true } = options
  const callers: Cache<Caller | null> = createCache()
  const bringPermissions = createBringPermissions(db, clock)
  const write = createWrite({ clock, sealing, random })
  const tell = createTell({ clock, sealing, write, link: `${origins[0]}/sign-in` })
  const oauth = createOauth({ db, sealing, clock, random, secret, isSecure, origins, callers, tell })
  const hashNetwork = createHashNetwork(secret)
  const recognition = createAuthenticate({
    db,
    clock,
    isSecure,
    callers,
    hashNetwork,
    moves: createMoves({ db, clock, tell, asksForDevice }),
    bringPermissions,
    authenticateToken: oauth.authenticate,
  })
  return { ...recognition, bringPermissions, write, tell, oauth, hashNetwork }
}

export const createParts = (options: IdentityOptions) => {
  const { db, clock, randomBytes: random, sealing, secret, isSecure, origins } = options
  assertSecret(secret)
  const { ways = noWays, hasOutbox = false, allowsQuickRegistration = false } = options
  const { recoveryWaitHours = 24, passwordSigns = false } = options
  const recognition = createRecognition(options)
  const { write, tell, hashNetwork, forget } = recognition
  const news = createNews()
  const common = { db, sealing, clock, random, secret, site: siteOf(origins), news }
  const sending = { write, tell, ways, hasOutbox }
  const uses = createUseCases({ ...common, ...sending, allowsQuickRegistration, hashNetwork, forget })
  const entry = createEntry({ ...common, ...uses, ...sending, origin: origins[0], recoveryWaitHours, forget })
  const { askProof, prove } = uses
  const administration = createAdministration({ ...common, askProof, prove, passwordSigns, isSecure, tell, forget })
  return { ...recognition, news, uses, entry, administration }
}
