/** Passkeys that Chromium keeps in software. */
import type { CDPSession, Page } from 'playwright-core'
import type { Authenticator } from '#testing/authenticator'
import { password } from '#testing/bank'
import { press, see } from './acts.ts'

interface Device {
  /** From now on it recognizes the finger, or does not. */
  recognize(isRight: boolean): Promise<void>
}

/** An authenticator of this machine: a browser asks no other device for its keys. */
const addAuthenticator = async (page: Page) => {
  const debug: CDPSession = await page.context().newCDPSession(page)
  await debug.send('WebAuthn.enable')
  const { authenticatorId } = await debug.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return { debug, authenticatorId }
}

/** A phone in software: it keeps passkeys and knows a finger. */
export const giveDevice = async (page: Page): Promise<Device> => {
  const { debug, authenticatorId } = await addAuthenticator(page)
  return {
    recognize: async (isRight) => {
      await debug.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: isRight })
    },
  }
}

/** A key of somebody's that is plugged into this machine, and recognizes them. */
export const plugIn = async (page: Page, keys: readonly Authenticator[]): Promise<void> => {
  const { debug, authenticatorId } = await addAuthenticator(page)
  for (const key of keys) {
    const credential = { ...key.inside(), isResidentCredential: true, rpId: 'localhost' }
    await debug.send('WebAuthn.addCredential', { authenticatorId, credential })
  }
}

/** Makes one on the page Security. */
export const makePasskey = async (page: Page): Promise<void> => {
  await giveDevice(page)
  await page.getByLabel('A name for it').fill('Office key')
  await page.getByLabel('Your password', { exact: true }).fill(password)
  await press(page, 'Add a passkey')
  await see(page, 'Office key was added.')
}
