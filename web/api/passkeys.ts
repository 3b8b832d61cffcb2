/** Asks the browser to make and to use passkeys. What goes wrong there becomes a Problem, like a no of the bank. */
import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from '@simplewebauthn/browser'
import type { MadeCredential, PasskeyCreation, PasskeyRequest, Proof, StepUp, UsedCredential } from '#wire/identity'
import { beginPasskeySignIn } from '#wire/identity'
import { call } from './call.ts'
import { Problem } from './problem.ts'

const OFFER_MS = 100_000

/** Whether this browser knows passkeys at all. */
export const knowsPasskeys = (): boolean => browserSupportsWebAuthn()

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '')

const problemOf = (error: unknown): unknown => {
  switch (nameOf(error)) {
    case 'InvalidStateError':
      return new Problem('passkey-known', 409, 'This passkey was added before.')
    case 'SecurityError':
      return new Problem('passkey-elsewhere', 0, 'Passkeys work only at the bank’s own address.')
    case 'NotAllowedError':
    case 'AbortError':
      return new Problem('passkey-cancelled', 0, 'No passkey was used.')
    default:
      return error instanceof Error ? new Problem('passkey-failed', 0, error.message) : error
  }
}

/** Makes a passkey on this device or on a key that is plugged in. */
export const makePasskey = async (options: PasskeyCreation): Promise<MadeCredential> => {
  try {
    const made = await startRegistration({
      optionsJSON: options as Parameters<typeof startRegistration>[0]['optionsJSON'],
    })
    return made as unknown as MadeCredential
  } catch (error) {
    throw problemOf(error)
  }
}

const use = async (options: PasskeyRequest, useBrowserAutofill: boolean): Promise<UsedCredential> => {
  const optionsJSON = options as Parameters<typeof startAuthentication>[0]['optionsJSON']
  return (await startAuthentication({ optionsJSON, useBrowserAutofill })) as unknown as UsedCredential
}

/** Has a passkey sign, after the person's finger, face or PIN. */
export const signWithPasskey = async (options: PasskeyRequest): Promise<UsedCredential> => {
  try {
    return await use(options, false)
  } catch (error) {
    throw problemOf(error)
  }
}

/** Has a passkey sign what a step-up asks. */
export const signStepUp = async ({ id, options }: StepUp): Promise<Proof> => ({
  stepUp: id,
  credential: await signWithPasskey(options),
})

const whenSeen = (signal: AbortSignal): Promise<unknown> =>
  document.hidden
    ? new Promise((resolve) => document.addEventListener('visibilitychange', resolve, { once: true, signal }))
    : Promise.resolve()

/** One offer; answers whether it only became too old, so that the next one is due. */
const offerOnce = async (signal: AbortSignal, take: (id: string, credential: UsedCredential) => void) => {
  let isOld = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const withdraw = () => WebAuthnAbortService.cancelCeremony()
  try {
    const { id, options } = await call(beginPasskeySignIn, { signal })
    timer = setTimeout(() => {
      isOld = true
      withdraw()
    }, OFFER_MS)
    signal.addEventListener('abort', withdraw, { once: true })
    take(id, await use(options, true))
  } catch {
    // An offer that nobody takes, or that cannot be made, is nothing to speak of: the button is there.
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', withdraw)
  }
  return isOld
}

/**
 * Offers passkeys in the browser's own list for the email, until one is taken or the signal comes. The bank's question is
 * renewed before it is too old, while the page is looked at.
 */
export const offerPasskeys = async (
  signal: AbortSignal,
  take: (id: string, credential: UsedCredential) => void,
): Promise<void> => {
  if (!knowsPasskeys() || !(await browserSupportsWebAuthnAutofill())) return
  let isDue = true
  while (isDue && !signal.aborted) {
    await whenSeen(signal)
    isDue = await offerOnce(signal, take)
  }
}
