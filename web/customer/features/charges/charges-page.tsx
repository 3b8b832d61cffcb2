import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { chargesQuery, disputesQuery } from '../../../api/charge-queries.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { Loading } from '../../../kit/empty.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { MoreButton, MoreLink, Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { ChargeRow } from './charge-row.tsx'
import styles from './charges.module.css'
import { useChargeWords } from './charges-words.ts'

const Side = ({ side }: { side: 'taken' | 'paid' }) => {
  const say = useChargeWords()
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(chargesQuery(side))
  const { data: disputes } = useQuery(disputesQuery)
  const items = data?.pages.flatMap((page) => page.items)
  const more = side === 'taken' && disputes?.length ? <MoreLink to="/disputes">{say('disputes')}</MoreLink> : undefined
  return (
    <Section title={say(side)} more={more} ruled>
      {!items && (error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={3} />)}
      {items?.length === 0 && <p className={styles.form}>{say(side === 'taken' ? 'noneTaken' : 'nonePaid')}</p>}
      {items && items.length > 0 && (
        <ul className={styles.list}>
          {items.map((charge) => (
            <ChargeRow key={charge.id} charge={charge} />
          ))}
        </ul>
      )}
      {hasNextPage && <MoreButton onClick={() => fetchNextPage()}>{say('more')}</MoreButton>}
    </Section>
  )
}

/** What I take as a merchant, and what merchants take from me. */
export const ChargesPage = () => {
  const say = useChargeWords()
  return (
    <Page title={say('title')} back="/overview">
      <p className={`soft ${styles.form}`}>{say('lead')}</p>
      <p className={styles.form}>
        <ButtonLink to="/charges/new" look="go">
          {say('take')}
        </ButtonLink>
      </p>
      <Side side="taken" />
      <Side side="paid" />
    </Page>
  )
}
