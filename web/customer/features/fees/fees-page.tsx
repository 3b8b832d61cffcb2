import { useQuery } from '@tanstack/react-query'
import type { FeesInForce } from '#wire/products'
import { feesQuery } from '../../../api/charge-queries.ts'
import { longDay } from '../../../kit/dates.ts'
import { Loading } from '../../../kit/empty.tsx'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { MoreLink, Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { FeeLines } from '../../../shared/fees/fee-lines.tsx'
import { useFeesWords } from './fees-words.ts'

const Holding = ({ fees, isNow }: { fees: FeesInForce; isNow: boolean }) => {
  const say = useFeesWords()
  const language = useLanguage()
  const day = (at: string) => longDay(new Date(at), language, new Date())
  const title = isNow ? say('now') : say('later', { day: day(fees.holdsFrom) })
  return (
    <Section title={title} ruled>
      {fees.lines.length === 0 ? <p>{say('laterNone')}</p> : <FeeLines lines={fees.lines} label={title} />}
      <p className="small soft">
        {isNow && say('since', { day: day(fees.holdsFrom) })}{' '}
        {fees.holdsUntil && say('until', { day: day(fees.holdsUntil) })}
      </p>
    </Section>
  )
}

/** What the bank takes, now and later. */
export const FeesPage = () => {
  const say = useFeesWords()
  const { data, error, refetch } = useQuery(feesQuery)
  const now = data?.now && data.now.lines.length > 0 ? data.now : null
  return (
    <Page title={say('title')} back="/profile">
      <p className="soft">{say('lead')}</p>
      {!data && (error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={3} />)}
      {data && !now && <Note tone="go" lead={say('none')} />}
      {now && <Holding fees={now} isNow />}
      {data?.later.map((fees) => (
        <Holding key={fees.id} fees={fees} isNow={false} />
      ))}
      <p>
        <MoreLink to="/limits">{say('limits')}</MoreLink>
      </p>
    </Page>
  )
}
