/** Every step of an attempt, as the kiosk asks the bank for it; each brings the nonce of the step before. */
import {
  type AttemptView,
  askPasskey,
  cancelAttempt,
  openBox,
  putAttempt,
  sendCode,
  sendFrames,
  sendPasskey,
  sendSecret,
} from '#wire/locker'
import { base64url } from '../../api/base64url.ts'
import { newId } from '../../api/new-id.ts'
import { signWithPasskey } from '../../api/passkeys.ts'
import { Problem } from '../../api/problem.ts'
import type { AskBank } from '../device/connection.ts'
import type { Frame } from './film.ts'

type StepNeeds = {
  readonly ask: AskBank
  /** A picture of now, where there is a camera. */
  readonly grab: () => Promise<Uint8Array<ArrayBuffer> | undefined>
  readonly language: 'en' | 'hi' | 'es'
  /** The attempt as it was last told. */
  readonly current: () => AttemptView | undefined
}

type Told = Promise<AttemptView | undefined>

export const createSteps = ({ ask, grab, language, current }: StepNeeds) => {
  const at = () => {
    const view = current()
    if (view?.nonce == null) throw new Problem('attempt-over', 409, 'This attempt is over.')
    return { params: { id: view.id }, nonce: view.nonce }
  }
  const picture = async () => {
    const jpeg = await grab()
    return jpeg ? { picture: base64url(jpeg) } : {}
  }
  return {
    begin: async (box: string): Told => ask(putAttempt, { params: { id: newId() }, body: { box, language } }),
    frames: async (frames: readonly Frame[]): Told => {
      const { params, nonce } = at()
      const sent = frames.map(({ atMs, jpeg }) => ({ atMs, jpeg: base64url(jpeg) }))
      return ask(sendFrames, { params, body: { nonce, frames: sent } })
    },
    passkey: async (): Told => {
      const { params, nonce } = at()
      const { id, options } = await ask(askPasskey, { params, body: { nonce } })
      const credential = await signWithPasskey(options)
      return ask(sendPasskey, { params, body: { nonce, id, credential, ...(await picture()) } })
    },
    secret: async (secret: string): Told => {
      const { params, nonce } = at()
      return ask(sendSecret, { params, body: { nonce, secret, ...(await picture()) } })
    },
    code: async (code: string): Told => {
      const { params, nonce } = at()
      return ask(sendCode, { params, body: { nonce, code, ...(await picture()) } })
    },
    open: async (): Told => {
      const { params, nonce } = at()
      return ask(openBox, { params, body: { nonce, ...(await picture()) } })
    },
    /** The person stops: the box stays as it is, and whatever was proved counts no more. */
    cancel: async (): Told => {
      const view = current()
      return view && ask(cancelAttempt, { params: { id: view.id } })
    },
  }
}
