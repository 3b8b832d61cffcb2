import { Button } from '../../../kit/button.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { useSignOut } from './changes.ts'
import styles from './profile-page.module.css'
import { useProfileWords } from './profile-words.ts'

/** The ways out: here, and everywhere. */
export const Leave = () => {
  const say = useProfileWords()
  const { mutate, isPending, error } = useSignOut()
  return (
    <Section title={say('leave')} ruled>
      <div className={styles.form}>
        <p className="small soft">{say('everywhereMore')}</p>
        <div className={styles.acts}>
          <Button busy={isPending} onClick={() => mutate('here')}>
            {say('signOut')}
          </Button>
          <Button look="stop" busy={isPending} onClick={() => mutate('everywhere')}>
            {say('signOutEverywhere')}
          </Button>
        </div>
        {error && <ProblemNote error={error} />}
      </div>
    </Section>
  )
}
