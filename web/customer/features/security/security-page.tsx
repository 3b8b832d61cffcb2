import { useQuery } from '@tanstack/react-query'
import { passkeysQuery } from '../../../api/queries.ts'
import { Loading } from '../../../kit/empty.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { AddPasskey } from './add-passkey.tsx'
import { PasskeyRow } from './passkey-row.tsx'
import styles from './security-page.module.css'
import { useSecurityWords } from './security-words.ts'
import { Sessions } from './sessions.tsx'

const PasskeySections = () => {
  const say = useSecurityWords()
  const { data, error } = useQuery(passkeysQuery)
  if (error) return <ProblemNote error={error} />
  if (!data) return <Loading />
  // Nothing proves that it is the person until what may have a copy is removed.
  const isStuck = data.items.length > 0 && data.items.every(({ suspectedAt }) => suspectedAt !== null)
  return (
    <>
      <Section title={say('passkeys')}>
        <p className={`small soft ${styles.lede}`}>{data.items.length > 0 ? say('lede') : say('none')}</p>
        <ul className={styles.rows}>
          {data.items.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} />
          ))}
        </ul>
      </Section>
      {!isStuck && (
        <Section title={say('add')} ruled>
          {data.items.length === 0 && <p className={`small soft ${styles.form}`}>{say('lede')}</p>}
          <AddPasskey provesWith={data.provesWith} passwordProvesFrom={data.passwordProvesFrom} />
        </Section>
      )}
    </>
  )
}

/** How I get in: passkeys, where I am signed in, and when I did. */
export const SecurityPage = () => {
  const say = useSecurityWords()
  return (
    <Page title={say('title')} back="/profile" width="wide">
      <div className={styles.columns}>
        <div>
          <PasskeySections />
        </div>
        <div>
          <Sessions />
        </div>
      </div>
    </Page>
  )
}
