/** Features of the pause: how earlier challenges of the payer ended, which is what they did when they were asked. */
import type { Feature } from '../catalog.ts'
import { type PauseEnd, pausesOf } from '../sources/owner.ts'
import { counting } from './making.ts'

const ended = (name: string, label: string, end: PauseEnd): Feature =>
  counting(name, label, ({ owner, atMs }) => pausesOf(owner, end, atMs))

export const pauseFeatures: readonly Feature[] = [
  ended('pauses-proved', 'Challenges that the payer answered at once with proof (90 days)', 'pauseProof'),
  ended('pauses-waited', 'Challenges that the payer waited out, and sent (90 days)', 'pauseWait'),
  ended('pauses-tried', 'Challenges that the payer answered with one unit first, and then sent (90 days)', 'pauseUnit'),
  ended('pauses-stopped', 'Challenges after which the payer did not send (90 days)', 'pauseStop'),
]
