/** How often one person may ask: so many a minute, kept in memory for the last ten thousand who asked. */
import { Refusal } from '#platform/refusal'
import { type Clock, minuteMs } from '#platform/time'

const mostPeople = 10_000

/** Throws too-many-attempts when somebody asks more often than `perMinute`. */
export const createPace = (clock: Clock, perMinute: number): ((person: string) => void) => {
  const counts = new Map<string, { minute: number; asked: number }>()
  return (person) => {
    const minute = Math.floor(clock().getTime() / minuteMs)
    const known = counts.get(person)
    const asked = known?.minute === minute ? known.asked + 1 : 1
    counts.delete(person)
    counts.set(person, { minute, asked })
    if (counts.size > mostPeople) counts.delete(counts.keys().next().value ?? '')
    if (asked > perMinute)
      throw new Refusal('too-many-attempts', 429, 'That was too often. Please wait a minute and try again.')
  }
}
