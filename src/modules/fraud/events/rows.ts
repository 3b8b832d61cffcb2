/** Events as their table holds them. */
import type { PersonalEvent } from '../features/state.ts'

export interface EventRow {
  readonly person: string
  readonly change: PersonalEvent['change']
  readonly at_ms: number
  readonly device: string | null
  readonly network: string | null
  readonly place: string | null
}

export const eventIn = ({ person, change, at_ms, device, network, place }: EventRow): PersonalEvent => ({
  person,
  change,
  atMs: at_ms,
  context: { device, network, place, category: null },
})
