import { queryOptions, useQuery } from '@tanstack/react-query'
import type { MyReading } from '#wire/identity'
import { myReadings } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { dayAndTime } from '../../../kit/dates.ts'
import { Loading } from '../../../kit/empty.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import styles from './readings.module.css'
import { useReadingsWords } from './readings-words.ts'

const readingsQuery = queryOptions({
  queryKey: ['my-readings'],
  queryFn: async ({ signal }) => (await call(myReadings, { signal })).items,
})

const Row = ({ reading: { at, roles, what, choice } }: { reading: MyReading }) => {
  const say = useReadingsWords()
  const language = useLanguage()
  const role = roles.map((one) => say(one)).join(', ') || say('customer')
  return (
    <li>
      <p className="strong">{say('line', { role, what: say(`what_${what}`) })}</p>
      <p className="small soft">
        {say(choice)}
        {', '}
        <time dateTime={at}>{dayAndTime(new Date(at), language)}</time>
      </p>
    </li>
  )
}

/** Which staff looked at my data, at what, when and why. */
export const ReadingsPage = () => {
  const say = useReadingsWords()
  const { data, error } = useQuery(readingsQuery)
  return (
    <Page title={say('title')} back="/profile">
      <p className={`small soft ${styles.lede}`}>{say('lede')}</p>
      {error ? <ProblemNote error={error} /> : !data && <Loading />}
      {data?.length === 0 && <p>{say('none')}</p>}
      <ol className={styles.list}>
        {data?.map((reading) => (
          <Row key={reading.id} reading={reading} />
        ))}
      </ol>
    </Page>
  )
}
