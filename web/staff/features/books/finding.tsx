import { IconAlertOctagon } from '@tabler/icons-react'
import type { LastProof } from '#wire/ledger'
import { clockTime, dayAndTime, nearness } from '../../../kit/dates.ts'
import { Note } from '../../../kit/note.tsx'
import { useLanguage } from '../../../kit/words.ts'
import styles from './books.module.css'
import { useBooksWords } from './books-words.ts'

type Kept = NonNullable<LastProof['last']>

const count = (value: number): string => new Intl.NumberFormat('en-IN').format(value)

/** The instant of a proof as a part of a sentence. */
const useMomentOf = () => {
  const say = useBooksWords()
  const language = useLanguage()
  return (at: Date): string =>
    nearness(at, new Date()) === 'today'
      ? say('today', { time: clockTime(at, language) })
      : say('earlier', { time: dayAndTime(at, language) })
}

/** What the last proof has found, and when. */
export const Finding = ({ last: { at, proof } }: { last: Kept }) => {
  const say = useBooksWords()
  const momentOf = useMomentOf()
  const time = momentOf(new Date(at))
  if (proof.breach === null) {
    const seconds = proof.seconds.toFixed(proof.seconds < 10 ? 2 : 0)
    return (
      <Note lead={say('proved')}>
        {say('provedMore', { transfers: count(proof.transfers), accounts: count(proof.accounts), seconds, time })}
      </Note>
    )
  }
  const { rule, offender, detail } = proof.breach
  return (
    <div className={styles.broken}>
      <Note tone="stop" icon={IconAlertOctagon} lead={say('broken')}>
        {say('brokenMore', { time })}
      </Note>
      <dl>
        <dt>{say('rule')}</dt>
        <dd lang="en">{rule}</dd>
        <dt>{say('offender')}</dt>
        <dd lang="en">
          <code>{offender}</code>
        </dd>
        <dt>{say('detail')}</dt>
        <dd lang="en">{detail}</dd>
      </dl>
    </div>
  )
}
