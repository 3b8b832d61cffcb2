import { Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { browserName } from '../../../shared/passkeys/browser-name.ts'
import { NewPasskey, PasskeyList, useCanAdd } from '../../../shared/passkeys/passkey-list.tsx'
import { usePasskeyWords } from '../../../shared/passkeys/passkey-words.ts'
import { Authenticator } from './authenticator.tsx'
import { Devices } from './devices.tsx'
import { Freeze } from './freeze.tsx'
import { Pin } from './pin.tsx'
import styles from './security-page.module.css'
import { useSecurityWords } from './security-words.ts'
import { Sessions } from './sessions.tsx'
import { TypingConsent } from './typing.tsx'

const PasskeySections = () => {
  const say = usePasskeyWords()
  const canAdd = useCanAdd()
  return (
    <>
      <Section title={say('passkeys')}>
        <PasskeyList />
      </Section>
      {canAdd && (
        <Section title={say('add')} ruled>
          <NewPasskey />
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
          <Authenticator />
          <Pin />
        </div>
        <div>
          <Freeze />
          <Devices suggested={browserName(navigator.userAgent)} />
          <Sessions />
          <TypingConsent />
        </div>
      </div>
    </Page>
  )
}
