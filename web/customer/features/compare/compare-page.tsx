import { Link, useSearch } from '@tanstack/react-router'
import { Note } from '../../../kit/note.tsx'
import { Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import styles from './compare.module.css'
import { useCompareWords } from './compare-words.ts'

const ways = ['here', 'cash', 'card'] as const
type Way = (typeof ways)[number]

/** What can go wrong, and with which way it ends best; where none does, nobody is named. */
const risks = [
  { risk: 'lost', best: 'here' },
  { risk: 'taken', best: 'cash' },
  { risk: 'talked', best: 'card' },
  { risk: 'wrong', best: 'cash' },
  { risk: 'altered', best: 'here' },
  { risk: 'undelivered', best: 'card' },
  { risk: 'proof', best: 'here' },
  { risk: 'private', best: 'cash' },
  { risk: 'dark', best: 'cash' },
  { risk: 'broke', best: 'cash' },
  { risk: 'cost', best: undefined },
] as const satisfies readonly { readonly risk: string; readonly best: Way | undefined }[]

const Risk = ({ risk, best }: (typeof risks)[number]) => {
  const say = useCompareWords()
  return (
    <section className={styles.risk} aria-labelledby={`risk-${risk}`}>
      <h2 id={`risk-${risk}`}>{say(risk)}</h2>
      <dl className={styles.ways}>
        {ways.map((way) => (
          <div key={way} className={way === best ? styles.best : undefined}>
            <dt>
              {say(way)}
              {way === best && <span className={styles.mark}>{say('best')}</span>}
            </dt>
            <dd>
              {say(`${risk}_${way}`)}
              {risk === 'cost' && way === 'here' && (
                <>
                  {' '}
                  <Link to="/fees">{say('fees')}</Link>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Paying here beside cash and card: what can go wrong, and what then. It says where another way is better. */
export const ComparePage = () => {
  const say = useCompareWords()
  const { payment } = useSearch({ strict: false }) as { payment?: string }
  return (
    <Page title={say('title')} back={payment ? `/payments/${payment}/receipt` : '/overview'} width="wide">
      <p className={styles.lede}>{say('lede')}</p>
      {risks.map((one) => (
        <Risk key={one.risk} {...one} />
      ))}
      <Section title={say('limit')}>
        <div className={styles.lede}>
          <Note tone="wait">{say('limitMore')}</Note>
        </div>
      </Section>
    </Page>
  )
}
