import { ButtonLink } from '../../../kit/button.tsx'
import { Note } from '../../../kit/note.tsx'
import { Header, Page } from '../../../kit/shell.tsx'
import styles from './consent.module.css'
import { useConsentWords } from './consent-words.ts'

/** There is nothing to decide: the request is over, or it was none that we follow. */
export const NotAsked = ({ why }: { why: 'over' | 'refused' }) => {
  const say = useConsentWords()
  return (
    <Page title={say(why)} acts={<ButtonLink to="/overview">{say('toBank')}</ButtonLink>}>
      <Note tone="know">{say(`${why}More` as const)}</Note>
      <p className={styles.fact}>{say('overAct')}</p>
    </Page>
  )
}

/** Where a request ends that leads nowhere, such as one with an address that nobody registered. */
export const RefusedPage = () => (
  <>
    <Header home="/" places={[]} />
    <NotAsked why="refused" />
  </>
)
