/** Password hashes: argon2id (RFC 9106), a few at a time, so that sign-ins cannot take the machine from payments. */
import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { createGate } from '#platform/gate'
import { Refusal } from '#platform/refusal'

/** 19 MiB, two passes, one lane: OWASP Password Storage Cheat Sheet. argon2id is the library's default algorithm. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 }

/**
 * One core stays with everybody else, and one of the four threads that Node has for such work, so that reading a file never
 * waits for a password.
 */
const atOnceLimit = Math.min(3, Math.max(1, availableParallelism() - 1))
/** At some 20 ms each, the last one in the queue waits about a second on two cores. */
const waitingLimit = 60

/** Made from random bytes; no password leads to it. It gives an unknown email the work of a known one. */
const nobodysHash = '$argon2id$v=19$m=19456,t=2,p=1$rO8hM5v0bWqkPZ1tYdUJ3g$Vb1k0mJq7x0eY2r9sC4tHn6uPzQ8wLaDfGhKjMiNoRs'

export interface Passwords {
  /** A PHC string of a normalized password. Throws 'too-busy' (503) when too many wait. */
  hash(password: string): Promise<string>
  /** Whether the password leads to the hash; null takes as long as any hash and is always false. */
  matches(hash: string | null, password: string): Promise<boolean>
}

/** The form in which passwords are hashed: Unicode NFKC (NIST SP 800-63B, 5.1.1.2), so that every keyboard types the same one. */
export const normalizePassword = (password: string): string => password.normalize('NFKC')

/** For whom there is no place in the line. */
export const tooBusy = () =>
  new Refusal('too-busy', 503, 'Too many people are signing in at this moment. Please try again.', 1)

/**
 * Hashes and verifies passwords, a few at once. The pepper is a key that is not in the database, so that a copy of
 * the database alone is nothing to guess at; without it no password is right any more.
 */
export const createPasswords = (pepper: Uint8Array): Passwords => {
  const gate = createGate({ atOnce: atOnceLimit, waiting: waitingLimit }, tooBusy)
  const options = { ...parameters, secret: pepper }
  return {
    hash: (password) => gate(() => hash(normalizePassword(password), options)),
    matches: (known, password) =>
      gate(async () => {
        const isRight = await verify(known ?? nobodysHash, normalizePassword(password), options)
        return isRight && known !== null
      }),
  }
}
