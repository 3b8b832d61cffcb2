import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import type { NotificationView } from '#wire/notifications'
import { readNotifications } from '#wire/notifications'
import { call } from '../../../api/call.ts'
import { inboxQuery, useRefreshInbox } from '../../../api/notifications.ts'
import { Button } from '../../../kit/button.tsx'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { MoreLink, Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { DayOfNews } from './day.tsx'
import styles from './inbox.module.css'
import { useInboxWords } from './inbox-words.ts'

/** What is new stays in sight of who reads; one press settles it. */
const ReadAll = ({ newest, unread }: { newest: NotificationView; unread: number }) => {
  const say = useInboxWords()
  const refresh = useRefreshInbox()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(readNotifications, { body: { upTo: newest.id } }),
    onSettled: refresh,
  })
  return (
    <div className={styles.all}>
      <p role="status">{unread > 0 ? say('unread', { count: unread }) : say('noneUnread')}</p>
      {unread > 0 && (
        <Button busy={isPending} onClick={() => mutate()}>
          {say('readAll')}
        </Button>
      )}
      {error && <ProblemNote error={error} />}
    </div>
  )
}

const byDay = (items: readonly NotificationView[]): NotificationView[][] => {
  const days: NotificationView[][] = []
  for (const item of items) {
    const [first] = days.at(-1) ?? []
    const isSameDay = first && new Date(first.at).toDateString() === new Date(item.at).toDateString()
    if (isSameDay) days.at(-1)?.push(item)
    else days.push([item])
  }
  return days
}

/** What the bank told me, newest first, day by day; older days when they are asked for. */
export const InboxPage = () => {
  const say = useInboxWords()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(inboxQuery)
  const items = data?.pages.flatMap((page) => page.items) ?? []
  const [newest] = items
  return (
    <Page title={say('title')}>
      <Section title={say('told')} more={<MoreLink to="/inbox/settings">{say('toSettings')}</MoreLink>}>
        {!data && (error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={5} />)}
        {data && !newest && <Empty>{say('nothing')}</Empty>}
        {data && newest && <ReadAll newest={newest} unread={data.pages[0]?.unread ?? 0} />}
        {byDay(items).map((day) => (
          <DayOfNews key={day[0]?.id} items={day} />
        ))}
        {hasNextPage && (
          <p className={styles.older}>
            <Button busy={isFetchingNextPage} onClick={() => fetchNextPage()}>
              {say('older')}
            </Button>
          </p>
        )}
      </Section>
    </Page>
  )
}
