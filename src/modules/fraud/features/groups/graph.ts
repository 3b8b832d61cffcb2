/** Features of the neighborhood: known frauds of those who share a device, a network or a payee, and how many hang together. */
import type { Feature } from '../catalog.ts'
import type { Links } from '../sources/links.ts'
import { findUse } from '../sources/links.ts'
import { componentSize, fraudsAtSources, fraudsOfLinked, fraudsOfSharers } from '../sources/neighborhood.ts'
import type { View } from '../view.ts'
import { counting, flag } from './making.ts'

const sharers = (view: View, kind: 'device' | 'network'): number => {
  const source = view.sources[kind]
  return source ? fraudsOfSharers(view.entities, source, view.owner, view.atMs) : Number.NaN
}

const ofPayee = (view: View, read: (payers: Links) => number): number =>
  view.payeeAccount?.payers ? read(view.payeeAccount.payers) : Number.NaN

export const graphFeatures: readonly Feature[] = [
  counting('frauds-of-device-sharers', 'Frauds known of others on this device', (view) => sharers(view, 'device')),
  counting('frauds-of-network-sharers', 'Frauds known of others on this network', (view) => sharers(view, 'network')),
  counting('frauds-of-payee-sharers', 'Frauds known of others who paid this payee', (view) =>
    ofPayee(view, (payers) => fraudsOfLinked(view.entities, payers, view.owner, view.atMs)),
  ),
  counting('frauds-at-payee-devices', 'Frauds known from the payee’s own devices', ({ entities, payeeOwner, atMs }) =>
    payeeOwner ? fraudsAtSources(entities, payeeOwner, atMs) : Number.NaN,
  ),
  flag('payee-shares-device', 'The payee was seen with this device', ({ payeeOwner, sources: { device } }) =>
    payeeOwner && device ? Number(findUse(payeeOwner.links.device, device.number) !== null) : Number.NaN,
  ),
  counting('payer-component', 'Customers connected with the payer over devices and networks', ({ entities, owner }) =>
    componentSize(entities, owner),
  ),
  counting(
    'payee-component',
    'Customers connected with the payee over devices and networks',
    ({ entities, payeeOwner }) => (payeeOwner ? componentSize(entities, payeeOwner) : Number.NaN),
  ),
]
