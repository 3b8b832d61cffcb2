import { EventList } from '../event-list.tsx'
import { useReviewWords } from './review-words.ts'
import type { Whole } from './whole-payment.tsx'

const words = {
  'challenge answered': 'eventAnswered',
  'chose to wait': 'eventWait',
  'first unit sent': 'eventUnit',
  'rest sent': 'eventRest',
  'waiting ended': 'eventWaited',
  'time was over': 'eventOver',
  'could not go': 'eventGivenBack',
  cancelled: 'eventCancelled',
  disowned: 'eventDisowned',
  'cash counted': 'eventCounted',
  released: 'eventReleased',
  returned: 'eventReturned',
} as const

/** Says in the reader's language what was done; a deed without words here keeps the bank's own. */
export const useDeed = () => {
  const say = useReviewWords()
  return (what: string): string => (what in words ? say(words[what as keyof typeof words]) : what)
}

/** What happened to a payment, in order, each with who did it. */
export const Events = ({ whole: { payment, customer, events } }: { whole: Whole }) => {
  const say = useReviewWords()
  const deed = useDeed()
  const asked = { at: payment.createdAt, what: say('asked'), who: customer.name }
  const after = events.map(({ at, who, what, note }) => ({ at, what: deed(what), who: who || say('theBank'), note }))
  return <EventList events={[asked, ...after]} />
}
