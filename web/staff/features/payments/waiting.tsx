import { useReviewWords } from '../../whole/review-words.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** For how long something has waited: 12 min, 3 h, 2 days. */
export const WaitingFor = ({ since }: { since: string }) => {
  const say = useReviewWords()
  const elapsed = Math.max(0, Date.now() - new Date(since).getTime())
  const told =
    elapsed < HOUR_MS
      ? say('minutes', { count: Math.floor(elapsed / MINUTE_MS) })
      : elapsed < DAY_MS
        ? say('hours', { count: Math.floor(elapsed / HOUR_MS) })
        : say('days', { count: Math.floor(elapsed / DAY_MS) })
  return <time dateTime={since}>{told}</time>
}
