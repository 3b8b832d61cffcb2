import type { TablerIcon } from '@tabler/icons-react'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Icon } from '../../../kit/icon.tsx'
import { usePermissions } from '../../person.tsx'
import { reviewsQuery } from '../../queries.ts'
import { useReviewWords } from '../../whole/review-words.ts'
import styles from './neighbors.module.css'

/** Where a payment stands in the queue, and which stand before and after it. */
export const useNeighbors = (id: string) => {
  const isAnalyst = usePermissions().has('reviews:decide')
  const { data: items = [] } = useQuery({ ...reviewsQuery, enabled: isAnalyst })
  const index = items.findIndex(({ payment }) => payment.id === id)
  const others = items.filter(({ payment }) => payment.id !== id)
  return {
    nth: index + 1,
    count: items.length,
    previous: index > 0 ? items[index - 1]?.payment.id : undefined,
    next: index >= 0 ? items[index + 1]?.payment.id : undefined,
    /** The one to go on with when this one is done: the next, or from the top. */
    onward: (index >= 0 ? items[index + 1]?.payment.id : undefined) ?? others[0]?.payment.id,
  }
}

const Step = ({ to, icon, label }: { to: string | undefined; icon: TablerIcon; label: string }) =>
  to ? (
    <Link className={styles.step} to={`/reviews/${to}`} aria-label={label}>
      <Icon of={icon} />
    </Link>
  ) : (
    <span className={styles.step}>
      <Icon of={icon} />
    </span>
  )

/** The way through the queue without going back to it. */
export const Neighbors = ({ id }: { id: string }) => {
  const say = useReviewWords()
  const { nth, count, previous, next } = useNeighbors(id)
  if (nth === 0) return null
  return (
    <span className={styles.neighbors}>
      <span>{say('place', { nth, count })}</span>
      <Step to={previous} icon={IconChevronUp} label={say('previous')} />
      <Step to={next} icon={IconChevronDown} label={say('next')} />
    </span>
  )
}
