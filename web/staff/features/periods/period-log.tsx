import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from '../../../kit/button.tsx'
import { Loading } from '../../../kit/empty.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { EventList } from '../../event-list.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import { readDay } from './calendar-day.ts'
import { periodEventsQuery } from './periods-queries.ts'
import { usePeriodsWords } from './periods-words.ts'

const deeds = {
  closed: 'didClose',
  'reopening asked': 'didAsk',
  'reopening granted': 'didGrant',
  'reopening denied': 'didDeny',
  'reopening withdrawn': 'didWithdraw',
} as const

/** Who closed and opened the books, when and why, newest first. */
export const PeriodLog = () => {
  const say = usePeriodsWords()
  const language = useLanguage()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(periodEventsQuery)
  if (!data) return error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={3} />
  const events = data.pages.flatMap((page) => page.items)
  if (events.length === 0) return <p className={table.note}>{say('logEmpty')}</p>
  const listed = events.map(({ at, what, through, person, reason }) => ({
    at,
    what: say(deeds[what], { day: readDay(through, language) }),
    who: person.name,
    note: reason,
  }))
  return (
    <>
      <EventList events={listed} />
      {hasNextPage && (
        <p className={table.more}>
          <Button busy={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {say('more')}
          </Button>
        </p>
      )}
    </>
  )
}
