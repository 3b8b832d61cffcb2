import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { unblockRequester } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { blockedQuery, requestsQuery } from '../../../api/people-queries.ts'
import { useRefreshMoney } from '../../../api/queries.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Loading } from '../../../kit/empty.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { MoreButton, Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { RequestRow } from './request-row.tsx'
import styles from './requests.module.css'
import { useRequestsWords } from './requests-words.ts'

const Side = ({ side }: { side: 'to-me' | 'by-me' }) => {
  const say = useRequestsWords()
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(requestsQuery(side))
  const items = data?.pages.flatMap((page) => page.items)
  return (
    <Section title={say(side === 'to-me' ? 'toMe' : 'byMe')} ruled>
      {!items && (error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={3} />)}
      {items?.length === 0 && <p className={styles.form}>{say(side === 'to-me' ? 'noneToMe' : 'noneByMe')}</p>}
      {items && items.length > 0 && (
        <ul className={styles.list}>
          {items.map((request) => (
            <RequestRow key={request.id} request={request} />
          ))}
        </ul>
      )}
      {hasNextPage && <MoreButton onClick={() => fetchNextPage()}>{say('more')}</MoreButton>}
    </Section>
  )
}

const Blocked = () => {
  const say = useRequestsWords()
  const refresh = useRefreshMoney()
  const { data } = useQuery(blockedQuery)
  const { mutate, error } = useMutation({
    mutationFn: (id: string) => call(unblockRequester, { params: { id } }),
    onSuccess: refresh,
  })
  if (!data?.length) return null
  return (
    <Section title={say('blocked')} ruled>
      <p className={styles.form}>{say('blockedMore')}</p>
      {error && <ProblemNote error={error} />}
      <ul className={styles.list}>
        {data.map(({ id, name }) => (
          <li key={id} className={styles.form}>
            <div>
              <Button onClick={() => mutate(id)}>{say('letIn', { name })}</Button>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Who asks me for money, and whom I have asked. */
export const RequestsPage = () => {
  const say = useRequestsWords()
  return (
    <Page title={say('title')} back="/overview">
      <p className={styles.form}>
        <ButtonLink to="/ask" look="go">
          {say('ask')}
        </ButtonLink>
      </p>
      <Side side="to-me" />
      <Side side="by-me" />
      <Blocked />
    </Page>
  )
}
