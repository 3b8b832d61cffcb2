/** What the locker of a test is given: eyes that see what the test says, and pictures in memory. */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { PictureStore } from '#modules/locker'
import type { Eyes, Look } from '#perception/eyes'

/** What is seen on a frame; a test answers for the models. */
export type Seeing = (jpeg: Uint8Array, isWhole: boolean) => Look

export const hashOfFrame = (jpeg: Uint8Array): string => createHash('sha256').update(jpeg).digest('hex')

export const memoryStore = (): PictureStore & { put: PictureStore['put']; readonly kept: Map<string, Uint8Array> } => {
  const kept = new Map<string, Uint8Array>()
  return {
    kept,
    put: async (name, bytes) => void kept.set(name, Uint8Array.from(bytes)),
    get: async (name) => kept.get(name),
    remove: async (name) => void kept.delete(name),
  }
}

/** Nobody is seen unless the test says so. */
export const testEyes = () => {
  const told: { see: Seeing } = { see: () => ({ faces: 0, person: -1 }) }
  const eyes: Eyes = {
    look: async (frames) => ({
      looks: frames.map(({ jpeg, isWhole }) => told.see(jpeg, isWhole)),
      timing: { decode: 0, faces: 0, person: 0, descriptor: 0, attack: 0 },
    }),
    close: async () => {},
  }
  return { eyes, told }
}

export interface TestKiosk {
  readonly id: string
  readonly name: string
  readonly headers: Readonly<Record<string, string>>
  readonly sign: (text: string) => string
  /** Signs in once more, for a new token. */
  signIn(): Promise<TestKiosk>
}

type Caller = { readonly id: string; readonly name: string; readonly headers: Readonly<Record<string, string>> }

export interface KioskNeeds {
  readonly administrator: Caller
  readonly newId: () => string
  readonly ask: (
    who: Caller | null,
    method: 'PUT' | 'POST',
    url: string,
    body: object,
  ) => Promise<{ readonly status: number; readonly body: unknown }>
}

/** A kiosk set up by an administrator, with a key of its own, signed in. */
export const makeKiosk = async ({ administrator, newId, ask }: KioskNeeds, name: string, branch: string) => {
  const good = async (...given: Parameters<typeof ask>) => {
    const { status, body } = await ask(...given)
    if (status >= 300) throw new Error(`${given[2]} was answered ${status}`)
    return body as Record<string, string>
  }
  const signIn = async (id: string, key: KeyObject): Promise<TestKiosk> => {
    const signText = (text: string) =>
      sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')
    const { nonce } = await good(null, 'POST', '/v1/locker/kiosk/nonces', { kiosk: id })
    const signature = signText(`locker kiosk 1\n${id}\n${nonce}`)
    const { token } = await good(null, 'POST', '/v1/locker/kiosk/sessions', { kiosk: id, nonce, signature })
    return { id, name, headers: { authorization: `Kiosk ${token}` }, sign: signText, signIn: () => signIn(id, key) }
  }
  const id = newId()
  const { code } = await good(administrator, 'PUT', `/v1/locker/kiosks/${id}`, { name, branch })
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const der = publicKey.export({ type: 'spki', format: 'der' }).toString('base64url')
  await good(null, 'POST', '/v1/locker/kiosk/keys', { code, publicKey: der })
  return signIn(id, privateKey)
}
