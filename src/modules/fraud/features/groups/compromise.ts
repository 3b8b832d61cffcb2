/**
 * Whose trouble a fraud is. Whoever has a stolen card or account pays far more with it than its owner does; where frauds look like
 * anyone's payments, what they have in common is the payee.
 */
import { dayMs } from '#platform/time'
import type { Feature } from '../catalog.ts'
import { counting } from './making.ts'

const spanMs = 37 * dayMs

export const compromiseFeatures: readonly Feature[] = [
  counting('payee-plain-frauds', 'Known frauds of usual amounts at the payee, made in 37 days', ({ payee, atMs }) => {
    let found = 0
    for (const { atMs: madeMs, knownMs, isLarge } of payee?.reports ?? [])
      if (!isLarge && knownMs <= atMs && madeMs > atMs - spanMs && madeMs <= atMs) found++
    return found
  }),
]
