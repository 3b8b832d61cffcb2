/** Features of what happened before the payment: sign-in, changes of limit, phone, payees and devices, the rhythm of typing, the typed name. */
import { dayMs } from '#platform/time'
import type { Feature } from '../catalog.ts'
import { changedMs } from '../sources/owner.ts'
import type { View } from '../view.ts'
import { deviations } from './formats.ts'
import { elapsed, share } from './making.ts'

/** Days since the newer one of what services tell and what events told. */
const since = ({ owner, atMs }: View, change: Parameters<typeof changedMs>[1], toldMs = Number.NaN): number => {
  const told = toldMs > 0 && toldMs <= atMs ? toldMs : Number.NaN
  const seen = changedMs(owner, change, atMs)
  const newest = Number.isNaN(told) ? seen : Number.isNaN(seen) ? told : Math.max(told, seen)
  return (atMs - newest) / dayMs
}

export const lifeFeatures: readonly Feature[] = [
  elapsed('limit-age', 'Time since a limit of the payer changed', (view) =>
    since(view, 'limitChanged', view.facts.limitChangedMs),
  ),
  elapsed('phone-age', 'Time since the payer’s phone number changed', (view) =>
    since(view, 'phoneChanged', view.facts.phoneChangedMs),
  ),
  elapsed('since-sign-in', 'Time since the payer signed in', (view) => since(view, 'signedIn')),
  elapsed('since-payee-added', 'Time since the payer added a payee', (view) => since(view, 'payeeAdded')),
  elapsed('since-device-added', 'Time since the payer signed in with a new device', (view) =>
    since(view, 'deviceAdded'),
  ),
  share('payee-name-distance', 'How far the typed name lies from the payee’s', ({ facts }) => facts.nameDistance),
  {
    name: 'typing-distance',
    label: 'How far the typing at sign-in lies from the payer’s own rhythm',
    unit: 'deviations',
    format: deviations,
    read: ({ facts }) => facts.typingDistance,
  },
]
