import { z } from 'zod'

export const level = z
  .enum(['usual', 'raised', 'high'])
  .meta({ id: 'Level', description: 'How far a session is from what is usual for its person.' })

export const signalKind = z
  .enum([
    'new-device',
    'new-network',
    'disowned-device',
    'impossible-travel',
    'many-networks',
    'typing-unlike',
    'failed-attempts',
    'odd-hour',
    'failed-proofs',
    'moved',
    'device-missing',
    'other-device',
  ])
  .meta({ id: 'Signal', description: 'Something unusual about a session; docs/continuous-evaluation.md tells each.' })

export type SignalKind = z.infer<typeof signalKind>
