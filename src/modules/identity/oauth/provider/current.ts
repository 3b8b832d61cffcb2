/** The provider that goes with the keys of this moment. The library takes its keys once, so others mean another provider. */
import Provider, { type JWKS } from 'oidc-provider'
import type { SigningKey } from '../keys/key.ts'
import type { KeyRing } from '../keys/key-ring.ts'
import { type ConfigurationNeeds, configure } from './configuration.ts'
import { watchFailures } from './koa.ts'

const jwksOf = (keys: readonly SigningKey[]): JWKS => ({
  keys: keys.map(({ kid, algorithm, privateKey }) => ({ ...privateKey, kid, alg: algorithm, use: 'sig' }) as never),
})

export type CurrentProvider = () => Promise<Provider>

/** Answers the provider whose first key signs now; made anew when the keys or their order have changed. */
export const createCurrentProvider = (
  ring: KeyRing,
  issuer: () => string,
  needs: Omit<ConfigurationNeeds, 'keys' | 'audience'>,
  audience: () => string,
): CurrentProvider => {
  let current: { readonly provider: Provider; readonly about: string } | undefined
  return async () => {
    const keys = await ring.keys()
    const about = keys.map(({ kid }) => kid).join(' ')
    if (current?.about !== about) {
      const provider = new Provider(issuer(), configure({ ...needs, keys: jwksOf(keys), audience: audience() }))
      watchFailures(provider)
      current = { provider, about }
    }
    return current.provider
  }
}
